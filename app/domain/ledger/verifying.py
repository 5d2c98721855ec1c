"""Reading the whole ledger again: does every asset add up to its events, and does every chain hold?"""

from collections.abc import Iterator
from itertools import groupby
from operator import attrgetter
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import Row, select

from app.db import db
from app.domain.ledger.chain import GENESIS, Fact, link
from app.domain.ledger.portable import REFERENCES, TRACKED, VERSIONED, portable
from app.models import Asset, Checkout, Event, Identifier, Person, Room, Site, User


class Fault(NamedTuple):
    """Something that does not add up, in words for the one who has to look."""

    asset: str
    number: int | None
    what: str


def verify() -> Iterator[Fault]:
    """Every difference between the register and its ledger, asset by asset; nothing when all is well.

    Streams: memory holds the names of rooms, people and models, and one asset's events at a time.
    """
    names = _names()
    events = db.session.execute(
        select(Event.__table__).order_by(Event.asset_id, Event.number).execution_options(yield_per=2000)
    )
    by_asset = groupby(events, key=attrgetter("asset_id"))
    owner, told = next(by_asset, (None, iter(())))
    open_checkouts = select(Checkout.asset_id, Checkout.person_id).where(Checkout.ended_at.is_(None))
    holders = dict(db.session.execute(open_checkouts).tuples().all())
    assets = db.session.execute(select(Asset.__table__).order_by(Asset.id).execution_options(yield_per=2000))
    for asset, asset_codes in zip(assets, _codes(), strict=True):
        if owner != asset.id:
            yield Fault(asset.tag or str(asset.uuid), None, "has no events")
            continue
        yield from _faults(asset, list(told), asset_codes, holders.get(asset.id), names)
        owner, told = next(by_asset, (None, iter(())))


def _faults(
    asset: Row[Any], events: list[Row[Any]], codes: list[list[str]], holder: int | None, names: "Names"
) -> Iterator[Fault]:
    called = asset.tag or str(asset.uuid)
    digest, folded, version = GENESIS, dict[str, Any](), 0
    for expected, event in enumerate(events, start=1):
        if event.number != expected:
            yield Fault(called, event.number, f"event {expected} is missing")
            return
        digest = link(digest, _fact(asset.uuid, event, names))
        if digest != event.hash:
            yield Fault(called, event.number, "the event is not what was written: its hash differs")
            return
        folded |= event.changes
        version += _counts(event.changes)
    if (asset.event_number, asset.event_hash) != (len(events), digest):
        yield Fault(called, None, "the asset's last event is not the last of its chain")
    if asset.version != version:
        yield Fault(called, None, f"version is {asset.version}, its events make it {version}")
    if folded.pop("codes", []) != codes:
        yield Fault(called, None, "its codes are not those of its events")
    now = portable({column: getattr(asset, column) for column in TRACKED}, names.uuids)
    for column in sorted(now.keys() | folded.keys()):
        if now.get(column) != folded.get(column):
            yield Fault(called, None, f"{column} is {now.get(column)!r}, its events make it {folded.get(column)!r}")
    if holder != asset.holder_id:
        yield Fault(called, None, "its open checkout and its holder are not the same person")


def _counts(changes: dict[str, Any]) -> int:
    return int(bool({column.removesuffix("_id") for column in VERSIONED} & changes.keys()))


class Names(NamedTuple):
    """Keys to uuids, for everything an event or an asset points at."""

    uuids: dict[tuple[str, int], str]

    def of(self, table: str, key: int | None) -> str | None:
        return None if key is None else self.uuids.get((table, key), "nobody knows")


def _names() -> Names:
    uuids: dict[tuple[str, int], str] = {}
    for model in {*REFERENCES.values(), Site, Room, Person, User}:
        for key, uuid in db.session.execute(select(model.id, model.uuid)):
            uuids[model.__tablename__, key] = str(uuid)
    return Names(uuids)


def _fact(asset: UUID, event: Row[Any], names: Names) -> Fact:
    return Fact(
        asset=str(asset),
        number=event.number,
        action=event.action,
        happened_at=event.happened_at,
        heard_at=event.heard_at,
        actor=names.of("users", event.actor_id),
        via=event.via,
        operation=str(event.operation) if event.operation else None,
        site=names.of("sites", event.site_id) or "",
        room=names.of("rooms", event.room_id),
        person=names.of("people", event.person_id),
        changes=event.changes,
        details=event.details,
    )


def _codes() -> Iterator[list[list[str]]]:
    """Every asset's (kind, code) pairs, in the order of the assets' keys, with an empty list where it has none."""
    rows = db.session.execute(
        select(Asset.id, Identifier.kind, Identifier.code)
        .outerjoin(Identifier, Identifier.asset_id == Asset.id)
        .order_by(Asset.id)
        .execution_options(yield_per=2000)
    )
    for _, pairs in groupby(rows, key=attrgetter("id")):
        yield sorted([kind, code] for _, kind, code in pairs if kind is not None)
