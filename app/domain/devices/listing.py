"""Conflicts and records in lists: counted, narrowed, and each still true when it is shown. Policy: PLN-2."""

from collections.abc import Iterable
from typing import Any

from sqlalchemy import Select, func, or_, select
from sqlalchemy.orm import joinedload, selectinload

from app.db import db
from app.domain.access import Scope
from app.domain.devices.conflicts import Holder, condition, left_out, unmanaged
from app.models import Asset, AssetModel, DeviceConflict, DeviceExport, DeviceRecord, DeviceUser, Identifier
from app.models.devices import CONFLICTS

# A number past this is told as "more than": nobody works through so many one by one.
COUNTED = 1_000
SHOWN_OF_RECORDS = (
    joinedload(DeviceRecord.asset).options(
        joinedload(Asset.model), joinedload(Asset.site), joinedload(Asset.room), joinedload(Asset.cart),
        joinedload(Asset.holder),
    ),
    joinedload(DeviceRecord.site),
    joinedload(DeviceRecord.person),
    joinedload(DeviceRecord.heard_in),
    selectinload(DeviceRecord.users).joinedload(DeviceUser.person),
)  # fmt: skip


def open_conflicts(kind: str, scope: Scope) -> Select[Any]:
    """The conflicts of a kind that still hold, in the order in which they were found."""
    query = (
        select(DeviceConflict)
        .where(
            DeviceConflict.kind == kind,
            DeviceConflict.settled_at.is_(None),
            scope.where(DeviceConflict.site_id),
        )
        .order_by(DeviceConflict.id)
    )
    if kind == "unmanaged":
        return query.join(Asset, Asset.id == DeviceConflict.asset_id).where(
            scope.where(Asset.site_id), unmanaged()
        )
    if kind == "unknown":
        query = query.where(~registered_since().exists())
    return (
        query.join(DeviceRecord, DeviceRecord.id == DeviceConflict.record_id)
        .outerjoin(Asset, Asset.id == DeviceRecord.asset_id)
        .outerjoin(Holder, Holder.id == Asset.holder_id)
        .where(condition(kind), or_(Asset.id.is_(None), scope.where(Asset.site_id)))
    )


def registered_since() -> Select[Any]:
    """What bears the serial number of a record that was matched with nothing: somebody has just registered it."""
    return (
        select(Identifier.id)
        .where(
            Identifier.key == DeviceRecord.serial_key,
            Identifier.kind == "serial",
            DeviceRecord.asset_id.is_(None),
        )
        .correlate(DeviceRecord)
    )


def counted(scope: Scope) -> dict[str, int]:
    """How many conflicts of each kind are open; of very many only that they are more than a thousand."""
    return {
        kind: _at_most(open_conflicts(kind, scope).with_only_columns(DeviceConflict.id)) for kind in CONFLICTS
    }


def records_in(scope: Scope, *, absent: bool = False) -> Select[Any]:
    """The records of a scope, newest first; what is no site's is the district's.

    `absent` are those alone that the last whole export did not name.
    """
    query = select(DeviceRecord).outerjoin(Asset, Asset.id == DeviceRecord.asset_id)
    query = query.where(
        scope.where(DeviceRecord.site_id), or_(Asset.id.is_(None), scope.where(Asset.site_id))
    )
    if absent:
        query = query.where(left_out())
    return query.order_by(DeviceRecord.id.desc())


def absent_in(scope: Scope) -> int:
    """How many records the last whole export did not name, up to a thousand and one."""
    return _at_most(records_in(scope, absent=True).with_only_columns(DeviceRecord.id))


def anything_in(scope: Scope) -> bool:
    """Whether any management named a device of the scope."""
    return (
        db.session.scalar(select(DeviceRecord.id).where(scope.where(DeviceRecord.site_id)).limit(1))
        is not None
    )


def exports_heard(most: int = 6) -> list[DeviceExport]:
    """The last exports, newest first."""
    query = select(DeviceExport).where(DeviceExport.ended_at.is_not(None)).order_by(DeviceExport.id.desc())
    return list(
        db.session.scalars(
            query.options(joinedload(DeviceExport.by), joinedload(DeviceExport.site)).limit(most)
        )
    )


def conflicts_of(record: DeviceRecord) -> list[DeviceConflict]:
    """Every conflict there was about a record, open ones first, then the latest. Policy: PLN-2."""
    query = select(DeviceConflict).where(DeviceConflict.record_id == record.id)
    return list(
        db.session.scalars(query.order_by(DeviceConflict.settled_at.is_not(None), DeviceConflict.id.desc()))
    )


def standing_of(records: Iterable[DeviceRecord]) -> dict[int, list[str]]:
    """The kinds of the open conflicts about each of some records, by the record's key."""
    keys = [record.id for record in records]
    query = select(DeviceConflict.record_id, DeviceConflict.kind).where(
        DeviceConflict.record_id.in_(keys), DeviceConflict.settled_at.is_(None)
    )
    kinds: dict[int, list[str]] = {}
    for key, kind in db.session.execute(query.order_by(DeviceConflict.id)) if keys else ():
        kinds.setdefault(key or 0, []).append(kind)
    return kinds


def absent_of(records: Iterable[DeviceRecord]) -> set[int]:
    """Those of some records that the last whole export of their management did not name."""
    keys = [record.id for record in records]
    query = select(DeviceRecord.id).where(DeviceRecord.id.in_(keys), left_out())
    return set(db.session.scalars(query)) if keys else set()


def shown(query: Select[Any]) -> Select[Any]:
    """Conflicts with all that a row of the list tells."""
    of_asset = joinedload(DeviceConflict.asset).options(
        joinedload(Asset.model).joinedload(AssetModel.category), joinedload(Asset.site), joinedload(Asset.room),
        joinedload(Asset.cart), joinedload(Asset.holder),
    )  # fmt: skip
    return query.options(of_asset, joinedload(DeviceConflict.record).options(*SHOWN_OF_RECORDS))


def _at_most(query: Select[Any]) -> int:
    some = query.order_by(None).limit(COUNTED + 1).subquery()
    return db.session.scalar(select(func.count()).select_from(some)) or 0
