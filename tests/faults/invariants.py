"""What must hold after every step, whatever network, server and people did: I1 to I7 of docs/developing.md."""

import json
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Any, Protocol

from flask import Flask
from sqlalchemy import Connection, Table, select

from app.db import db, table_of
from app.domain.audits import difference
from app.domain.audits.expecting import expected_in
from app.models import (
    Absence,
    Asset,
    Audit,
    AuditName,
    CartCheck,
    Event,
    Expectation,
    Forerunner,
    LostNumber,
    Operation,
    PhoneDevice,
    Room,
    ServerState,
    Sighting,
    SlotCheck,
    User,
)
from tests.district import District
from tests.faults.model_phone import FINAL, Kept, ModelPhone

MOVES = ("moved", "salvage_moved")


class Evidence(Protocol):
    """What the harness knows of its own: every green tick, where it was made, and in whose session it was sent."""

    app: Flask
    district: District
    ticks: dict[str, Kept]
    made_on: dict[str, str]
    delivered_by: dict[str, set[str]]
    rights_changed: bool

    @property
    def phones(self) -> list[ModelPhone]: ...


def check(school: Evidence) -> None:
    """Raises AssertionError with what is wrong."""
    with reading(school) as database:
        operations = kept_operations(database)
        every_tick_is_kept_once(school, operations, database)
        nobody_works_under_another_s_name(school, operations, database)
        no_number_is_missing(school, database)
        the_register_is_the_sum_of_its_ledger(database)
        every_fact_took_effect_once(school, operations, database)
    with school.app.app_context():
        assert school.district.faults() == [], "I5"


def check_rest(school: Evidence) -> None:
    """What holds besides once every queue is empty."""
    check(school)
    with reading(school) as database:
        operations = kept_operations(database)
        assert operations.keys() == school.ticks.keys(), "I1: not every tick has reached the ledger"
        for op_id, tick in school.ticks.items():
            assert tick.answer is not None
            assert tick.answer["outcome"] == operations[op_id]["outcome"], ("I1: told otherwise", tick)
        waiting = database.scalars(select(table_of(PhoneDevice).c.waiting)).all()
        assert set(waiting) <= {0}, f"I6: the server believes that work waits: {waiting}"
    with school.app.app_context():
        every_difference_is_right()


def every_tick_is_kept_once(school: Evidence, operations: dict[str, Any], database: Connection) -> None:
    """I1: what was ticked is in the ledger as it was ticked, or visible on its phone; nothing else is in the ledger."""
    assert operations.keys() <= school.ticks.keys(), "I1: an operation that nobody made"
    on_phones = {kept.op_id: phone for phone in school.phones for kept in phone.shelf}
    epoch = database.scalar(select(table_of(ServerState).c.epoch))
    for op_id, tick in school.ticks.items():
        row, phone = operations.get(op_id), on_phones.get(op_id)
        assert row is not None or phone is not None, ("I1: lost", tick)
        if row is not None:
            assert row["sha256"] == tick.sent["sha256"], ("I1: another body", tick)
            assert row["outcome"] in FINAL
        elif phone is not None and not tick.waiting:
            assert phone.epochs[tick.actor] != epoch, ("I1: acknowledged, and not kept", tick)


def nobody_works_under_another_s_name(
    school: Evidence, operations: dict[str, Any], database: Connection
) -> None:
    """I2: ledger actor = the operation's actor = the session's user."""
    for op_id, row in operations.items():
        tick = school.ticks[op_id]
        made_by = (tick.actor, school.made_on[op_id], tick.seq)
        assert (str(row["actor"]), str(row["device"]), row["seq"]) == made_by, ("I2", tick)
        assert tick.actor in school.delivered_by[row["sha256"]], ("I2: in nobody's session", tick)
    events, users = table_of(Event), table_of(User)
    query = select(events.c.operation, events.c.action, users.c.uuid).join(
        users, users.c.id == events.c.actor_id
    )
    for op_id, action, actor in database.execute(query.where(events.c.operation.is_not(None))):
        assert str(actor) == school.ticks[str(op_id)].actor, ("I2", action, op_id)


