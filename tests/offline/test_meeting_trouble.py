"""When the database or we are in trouble, nothing is half done, and nothing is acknowledged that is not kept."""

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import event, make_url, select, text
from sqlalchemy.exc import OperationalError

from app import clock
from app.db import begin_writing, db
from app.domain import losses, offline
from app.models import Asset, Operation, PhoneDevice, Sighting
from tests.asking import number_of
from tests.conftest import Visits
from tests.district import District
from tests.phones import Phone, at_a_desk

NewPhone = Callable[[str], Phone]


def test_one_bad_operation_is_deferred_and_the_rest_is_kept(phone: NewPhone, district: District) -> None:
    """Fault 23. What fails is found by halves; the devices it had begun to change are as they were."""
    with at_a_desk():
        losses.report(district.asset("A1003"), "lost", district.act())
    ivy = phone("ivy")
    operations = [ivy.sees("204", f"A100{number}") for number in range(1, 6)]
    with the_database_refusing("INSERT INTO events", "A1003", district):
        told = ivy.sends(*operations)
    assert [result["outcome"] for result in told] == ["applied", "applied", "deferred", "applied", "applied"]
    assert told[2]["reason"] == "our_fault"
    assert (district.asset("A1003").state, district.asset("A1003").event_number) == ("lost", 2)
    assert number_of(Sighting) == number_of(Operation) == 4
    assert [(r["outcome"], r["verdict"], r["again"]) for r in ivy.sends(operations[2])] == [
        ("applied", "found", False)
    ]
    assert district.faults() == []


def test_what_an_operation_had_begun_is_undone_in_memory_too(phone: NewPhone, district: District) -> None:
    """The same device again in the same batch, after the first try failed half way: its numbers have no gap."""
    ivy = phone("ivy")
    first, second = ivy.sees("204", "A1001"), ivy.sees("204", "A1001")
    with the_database_refusing("INSERT INTO sightings", first["body"][11:47].replace("-", ""), district):
        told = ivy.sends(first, second)
    assert [(result["outcome"], result.get("verdict")) for result in told] == [
        ("deferred", None),
        ("applied", "here"),
    ]
    assert district.asset("A1001").event_number == 2
    assert district.faults() == []


def test_a_deferred_opening_leaves_no_name_behind(phone: NewPhone, district: District) -> None:
    ivy = phone("ivy")
    first, second = ivy.sees("204", "A1001"), ivy.sees("204", "A1002")
    with the_database_refusing("INSERT INTO sightings", first["body"][11:47].replace("-", ""), district):
        assert [result["outcome"] for result in ivy.sends(first)] == ["deferred"]
    assert db.session.execute(text("SELECT count(*) FROM audits")).scalar() == 0
    assert [result["outcome"] for result in ivy.sends(second)] == ["applied"]
    assert ivy.difference()["seen"] == 1


def test_trouble_that_passes_is_never_heard_of(phone: NewPhone, app: Flask) -> None:
    ivy = phone("ivy")
    with the_commit_failing(app, times=2):
        assert ivy.counts("204", "A1001") == ["here"]
    assert number_of(Sighting) == 1


def test_trouble_that_stays_is_a_503_and_nothing_is_kept(
    phone: NewPhone, app: Flask, district: District
) -> None:
    """Fault 22. Acknowledged only after the commit."""
    ivy = phone("ivy")
    seen = ivy.sees("204", "A1001")
    with the_commit_failing(app, times=3):
        answer = ivy.posts(seen)
    assert (answer.status_code, answer.headers["Retry-After"], answer.headers["X-Rollcall"]) == (
        503,
        "5",
        "1",
    )
    assert number_of(Operation) == number_of(Sighting) == number_of(PhoneDevice) == 0
    assert [result["again"] for result in ivy.sends(seen)] == [False]
    assert district.faults() == []


def test_a_turn_to_write_that_does_not_come_is_a_503(phone: NewPhone, app: Flask) -> None:
    """SQLite has one writer; whoever waits for too long keeps what they have, and comes again."""
    if app.config["SQLALCHEMY_DATABASE_URI"].startswith("postgresql"):
        pytest.skip("PostgreSQL has as many writers as come")
    ivy = phone("ivy")
    seen = ivy.sees("204", "A1001")
    with somebody_else_writing(app):
        answer = ivy.posts(seen)
    assert (answer.status_code, answer.headers["Retry-After"]) == (503, "5")
    assert answer.get_json()["error"] == "busy"
    assert [result["again"] for result in ivy.sends(seen)] == [False]


