"""What must hold after every step, whatever network, server and people did: I1 to I7 of docs/developing.md."""

from collections import defaultdict
from typing import Any

from sqlalchemy import Connection, select

from app.db import db, table_of
from app.domain.audits import difference
from app.domain.audits.expecting import expected_in
from app.models import (
    Absence,
    Asset,
    Audit,
    Event,
    Expectation,
    LostNumber,
    PhoneDevice,
    Room,
    ServerState,
    Sighting,
    User,
)  # fmt: skip
from tests.faults.effects import every_fact_took_effect_once
from tests.faults.evidence import Evidence, kept_operations, reading, rows_of
from tests.faults.model_phone import FINAL


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