def no_number_is_missing(school: Evidence, database: Connection) -> None:
    """I3: a phone numbers what each person does without a gap, and the server misses none."""
    made: dict[tuple[str, str], list[int]] = defaultdict(list)
    for op_id, tick in school.ticks.items():
        made[school.made_on[op_id], tick.actor].append(tick.seq)
    for numbers in made.values():
        assert sorted(numbers) == list(range(1, len(numbers) + 1)), "I3"
    assert database.execute(select(table_of(LostNumber))).all() == [], "I3: said to be lost"


def the_register_is_the_sum_of_its_ledger(database: Connection) -> None:
    """I4: an asset is what its events, told from the first, make of it."""
    told: dict[int, dict[str, Any]] = defaultdict(dict)
    count: dict[int, int] = defaultdict(int)
    events = table_of(Event)
    for row in database.execute(select(events).order_by(events.c.asset_id, events.c.number)).mappings():
        count[row["asset_id"]] += 1
        assert row["number"] == count[row["asset_id"]], "I4: a gap in the ledger"
        told[row["asset_id"]] |= row["changes"]
    rooms = {
        str(uuid): key for key, uuid in database.execute(select(table_of(Room).c.id, table_of(Room).c.uuid))
    }
    for asset in rows_of(database, table_of(Asset)):
        story = told[asset["id"]]
        assert (asset["state"], asset["room_id"]) == (story["state"], rooms.get(story.get("room") or "")), (
            "I4"
        )
        seen = (story.get("last_seen_at"), rooms.get(story.get("last_seen_room") or ""))
        at = asset["last_seen_at"]
        assert ((at.strftime("%Y-%m-%dT%H:%M:%S.%fZ") if at else None), asset["last_seen_room_id"]) == seen, (
            "I4"
        )


def every_fact_took_effect_once(school: Evidence, operations: dict[str, Any], database: Connection) -> None:
    """I4: what was applied is there once, as it was said; what was refused left no trace."""
    applied = {op_id: school.ticks[op_id] for op_id, row in operations.items() if row["outcome"] == "applied"}
    events: dict[str, list[str]] = defaultdict(list)
    for row in rows_of(database, table_of(Event)):
        if row["operation"] is not None:
            events[str(row["operation"])].append(f"{row['action']} {row['asset_id']}")
    rooms = {
        key: str(uuid) for key, uuid in database.execute(select(table_of(Room).c.id, table_of(Room).c.uuid))
    }
    audits = {audit["id"]: rooms[audit["room_id"]] for audit in rows_of(database, table_of(Audit))}
    undone = {tick.payload["sighting"] for tick in applied.values() if tick.kind == "audit.undo"}
    sightings = {str(row["uuid"]): row for row in rows_of(database, table_of(Sighting))}
    absences = {str(row["uuid"]): row for row in rows_of(database, table_of(Absence))}
    for kind, facts in (("audit.sight", sightings), ("audit.absent", absences)):
        assert facts.keys() == {op_id for op_id, tick in applied.items() if tick.kind == kind}, ("I4", kind)
        for op_id, fact in facts.items():
            assert audits[fact["audit_id"]] == applied[op_id].payload["room"], "I4: in another room"
            taken_back = fact["undone_at"] is not None
            assert taken_back <= (op_id in undone), "I4: taken back by nobody"
            assert taken_back == (op_id in undone) or school.rights_changed, "I4: not taken back"
    for op_id, row in operations.items():
        assert_effects(school.ticks[op_id], row, events[op_id], sightings)
    a_device_was_seen_when_it_was_last_seen(database, sightings, audits, rooms)
    every_finish_was_heard(school, applied, database)


def assert_effects(tick: Kept, row: Any, acts: list[str], sightings: dict[str, Any]) -> None:
    """The events of one operation, each with its device: none twice, and all that were told."""
    assert len(acts) == len(set(acts)), ("I4: doubled", tick, acts)
    actions, adds = [act.split()[0] for act in acts], row["result"]["adds"]
    if row["outcome"] != "applied":
        assert actions == [], ("I4: refused, and done all the same", tick, actions)
    elif tick.kind == "audit.sight":
        known = sightings[tick.op_id]["asset_id"] is not None
        assert actions.count("sighted") == int(known and not adds["undone"]), ("I4", tick, actions)
    elif tick.kind == "asset.move":
        assert any(action in MOVES for action in actions) == adds["moved"], ("I4", tick, actions)
    elif "first" in adds and tick.kind != "audit.finish":
        assert bool(actions) == adds["first"], ("I4: doubled, or not done", tick, actions)


