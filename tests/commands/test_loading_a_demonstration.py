"""Somebody looks at Rollcall for the first time: a district that could be theirs is there, and adds up."""

from datetime import UTC, datetime

import pytest
from flask import Flask
from sqlalchemy import func, select
from sqlalchemy.orm import aliased

from app.commands.demo import load_first_time
from app.commands.serve import PASSWORD
from app.db import db
from app.domain import audits, demonstration, directory
from app.domain.directory import SiteDetails
from app.domain.offline import server_state
from app.models import Asset, Event, Person, Region, Room, Site
from tests.asking import number_of
from tests.commands.conftest import Command, commands_of
from tests.conftest import FixedClock
from tests.district import Visitor


def told_backwards() -> list[str]:
    """Events that happened before the one that was written before them."""
    before = aliased(Event)
    follows = (before.asset_id == Event.asset_id) & (before.number == Event.number - 1)
    rows = db.session.execute(
        select(Asset.tag, before.action, Event.action)
        .join(Event, Event.asset_id == Asset.id)
        .join(before, follows)
        .where(Event.happened_at < before.happened_at)
    )
    return [f"{tag}: {later} before {earlier}" for tag, earlier, later in rows]


def latest_event() -> datetime:
    return db.session.scalars(select(Event.happened_at).order_by(Event.happened_at.desc()).limit(1)).one()


def test_its_ledger_adds_up(demonstration: Flask) -> None:
    assert told_backwards() == []
    answer = commands_of(demonstration)("verify")
    assert answer.exit_code == 0
    assert answer.output == f"{number_of(Asset):,} assets, {number_of(Event):,} events: all adds up\n"


def test_a_second_one_is_refused(demonstration: Flask) -> None:
    before = number_of(Asset)
    answer = commands_of(demonstration)("demo")
    assert answer.exit_code == 1
    assert "holds a district already" in answer.output
    assert number_of(Asset) == before


def test_the_first_start_loads_it_once(app: Flask) -> None:
    with app.app_context():
        assert load_first_time()
        before = number_of(Event)
        db.session.rollback()
        assert load_first_time()
        assert number_of(Event) == before


def test_a_real_district_is_left_alone(app: Flask) -> None:
    with app.app_context():
        directory.put_site(SiteDetails("4711", "Rosewood Elementary"))
        db.session.commit()
        assert not load_first_time()
        assert number_of(Site) == 1


@pytest.mark.slow
@pytest.mark.parametrize(
    ("day", "counted"),
    [
        ("2026-07-01T09:00", 0),
        ("2026-07-02T20:00", 8),
        ("2026-08-13T15:00", 8),
        ("2026-09-02T03:00", 8),
        ("2027-01-01T20:00", 8),
        ("2028-02-29T23:30", 8),
    ],
)
def test_it_is_a_story_of_now_on_whatever_day(
    app: Flask, fixed_clock: FixedClock, day: str, counted: int
) -> None:
    fixed_clock.now = datetime.fromisoformat(day).replace(tzinfo=UTC)
    with app.app_context():
        assert load_first_time()
        assert latest_event() < fixed_clock.now
        assert told_backwards() == []
        site_id = db.session.scalars(select(Site.id).where(Site.code == "8217")).one()
        states = [room.state for room in audits.rooms_of(site_id)]
    assert states.count("counted") >= counted
    assert states.count("open") == bool(counted)


@pytest.mark.slow
def test_it_is_the_same_every_time(demonstration: Flask, app: Flask) -> None:
    told = select(Asset.tag, Asset.serial, Asset.wireless_mac, Asset.state).order_by(Asset.id)
    people = select(Person.given_name, Person.family_name, Person.email).order_by(Person.id)
    first = [db.session.execute(query).all() for query in (told, people)]
    with app.app_context():
        load_first_time()
        assert [db.session.execute(query).all() for query in (told, people)] == first


def test_a_large_one_is_made_of_schools_alike(app: Flask, command: Command) -> None:
    answer = command("demo", "--schools", "3", "--assets", "700")
    assert answer.exit_code == 0, answer.output
    assert "700 of 700" in answer.output
    assert "all adds up" in command("verify").output
    with app.app_context():
        per_site = select(func.count()).select_from(Asset).group_by(Asset.site_id).order_by(Asset.site_id)
        assert list(db.session.scalars(per_site)) == [234, 233, 233]
        room = db.session.scalars(select(Room).where(Room.code == "103").order_by(Room.id)).first()
        assert room is not None
        assert len(audits.expected_in(room)) == 40
        assert {region.name for region in db.session.scalars(select(Region))} == {"North", "East", "South"}
    visitor = Visitor(app.test_client())
    assert visitor.sign_in("idm@demo.test", PASSWORD).status_code == 303


@pytest.mark.parametrize(
    ("words", "schools", "assets"),
    [
        (["--schools", "2"], 2, 2_000),
        (["--assets", "1500"], 1, 1_500),
        (["--schools", "4", "--assets", "3"], 4, 3),
    ],
)
def test_a_large_one_is_in_proportion(
    app: Flask, command: Command, words: list[str], schools: int, assets: int
) -> None:
    assert command("demo", *words).exit_code == 0
    with app.app_context():
        assert (number_of(Site), number_of(Asset)) == (schools, assets)
        assert server_state().demonstration


def test_the_printed_password_is_the_one_that_was_set() -> None:
    assert demonstration.PASSWORD == PASSWORD
