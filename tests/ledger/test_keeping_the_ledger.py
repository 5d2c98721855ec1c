"""The ledger keeps what happened, and the database lets nobody change it."""

from collections.abc import Callable

import pytest
from sqlalchemy import select, text
from sqlalchemy.exc import DBAPIError, IntegrityError

from app.db import begin_writing, db
from app.domain import ledger, losses, register
from app.domain.ledger import Act, Entry, NewAsset, Page
from app.domain.lifecycle import NotFromThisState
from app.domain.register import TagTaken
from app.models import Asset, Event, Identifier
from tests.district import District
from tests.phones import at_a_desk


def test_a_move_is_an_event_and_the_ledger_adds_up(district: District) -> None:
    with at_a_desk():
        register.move(district.asset("A1001"), district.room("205"), district.act())
    assert district.asset("A1001").room == district.room("205")
    assert [event.action for event in story("A1001", district)] == ["registered", "moved"]
    assert district.faults() == []


def test_events_are_numbered_without_gaps_and_each_holds_the_hash_before_it(district: District) -> None:
    with at_a_desk():
        asset, act = district.asset("A1001"), district.act()
        register.move(asset, district.room("205"), act)
        losses.report(asset, "lost", act)
        register.retag(asset, "A2001", act)
    events = story("A2001", district)
    assert [event.number for event in events] == [1, 2, 3, 4]
    assert len({event.hash for event in events}) == 4
    assert (district.asset("A2001").event_number, district.asset("A2001").event_hash) == (4, events[-1].hash)


def test_the_version_counts_changes_of_custody_place_and_state(district: District) -> None:
    with at_a_desk():
        asset, act = district.asset("A1001"), district.act()
        register.correct(asset, act, notes="a sticker on the lid")
        register.identify(asset, "STICKER-1", act)
        ledger.record(asset, "sighted", act)
        assert asset.version == 1
        register.move(asset, district.room("205"), act)
        assert asset.version == 2
        losses.report(asset, "lost", act)
    assert (district.asset("A1001").version, district.asset("A1001").event_number) == (3, 6)


REFUSED = {
    "an event changed": "UPDATE events SET via = 'page' WHERE id = (SELECT min(id) FROM events)",
    "an event removed": "DELETE FROM events WHERE id = (SELECT max(id) FROM events)",
    "all events removed": "DELETE FROM events",
    "an asset changed without an event": "UPDATE assets SET notes = 'mine' WHERE tag = 'A1001'",
    "an asset's counter set back": "UPDATE assets SET event_number = 0 WHERE tag = 'A1001'",
    "an asset's counter set ahead": "UPDATE assets SET event_number = 2 WHERE tag = 'A1001'",
    "an asset removed": "DELETE FROM assets WHERE tag = 'A1020'",
    "an event out of turn": """
        INSERT INTO events (asset_id, number, action, happened_at, heard_at, via, site_id, changes, details, hash)
        SELECT asset_id, 7, action, happened_at, heard_at, via, site_id, changes, details, hash FROM events LIMIT 1
    """,
    "an event twice": """
        INSERT INTO events (asset_id, number, action, happened_at, heard_at, via, site_id, changes, details, hash)
        SELECT asset_id, 1, action, happened_at, heard_at, via, site_id, changes, details, hash FROM events LIMIT 1
    """,
}
ONLY = {
    "sqlite": {"an event replaced": "INSERT OR REPLACE INTO events SELECT * FROM events WHERE id = 1"},
    "postgresql": {"events emptied": "TRUNCATE events", "assets emptied": "TRUNCATE assets CASCADE"},
}


def test_the_database_refuses_to_rewrite_what_happened(district: District) -> None:
    for what, statement in (REFUSED | ONLY[db.engine.dialect.name]).items():
        db.session.rollback()
        with pytest.raises(DBAPIError):
            db.session.execute(text(statement))
        db.session.rollback()
        assert district.faults() == [], what


def test_many_things_happen_in_order_or_none_does(district: District) -> None:
    db.session.rollback()
    begin_writing()
    asset, other, act = district.asset("A1001"), district.asset("A1002"), district.act()
    with pytest.raises(NotFromThisState):
        ledger.record_all(
            [
                Entry(asset, "sighted", act),
                Entry(other, "retired", act),
                Entry(asset, "found", act, to="lost"),
            ]
        )
    assert (asset.event_number, other.event_number, other.state) == (1, 1, "deployed")
    ledger.record_all(
        [Entry(asset, "reported_lost", act, changes={"room_id": None}), Entry(asset, "retired", act)]
    )
    db.session.commit()
    assert district.asset("A1001").state == "salvage"
    assert district.faults() == []