def a_device_was_seen_when_it_was_last_seen(
    database: Connection, sightings: dict[str, Any], audits: dict[int, str], rooms: dict[int, str]
) -> None:
    """I4: whatever the order in which phones were heard, the latest look at it that holds says when and where."""
    looks: dict[int, list[tuple[datetime, str | None]]] = defaultdict(list)
    for sighting in sightings.values():
        if sighting["undone_at"] is None:
            looks[sighting["asset_id"]].append((sighting["captured_at"], audits[sighting["audit_id"]]))
    inside = rows_of(database, table_of(SlotCheck))
    for check in rows_of(database, table_of(CartCheck)):
        look = check["captured_at"], rooms.get(check["room_id"])
        for asset_id in {
            check["cart_id"],
            *(row["seen_id"] for row in inside if row["check_id"] == check["id"]),
        }:
            looks[asset_id].append(look)
    for asset in rows_of(database, table_of(Asset)):
        at = max((at for at, _ in looks[asset["id"]]), default=None)
        assert asset["last_seen_at"] == at, ("I4: last seen", asset["tag"])
        where = {where for when, where in looks[asset["id"]] if when == at}
        assert not where or rooms.get(asset["last_seen_room_id"]) in where, ("I4: last seen", asset["tag"])


def every_finish_was_heard(school: Evidence, applied: dict[str, Kept], database: Connection) -> None:
    """I4: a count that was finished is, as soon as it is known; until then the finish waits."""
    names, audits = table_of(AuditName), table_of(Audit)
    query = select(names.c.uuid, audits.c.finished_at).join(audits, audits.c.id == names.c.audit_id)
    finished = {str(uuid): at is not None for uuid, at in database.execute(query)}
    waits = {str(about) for about in database.scalars(select(table_of(Forerunner).c.about))}
    for tick in applied.values():
        if tick.kind == "audit.finish" and not school.rights_changed:
            audit = tick.payload["audit"]
            assert finished.get(audit, audit in waits), ("I4: a finish got lost", tick)


def every_difference_is_right() -> None:
    """I4: missing is what was expected, was not seen and was not explained, however late the sightings were heard."""
    for audit in db.session.scalars(select(Audit)):
        own = Sighting.audit_id == audit.id, Sighting.undone_at.is_(None)
        seen = set(db.session.scalars(select(Sighting.asset_id).where(*own)))
        found = set(db.session.scalars(select(Sighting.asset_id).where(*own, Sighting.verdict == "found")))
        explained = Absence.audit_id == audit.id, Absence.undone_at.is_(None)
        absent = set(db.session.scalars(select(Absence.asset_id).where(*explained)))
        frozen = select(Expectation.asset_id).where(Expectation.audit_id == audit.id)
        expected = set(db.session.scalars(frozen)) if audit.finished_at else expected_in(audit.room)
        told = difference(audit)
        missing = expected - seen - found - absent
        assert {asset.id for asset in told.missing} == missing, ("I4: missing", audit.room.code)


def kept_operations(database: Connection) -> dict[str, Any]:
    operations, users, phones = table_of(Operation), table_of(User), table_of(PhoneDevice)
    query = (
        select(operations, users.c.uuid.label("actor"), phones.c.device_id.label("device"))
        .join(users, users.c.id == operations.c.actor_id)
        .join(phones, phones.c.id == operations.c.phone_id)
    )
    kept = {str(row["op_id"]): row for row in database.execute(query).mappings()}
    for row in kept.values():
        assert json.loads(row["body"])["actor_id"] == str(row["actor"]), "I2"
    return kept


def rows_of(database: Connection, table: Table) -> list[Any]:
    return list(database.execute(select(table).order_by(table.c.id)).mappings())


@contextmanager
def reading(school: Evidence) -> Iterator[Connection]:
    with school.app.app_context(), db.engine.connect() as connection:
        yield connection
