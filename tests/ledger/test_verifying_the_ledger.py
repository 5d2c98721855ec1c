"""Whatever is altered behind the ledger's back is found, and the device it was altered on is named. Fault 34."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any
from uuid import uuid4

import pytest
from sqlalchemy import Boolean, Column, Date, Integer, LargeBinary, String, Uuid, select, update

from app.db import CanonicalJSON, Instant, db, table_of
from app.domain import carts, custody, ledger, losses, register
from app.models import Asset, Event, FundingSource, Operation, Person, Room, Site, User
from tests.district import District
from tests.ledger.tampering import behind_its_back, named, sql
from tests.phones import Phone, at_a_desk

NewPhone = Callable[[str], Phone]
SUSPECT = "A1001"


@pytest.fixture
def full_life(district: District) -> District:
    """A1001 has done all that a device can do, and every column of it has a value somewhere."""
    with at_a_desk():
        asset, act, room = district.asset(SUSPECT), district.act(), district.room("205")
        db.session.add(FundingSource(name="Title I", fain="S010A250005"))
        sam = db.session.scalars(select(Person).where(Person.family_name == "Nguyen")).one()
        register.correct(
            asset, act, description="Ruth's", slots=4, responsible_id=sam.id, condition="good", purchase_order="PO-1",
            supplier="CDW", purchased_on=date(2024, 8, 1), cost_cents=27_200, federal_share=50, title_holder="district",
            shipped_on=date(2024, 8, 2), delivered_on=date(2024, 8, 9), warranty_kind="depot", warranty_months=36,
            warranty_until=date(2027, 8, 9), end_of_life_on=date(2030, 6, 30), operating_system="ChromeOS",
            wired_mac="00:00:00:00:00:01", wireless_mac="00:00:00:00:00:02", software="none", notes="dented",
        )  # fmt: skip
        ledger.record(
            asset, "sighted", act, changes={"last_seen_at": act.happened_at, "last_seen_room_id": room.id}
        )
        register.retag(asset, "A9999", act)
        register.retag(asset, SUSPECT, act)
        custody.check_out(asset, sam, act)
        custody.check_in(asset, room, act)
        losses.report(asset, "lost", act, note="gone")
        ledger.record(asset, "found", act, to="deployed", changes={"room_id": room.id})
        carts.load(district.asset("C1"), district.asset("A1002"), 5, act)
    assert district.faults() == []
    return district


def test_every_column_of_a_device(full_life: District) -> None:
    for column in table_of(Asset).columns:
        tag = "A1002" if column.key in ("slot", "cart_id") else SUSPECT
        if column.key != "id":
            with behind_its_back():
                alter(column, full_life.asset(tag).id)
                assert named() == {f"{SUSPECT}x" if column.key == "tag" else tag}, column.key


def test_every_column_of_every_event(full_life: District) -> None:
    events = select(Event.id).where(Event.asset_id == full_life.asset(SUSPECT).id).order_by(Event.number)
    for event_id in db.session.scalars(events).all():
        for column in table_of(Event).columns:
            if column.key != "id":
                with behind_its_back():
                    alter(column, event_id)
                    assert SUSPECT in named(), (event_id, column.key)


def test_not_a_byte_of_what_was_written_down(full_life: District) -> None:
    """A space in the JSON changes nothing it says; that somebody wrote it does."""
    for statement in (
        "UPDATE events SET changes = replace(changes, ':', ': ') WHERE action = 'found'",
        "UPDATE events SET details = details || ' ' WHERE action = 'found'",
    ):
        with behind_its_back():
            sql(statement)
            assert named() == {SUSPECT}, statement


def test_an_event_removed_from_the_middle_and_from_the_end(full_life: District) -> None:
    key = full_life.asset(SUSPECT).id
    for number in (1, 4, full_life.asset(SUSPECT).event_number):
        with behind_its_back():
            sql("DELETE FROM events WHERE asset_id = :key AND number = :number", key=key, number=number)
            assert named() == {SUSPECT}


def test_two_events_that_changed_places(full_life: District) -> None:
    key = full_life.asset(SUSPECT).id
    with behind_its_back():
        for old, new in ((2, 99), (3, 2), (99, 3)):
            sql(
                "UPDATE events SET number = :new WHERE asset_id = :key AND number = :old",
                key=key,
                old=old,
                new=new,
            )
        assert named() == {SUSPECT}


def test_a_device_without_its_story_and_a_story_without_its_device(full_life: District) -> None:
    key = full_life.asset(SUSPECT).id
    with behind_its_back():
        sql("DELETE FROM events WHERE asset_id = :key", key=key)
        assert named() == {SUSPECT}
    with behind_its_back():
        sql("DELETE FROM identifiers WHERE asset_id = :key", key=key)
        sql("DELETE FROM checkouts WHERE asset_id = :key", key=key)
        sql("DELETE FROM assets WHERE id = :key", key=key)
        assert named() == {f"asset {key}"}


def test_a_code_added_removed_or_looked_up_by_another_key(full_life: District) -> None:
    key = full_life.asset(SUSPECT).id
    for statement in (
        "INSERT INTO identifiers (asset_id, kind, code, key) VALUES (:key, 'other', 'MINE', 'MINE')",
        "DELETE FROM identifiers WHERE asset_id = :key AND kind = 'serial'",
        "UPDATE identifiers SET code = 'PFX' WHERE asset_id = :key AND kind = 'serial'",
        "UPDATE identifiers SET kind = 'other' WHERE asset_id = :key AND kind = 'serial'",
        "UPDATE identifiers SET key = 'HIDDEN' WHERE asset_id = :key AND kind = 'serial'",
    ):
        with behind_its_back():
            sql(statement, key=key)
            assert named() == {SUSPECT}, statement


def test_a_checkout_that_the_ledger_does_not_know(full_life: District) -> None:
    key = full_life.asset("A1030").id
    for statement in (
        "UPDATE checkouts SET person_id = (SELECT id FROM people WHERE badge = '700099') WHERE asset_id = :key",
        "UPDATE checkouts SET ended_at = began_at WHERE asset_id = :key",
    ):
        with behind_its_back():
            sql(statement, key=key)
            assert named() == {"A1030"}, statement


def test_a_name_that_was_given_to_somebody_else(full_life: District) -> None:
    """Events name people, rooms and sites by their uuids: those cannot change hands."""
    for model, who in ((User, "ivy@marshall.test"), (Site, "8217"), (Room, "205"), (Person, "700001")):
        column = {User: "email", Site: "code", Room: "code", Person: "badge"}[model]
        table = table_of(model)
        with behind_its_back():
            db.session.execute(update(table).where(table.c[column] == who).values(uuid=uuid4()))
            assert SUSPECT in named(), who


def test_what_a_phone_sent(phone: NewPhone, district: District) -> None:
    ivy = phone("ivy")
    ivy.counts("204", "A1001")
    with behind_its_back():
        sql("UPDATE operations SET body = replace(body, 'A1001', 'A1002')")
        [operation] = db.session.scalars(select(Operation.op_id))
        assert named() == {f"operation {operation}"}


def test_a_value_nobody_can_read_spoils_no_other(full_life: District) -> None:
    """A disk that lies, or an editor of bytes: the device is named, and the others are still looked at."""
    if db.engine.dialect.name != "sqlite":
        pytest.skip("PostgreSQL knows the type of what it keeps")
    key = full_life.asset(SUSPECT).id
    for statement in (
        "UPDATE events SET happened_at = 'a while ago' WHERE asset_id = :key AND number = 2",
        "UPDATE events SET operation = 'x' WHERE asset_id = :key AND number = 2",
        "UPDATE events SET changes = x'00ff' WHERE asset_id = :key AND number = 2",
        "UPDATE events SET number = 'two' WHERE asset_id = :key AND number = 2",
        "UPDATE assets SET last_seen_at = 'never' WHERE id = :key",
        "UPDATE assets SET purchased_on = '2024-13-45' WHERE id = :key",
        "UPDATE assets SET cost_cents = 'a lot' WHERE id = :key",
        "UPDATE assets SET room_id = 999999 WHERE id = :key",
    ):
        with behind_its_back():
            sql(statement, key=key)
            sql("UPDATE assets SET notes = 'also' WHERE tag = 'B2003'")
            assert named() == {SUSPECT, "B2003"}, statement


def test_the_first_fault_may_be_all_somebody_asks_for(full_life: District) -> None:
    with behind_its_back():
        sql("UPDATE assets SET notes = 'all of them'")
        fault = next(ledger.verify(db.session.connection()))
    assert fault.what == "notes is 'all of them', its events make it 'dented'"


def alter(column: Column[Any], key: int) -> None:
    """Give a column of one row another value of its own kind."""
    table = column.table
    now = db.session.execute(select(column).where(table.c.id == key)).scalar_one()
    db.session.execute(update(table).where(table.c.id == key).values({column.key: another(column, now)}))


def another(column: Column[Any], now: Any) -> Any:
    if column.key in ("asset_id", "number"):
        return now + 1000
    for target in column.foreign_keys:
        return db.session.execute(
            select(target.column).where(target.column != (now or 0)).limit(1)
        ).scalar_one()
    makers: dict[type, Callable[[], Any]] = {
        Instant: lambda: (now or datetime(2026, 1, 1, tzinfo=UTC)).replace(microsecond=1),
        LargeBinary: lambda: bytes([now[0] ^ 1]) + now[1:],
        Date: lambda: date(2020, 2, 29),
        Boolean: lambda: not now,
        Uuid: uuid4,
        CanonicalJSON: lambda: {**now, "more": 1},
        Integer: lambda: (now or 0) + 1,
        String: lambda: {"state": "in_stock", "managed_by": "its"}.get(column.key, f"{now}x"),
    }
    return next(make() for kind, make in makers.items() if isinstance(column.type, kind))
