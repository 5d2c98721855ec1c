"""Reading the whole ledger again: does every asset add up to its events, and does every chain hold?"""

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from sqlalchemy import Connection, select

from app.clock import written
from app.db import Base, db, table_of
from app.domain.codes import look_up_key
from app.domain.ledger.chain import GENESIS, Fact, link
from app.domain.ledger.portable import REFERENCES, TRACKED, portable, touches
from app.domain.ledger.raw import Alongside, Raw, RawRow, Unreadable
from app.models import Asset, Checkout, Event, Identifier, Operation, User


class Fault(NamedTuple):
    """Something that does not add up, in words for the one who has to look."""

    asset: str
    number: int | None
    what: str


class Broken(Exception):
    """The chain of an asset does not hold; what comes after that says nothing."""

    def __init__(self, number: int | None, what: str) -> None:
        super().__init__(what)
        self.number, self.what = number, what


@dataclass(slots=True)
class Retold:
    """An asset as its events tell it, up to the one whose hash is `digest`."""

    digest: bytes = GENESIS
    columns: dict[str, Any] = field(default_factory=dict)
    version: int = 0


class Names(dict[tuple[str, int], str]):
    """Tables and keys to uuids, for everything an event or an asset points at."""

    def __missing__(self, key: tuple[str, int]) -> str:
        return "nobody knows"


def verify(connection: Connection | None = None) -> Iterator[Fault]:
    """Every difference between the register and its ledger, asset by asset; nothing when all is well.

    Reads what a connection sees (a backup's, say); without one, what is committed, as of one moment. Memory holds the
    names of rooms, people and models, and one asset's events at a time.
    """
    if connection is not None:
        yield from _assets(connection)
        yield from _operations(connection)
        return
    with db.engine.connect() as own:
        if own.dialect.name == "postgresql":
            own.execution_options(isolation_level="REPEATABLE READ")
        yield from verify(own)


def _assets(connection: Connection) -> Iterator[Fault]:
    names = _names(connection)
    raw = Raw(Event, connection, as_kept=("changes", "details"))
    events = Alongside(raw.rows("asset_id", "number"))
    codes = Alongside(Raw(Identifier, connection).rows("asset_id", "kind", "code"))
    open_checkouts = select(Checkout.asset_id, Checkout.person_id).where(Checkout.ended_at.is_(None))
    holders = dict(connection.execute(open_checkouts).all())
    for row in Raw(Asset, connection).rows("id"):
        told, bearing = events.of(row["id"]), codes.of(row["id"])
        try:
            yield from _faults(row, told, bearing, holders.get(row["id"]), names)
        except Unreadable as trouble:
            yield Fault(_called(row), None, str(trouble))
    for key in events.strays():
        yield Fault(f"asset {key}", None, "has events, but is not in the register")


def _faults(
    asset: RawRow, events: list[RawRow], codes: list[RawRow], holder: int | None, names: Names
) -> Iterator[Fault]:
    called = _called(asset)
    try:
        told = _retold(asset, events, names)
    except Broken as trouble:
        yield Fault(called, trouble.number, trouble.what)
        return
    if (asset["event_number"], asset["event_hash"]) != (len(events), told.digest):
        yield Fault(called, None, "the asset's last event is not the last of its chain")
    if asset["version"] != told.version:
        yield Fault(called, None, f"version is {asset['version']}, its events make it {told.version}")
    if asset["registered_at"] != events[0]["heard_at"]:
        yield Fault(called, None, "registered_at is not when its first event was heard")
    yield from _codes_differ(called, told.columns.pop("codes", []), codes)
    yield from _columns_differ(
        called, portable({c: asset[c] for c in TRACKED if asset.get(c) is not None}, names), told.columns
    )
    if holder != asset["holder_id"]:
        yield Fault(called, None, "its open checkout and its holder are not the same person")


def _retold(asset: RawRow, events: list[RawRow], names: Names) -> Retold:
    """The asset as its events tell it. Raises Broken."""
    if not events:
        raise Broken(None, "has no events")
    told = Retold()
    for expected, event in enumerate(events, start=1):
        if event["number"] != expected:
            raise Broken(event["number"], f"event {expected} is missing")
        try:
            told.digest = link(told.digest, _fact(asset, event, names))
        except (Unreadable, TypeError, AttributeError) as trouble:
            raise Broken(expected, f"the event cannot be read: {trouble}") from trouble
        if told.digest != event["hash"]:
            raise Broken(expected, "the event is not what was written: its hash differs")
        changes = json.loads(event["changes"])
        told.columns |= changes
        told.version += touches(changes)
    return told


def _columns_differ(called: str, now: dict[str, Any], told: dict[str, Any]) -> Iterator[Fault]:
    for column in sorted(now.keys() | told.keys()):
        if now.get(column) != told.get(column):
            yield Fault(
                called, None, f"{column} is {now.get(column)!r}, its events make it {told.get(column)!r}"
            )


def _codes_differ(called: str, folded: list[list[str]], codes: list[RawRow]) -> Iterator[Fault]:
    if folded != sorted([row["kind"], row["code"]] for row in codes):
        yield Fault(called, None, "its codes are not those of its events")
    for row in codes:
        if row["key"] != look_up_key(row["code"]):
            yield Fault(called, None, f"its code {row['code']!r} is looked up by {row['key']!r}")


def _called(asset: RawRow) -> str:
    try:
        return str(asset["tag"] or asset["uuid"])
    except Unreadable:
        return f"asset {asset['id']}"


def _names(connection: Connection) -> Names:
    names = Names()
    models: list[type[Base]] = [*REFERENCES.values(), User]
    for table in {table_of(model) for model in models if model is not Asset}:
        for key, uuid in connection.execute(select(table.c.id, table.c.uuid)):
            names[table.name, key] = str(uuid)
    carts = select(Asset.id, Asset.uuid).where(Asset.id.in_(select(Asset.cart_id)))
    for key, uuid in connection.execute(carts):
        names["assets", key] = str(uuid)
    return names


def _fact(asset: RawRow, event: RawRow, names: Names) -> Fact:
    def name(table: str, key: int | None) -> str | None:
        return None if key is None else names[table, key]

    return Fact(
        asset=str(asset["uuid"]),
        number=event["number"],
        action=event["action"],
        happened_at=written(event["happened_at"]),
        heard_at=written(event["heard_at"]),
        actor=name("users", event["actor_id"]),
        via=event["via"],
        operation=str(event["operation"]) if event["operation"] else None,
        site=names["sites", event["site_id"]],
        room=name("rooms", event["room_id"]),
        person=name("people", event["person_id"]),
        changes=event["changes"],
        details=event["details"],
    )


def _operations(connection: Connection) -> Iterator[Fault]:
    """Every operation that a phone sent is still the text that was sent."""
    kept = select(Operation.op_id, Operation.sha256, Operation.body).execution_options(yield_per=2000)
    with connection.execute(kept) as operations:
        for op_id, digest, body in operations:
            if hashlib.sha256(body.encode()).hexdigest() != digest:
                yield Fault(f"operation {op_id}", None, "its text is not what the phone sent")
