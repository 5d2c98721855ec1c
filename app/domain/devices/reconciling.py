"""Records matched anew with the register, and conflicts found and settled, a portion at a time. Policy: PLN-2."""

from collections.abc import Iterator
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Select, bindparam, case, func, literal, or_, select, update

from app import clock
from app.db import db, insert_all, table_of, uuid7
from app.domain.devices.conflicts import OF_RECORDS, condition, records, unmanaged
from app.domain.devices.matching import bearers_of, match
from app.models import Asset, DeviceConflict, DeviceRecord

AT_ONCE = 5_000
UNMANAGED = "unmanaged"


class Portion(NamedTuple):
    """Records, or assets, whose keys lie between two."""

    of: str
    first: int
    last: int


class Unmatched(NamedTuple):
    """A record that no asset was found for, by what it may be known by."""

    id: int
    serial_keys: tuple[str, ...]
    macs: list[str]
    tag: str | None


def all_portions() -> Iterator[Portion]:
    """Everything there is to reconcile, in portions to be committed one by one: first the records, then the assets."""
    for of, model in (("records", DeviceRecord), ("assets", Asset)):
        first, last = db.session.execute(select(func.min(model.id), func.max(model.id))).one()
        if first is not None:
            for start in range(first, last + 1, AT_ONCE):
                yield Portion(of, start, start + AT_ONCE - 1)


def reconcile(portion: Portion) -> int:
    """Bring a portion's conflicts up to date; how many were found that were not known."""
    if portion.of == "assets":
        return _settle_and_find(
            {UNMANAGED: _unmanaged_in(portion)}, _open_ones(DeviceConflict.asset_id, portion, [UNMANAGED])
        )
    rematch(portion)
    return _settle_and_find(
        _conflicting_in(portion), _open_ones(DeviceConflict.record_id, portion, OF_RECORDS)
    )


def rematch(portion: Portion) -> None:
    """Find the assets of records that had none, which were registered since; and follow assets to other sites."""
    between = DeviceRecord.id.between(portion.first, portion.last)
    waiting = _unmatched(between)
    bearers = bearers_of(waiting)
    found = [(one.id, match(one, bearers)[0]) for one in waiting]
    changes = [
        {"record": key, "asset": hit.asset_id, "by": hit.by, "site": hit.site_id} for key, hit in found if hit
    ]
    moved = select(DeviceRecord.id, Asset.site_id).join(Asset, Asset.id == DeviceRecord.asset_id)
    moved = moved.where(between, or_(DeviceRecord.site_id.is_(None), DeviceRecord.site_id != Asset.site_id))
    _write(changes, asset_id="asset", matched_by="by", site_id="site")
    _write([{"record": key, "site": site} for key, site in db.session.execute(moved)], site_id="site")


def _unmatched(between: ColumnElement[bool]) -> list[Unmatched]:
    columns = (
        DeviceRecord.id,
        DeviceRecord.serial_key,
        DeviceRecord.wireless_mac,
        DeviceRecord.wired_mac,
        DeviceRecord.asset_tag,
    )
    query = select(*columns).where(between, DeviceRecord.asset_id.is_(None))
    return [
        Unmatched(key, (serial,) if serial else (), [mac for mac in macs if mac], tag)
        for key, serial, *macs, tag in db.session.execute(query)
    ]


def _write(rows: list[dict[str, Any]], **to: str) -> None:
    """Each row names its record; `to` says which column takes what of it."""
    if rows:
        table = table_of(DeviceRecord)
        changed: dict[str, Any] = {column: bindparam(name) for column, name in to.items()}
        of_its = update(table).where(table.c.id == bindparam("record"))
        db.session.connection().execute(of_its.values(changed), rows)


Conflicting = dict[int, tuple[int | None, int | None, int | None]]


def _conflicting_in(portion: Portion) -> dict[str, Conflicting]:
    """Of each kind the records it holds of: record, asset, site. One pass, however many kinds there are."""
    holds = {kind: condition(kind) for kind in OF_RECORDS}
    flags = [case((one, literal(1)), else_=literal(0)).label(kind) for kind, one in holds.items()]
    query: Select[Any] = records().with_only_columns(
        DeviceRecord.id, DeviceRecord.asset_id, DeviceRecord.site_id, *flags, maintain_column_froms=True
    )
    query = query.where(DeviceRecord.id.between(portion.first, portion.last), or_(*holds.values()))
    found: dict[str, Conflicting] = {kind: {} for kind in OF_RECORDS}
    for key, asset_id, site_id, *those in db.session.execute(query):
        for kind, holding in zip(OF_RECORDS, those, strict=True):
            if holding:
                found[kind][key] = (key, asset_id, site_id)
    return found


def _unmanaged_in(portion: Portion) -> Conflicting:
    query = select(Asset.id, Asset.site_id).where(Asset.id.between(portion.first, portion.last), unmanaged())
    return {key: (None, key, site_id) for key, site_id in db.session.execute(query)}


def _open_ones(column: Any, portion: Portion, kinds: Any) -> list[Any]:
    """The open conflicts about these: conflict, kind, what it is about, and whose it is."""
    query = select(
        DeviceConflict.id, DeviceConflict.kind, column, DeviceConflict.asset_id, DeviceConflict.site_id
    )
    query = query.where(column.between(portion.first, portion.last), DeviceConflict.settled_at.is_(None))
    return list(db.session.execute(query.where(DeviceConflict.kind.in_(kinds))))


def _settle_and_find(found: dict[str, Conflicting], known: list[Any]) -> int:
    over: list[int] = []
    moved: list[dict[str, Any]] = []
    told = set()
    for key, kind, about, asset_id, site_id in known:
        holding = found[kind].get(about)
        told.add((kind, about))
        if holding is None:
            over.append(key)
        elif holding[1:] != (asset_id, site_id):
            moved.append({"conflict": key, "asset": holding[1], "site": holding[2]})
    new = [
        (kind, *those[about]) for kind, those in found.items() for about in those if (kind, about) not in told
    ]
    _keep(over, moved, new)
    return len(new)


def _keep(
    over: list[int], moved: list[dict[str, Any]], new: list[tuple[str, int | None, int | None, int | None]]
) -> None:
    now, table, connection = clock.now(), table_of(DeviceConflict), db.session.connection()
    one = update(table).where(table.c.id == bindparam("conflict"))
    if over:
        connection.execute(one.values(settled_at=now), [{"conflict": key} for key in over])
    if moved:
        connection.execute(one.values(asset_id=bindparam("asset"), site_id=bindparam("site")), moved)
    columns = ("kind", "record_id", "asset_id", "site_id")
    insert_all(
        DeviceConflict,
        [{"uuid": uuid7(), "found_at": now} | dict(zip(columns, each, strict=True)) for each in new],
    )