def test_what_a_savepoint_takes_back_is_forgotten_in_memory_too(district: District) -> None:
    """The next event takes the number that is free, and the asset is where it was."""
    db.session.rollback()
    begin_writing()
    asset, room, act = district.asset("A1001"), district.room("205"), district.act()
    attempt = db.session.begin_nested()
    register.move(asset, room, act)
    assert asset.room == room
    attempt.rollback()
    assert (asset.room, asset.event_number, asset.version) == (district.room("204"), 1, 1)
    register.correct(asset, act, notes="still here")
    db.session.commit()
    assert [event.action for event in story("A1001", district)] == ["registered", "corrected"]
    assert district.faults() == []


def test_a_page_that_is_torn_out_leaves_no_trace(district: District) -> None:
    db.session.rollback()
    begin_writing()
    asset, act = district.asset("A1001"), district.act()

    def write_half_of_it() -> None:
        with Page() as page:
            page.write(
                Entry(asset, "moved", act, to="deployed", changes={"room_id": district.room("205").id})
            )
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        write_half_of_it()
    assert (asset.room, asset.event_number) == (district.room("204"), 1)
    db.session.commit()
    assert district.faults() == []


def test_a_tag_is_nobody_else_s(district: District) -> None:
    db.session.rollback()
    begin_writing()
    with pytest.raises(TagTaken):
        register.retag(district.asset("A1001"), "a1002", district.act())
    placed = {
        "state": "in_stock",
        "site_id": district.site("8217").id,
        "model_id": district.asset("A1001").model_id,
    }
    with pytest.raises(IntegrityError):
        ledger.register_all([NewAsset(placed | {"tag": "A1002"}, [("tag", "A1002")], district.act())])
    db.session.rollback()


def test_codes_follow_the_columns_they_are_of(district: District) -> None:
    with at_a_desk():
        asset, act = district.asset("A1001"), district.act()
        register.identify(asset, "LIBRARY 7", act)
        register.correct(asset, act, serial="PF-NEW", wireless_mac="00:11:22:33:44:55")
        register.retag(asset, "A2001", act)
    codes = select(Identifier.kind, Identifier.code).where(Identifier.asset_id == district.asset("A2001").id)
    assert sorted(db.session.execute(codes).all()) == [
        ("former_tag", "A1001"),
        ("mac", "00:11:22:33:44:55"),
        ("other", "LIBRARY 7"),
        ("serial", "PF-NEW"),
        ("tag", "A2001"),
    ]
    assert district.faults() == []


def test_a_thousand_are_registered_at_once_each_with_its_story(district: District) -> None:
    with at_a_desk():
        site, room, act = district.site("8217"), district.room("STO"), district.act()
        placed = {
            "state": "in_stock",
            "site_id": site.id,
            "room_id": room.id,
            "model_id": district.asset("A1001").model_id,
        }
        new = [
            NewAsset(placed | {"tag": f"N{n:04}"}, [("tag", f"N{n:04}")], act, {"line": n})
            for n in range(1000)
        ]
        keys = ledger.register_all(new)
    assert [db.session.get_one(Asset, key).tag for key in (keys[0], keys[-1])] == ["N0000", "N0999"]
    assert story("N0517", district)[0].details == {"line": 517}
    assert district.faults() == []


@pytest.mark.parametrize(
    "verb",
    [
        lambda asset, act: register.correct(asset, act, tag="A9", state="disposed", event_number=9),
        lambda asset, act: register.correct(asset, act, notes=None),
        lambda asset, act: register.retag(asset, asset.tag, act),
        lambda asset, act: register.identify(asset, "a1001", act),
    ],
)
def test_what_changes_nothing_is_no_event(district: District, verb: Callable[[Asset, Act], object]) -> None:
    with at_a_desk():
        verb(district.asset("A1001"), district.act())
    assert district.asset("A1001").event_number == 1


def story(tag: str, district: District) -> list[Event]:
    return list(
        db.session.scalars(
            select(Event).where(Event.asset_id == district.asset(tag).id).order_by(Event.number)
        )
    )