def test_a_lock_that_somebody_keeps_is_a_503(
    phone: NewPhone, visit: Visits, app: Flask, district: District
) -> None:
    """PostgreSQL itself would wait for ever; on a page it is said in words, with what to do."""
    if app.config["SQLALCHEMY_DATABASE_URI"].startswith("sqlite"):
        pytest.skip("SQLite has one writer, whose turn comes to its end")
    assert db.session.execute(text("SHOW lock_timeout")).scalar() == "15s"
    ivy, desk = phone("ivy"), visit("ivy")
    seen, address = ivy.sees("204", "A1001"), f"/assets/{district.asset('A1001').uuid}/codes"
    with somebody_holding("A1001", app):
        answer, page = ivy.posts(seen), desk.post(address, data={"code": "PFA-9"})
    assert (answer.status_code, answer.get_json()["error"]) == (503, "busy")
    assert (page.status_code, "Try again in a moment" in page.text) == (503, True)
    assert [result["again"] for result in ivy.sends(seen)] == [False]
    assert district.faults() == []


def test_trouble_is_told_from_a_fault_of_our_own(phone: NewPhone, district: District) -> None:
    """A lock or a full disk concerns the whole batch: nothing of it is deferred one by one."""
    ivy = phone("ivy")
    operations = [ivy.sees("204", "A1001"), ivy.sees("204", "A1002")]
    db.session.rollback()
    begin_writing()
    with a_statement_failing("INSERT INTO sightings"), pytest.raises(offline.TROUBLE):
        offline.accept(offline.read_envelope(ivy.envelope(*operations)), district.user("ivy"), clock.now())
    db.session.rollback()
    assert number_of(Operation) == 0


@contextmanager
def the_database_refusing(statement: str, about: str, district: District) -> Iterator[None]:
    """Rows about a device, or of a name, cannot be written: a stand-in for whatever we did not think of."""
    asset = db.session.scalar(select(Asset.id).where(Asset.tag == about))
    where = f"NEW.asset_id = {asset}" if asset else f"replace(CAST(NEW.uuid AS text), '-', '') = '{about}'"
    _, table = statement.rsplit(maxsplit=1)
    if db.engine.dialect.name == "sqlite":
        make = [
            f"CREATE TRIGGER trouble BEFORE INSERT ON {table} WHEN {where} BEGIN SELECT RAISE(ABORT, 'no'); END"
        ]
        drop = "DROP TRIGGER trouble"
    else:
        refuse = (
            f"IF {where} THEN RAISE EXCEPTION 'no' USING ERRCODE = 'check_violation'; END IF; RETURN NEW;"
        )
        make = [
            f"CREATE FUNCTION trouble() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN {refuse} END $$",
            f"CREATE TRIGGER trouble BEFORE INSERT ON {table} FOR EACH ROW EXECUTE FUNCTION trouble()",
        ]
        drop = f"DROP TRIGGER trouble ON {table}"
    with at_a_desk():
        for command in make:
            db.session.execute(text(command))
    yield
    with at_a_desk():
        db.session.execute(text(drop))


@contextmanager
def the_commit_failing(app: Flask, *, times: int) -> Iterator[None]:
    """The disk is full when it comes to it."""
    left = [times]

    def fail(_connection: Any) -> None:
        if left[0]:
            left[0] -= 1
            raise OperationalError("COMMIT", {}, Exception("disk is full"))

    with app.app_context():
        engine = db.engine
    event.listen(engine, "commit", fail)
    yield
    event.remove(engine, "commit", fail)
    assert left == [0]


@contextmanager
def somebody_else_writing(app: Flask) -> Iterator[None]:
    other = sqlite3.connect(
        make_url(app.config["SQLALCHEMY_DATABASE_URI"]).database or "", isolation_level=None
    )
    with closing(other), hurried(app):
        other.execute("BEGIN IMMEDIATE")
        yield
        other.execute("ROLLBACK")


@contextmanager
def somebody_holding(tag: str, app: Flask) -> Iterator[None]:
    db.session.rollback()
    with db.engine.connect() as other, hurried(app):
        other.execute(select(Asset.id).where(Asset.tag == tag).with_for_update())
        yield


@contextmanager
def hurried(app: Flask) -> Iterator[None]:
    """Connections that wait for a moment instead of a quarter of a minute."""

    def hurry(connection: Any, *_: Any) -> None:
        connection.execute(
            "PRAGMA busy_timeout = 10"
            if isinstance(connection, sqlite3.Connection)
            else "SET lock_timeout = 10"
        )

    with app.app_context():
        engine = db.engine
    event.listen(engine, "checkout", hurry)
    yield
    event.remove(engine, "checkout", hurry)


@contextmanager
def a_statement_failing(start: str) -> Iterator[None]:
    def fail(_connection: Any, _cursor: Any, statement: str, *_: Any) -> None:
        if statement.startswith(start):
            raise OperationalError(statement, {}, Exception("deadlock detected"))

    event.listen(db.engine, "before_cursor_execute", fail)
    yield
    event.remove(db.engine, "before_cursor_execute", fail)
