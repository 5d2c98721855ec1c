"""The work stops in the middle, by a fault or by force: whole rows are in, and going on brings in the rest, once."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import event, func, make_url, select

from app import create_app
from app.db import db
from app.domain.register.importing import runs
from app.jobs import huey
from app.models import Asset, Checkout, Event, Import, Person, Room
from tests.conftest import Visits
from tests.district import District
from tests.importing.conftest import Bring, counts, newest, upload

ROOT = Path(__file__).resolve().parents[2]
MANY = 2_500
PATIENCE = 120

pytestmark = pytest.mark.slow


def listed(many: int) -> str:
    rows = "".join(f"N{n},S{n},300e,Room {n % 9},{n if n % 3 else ''}\n" for n in range(many))
    return f"tag,serial,model,room_name,holder_id\n{rows}"


def brought_in() -> int:
    db.session.rollback()
    return db.session.scalar(select(func.count()).select_from(Asset).where(Asset.tag.like("N%"))) or 0


@contextmanager
def failing_at(statement: str, turn: int) -> Iterator[None]:
    """The database gives up at a statement's n-th turn, as it does when the disk is full."""
    seen = 0

    def fail(_connection: Any, _cursor: Any, asked: str, *_more: Any) -> None:
        nonlocal seen
        seen += asked.startswith(statement)
        if seen == turn and asked.startswith(statement):
            raise OSError("No space left on device")

    event.listen(db.engine, "before_cursor_execute", fail)
    try:
        yield
    finally:
        event.remove(db.engine, "before_cursor_execute", fail)


@contextmanager
def worker(app: Flask) -> Iterator[subprocess.Popen[bytes]]:
    """A process of its own that does the work of the queue, as `flask serve` starts one."""
    with started(app, "jobs") as process:
        yield process


@contextmanager
def started(app: Flask, *words: str) -> Iterator[subprocess.Popen[bytes]]:
    url = make_url(app.config["SQLALCHEMY_DATABASE_URI"]).render_as_string(hide_password=False)
    told = {
        "DATABASE_URL": url,
        "ROLLCALL_FILES": app.config["ROLLCALL_FILES"],
        "SECRET_KEY": "for tests alone",
    }
    command = [sys.executable, "-m", "flask", "--app", "wsgi", *words]
    log = Path(app.instance_path) / "worker.log"
    with log.open("ab") as out:
        process = subprocess.Popen(command, cwd=ROOT, env={**os.environ, **told}, stdout=out, stderr=out)
    try:
        yield process
    finally:
        process.kill()
        process.wait(PATIENCE)


def wait_until(happened: Any, process: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + PATIENCE
    while not happened():
        assert process.poll() is None, "the process ended too soon"
        assert time.monotonic() < deadline, "nothing happened"
        time.sleep(0.01)


@pytest.mark.parametrize("statement", ["INSERT INTO assets", "INSERT INTO events", "INSERT INTO checkouts"])
def test_a_fault_inside_a_chunk_leaves_whole_rows(district: District, visit: Visits, statement: str) -> None:
    ivy = visit("ivy")
    address = upload(ivy, listed(1_100)).location
    with failing_at(statement, turn=2):
        ivy.post(f"{address}/run")
    run = newest()
    assert (run.state, run.rows_done, brought_in()) == ("stopped", 500, 500)
    assert district.faults() == []
    page = ivy.get(address).text
    assert "Something went wrong on our side" in page
    assert "500 of 1,100 rows are in the register" in page
    ivy.post(f"{address}/run")
    run = newest()
    assert (run.state, run.rows_done, run.changed, run.accepted) == ("done", 1_100, 1_100, 1_100)
    assert brought_in() == 1_100
    query = select(func.count()).select_from(Checkout).where(Checkout.ended_at.is_(None))
    assert db.session.scalar(query) == 733 + 2
    assert district.faults() == []


def test_what_stopped_may_be_left_as_it_is(district: District, visit: Visits) -> None:
    ivy = visit("ivy")
    address = upload(ivy, listed(700)).location
    with failing_at("INSERT INTO assets", turn=2):
        ivy.post(f"{address}/run")
    ivy.post(f"{address}/discard")
    page = ivy.get(address).text
    assert "The import was left before its end" in page
    assert (newest().state, brought_in()) == ("done", 500)


def test_a_repeated_tag_is_known_after_the_work_goes_on(district: District, visit: Visits) -> None:
    ivy = visit("ivy")
    address = upload(ivy, listed(700) + "n 7,S9999,300e,,\n").location
    with failing_at("INSERT INTO assets", turn=2):
        ivy.post(f"{address}/run")
    ivy.post(f"{address}/run")
    assert (newest().accepted, newest().refused) == (700, 1)
    assert newest().report["reasons"] == {"refused tag_repeated": 1}


def test_a_row_that_the_database_will_not_have_is_refused_alone(district: District, bring: Bring) -> None:
    """A number that PostgreSQL cannot keep, past every limit of ours, costs no other row its place."""

    def unfit(_connection: Any, _cursor: Any, asked: str, parameters: Any, *_more: Any) -> None:
        if asked.startswith("INSERT INTO assets") and "N7" in str(parameters):
            raise ValueError("integer out of range")

    event.listen(db.engine, "before_cursor_execute", unfit)
    try:
        told = bring(listed(20), "--site", district.marshall)
    finally:
        event.remove(db.engine, "before_cursor_execute", unfit)
    assert counts(told) == (19, 19, 0, 1)
    assert [(row["line"], row["reason"]) for row in told["rows"]] == [(9, "not_taken")]
    assert district.faults() == []


def test_the_command_line_is_killed_and_typed_again(
    app: Flask, district: District, bring: Bring, tmp_path: Path
) -> None:
    path = tmp_path / "delivery.csv"
    path.write_text(listed(MANY))
    db.session.remove()
    with started(app, "import", "assets", str(path), "--site", district.marshall) as process:
        wait_until(lambda: brought_in() > 0, process)
        process.send_signal(signal.SIGKILL)
        process.wait(PATIENCE)
    whole = brought_in()
    assert 0 < whole < MANY
    assert district.faults() == []
    told = bring(path, "--site", district.marshall)
    assert counts(told) == (MANY, MANY - whole, 0, 0)
    assert brought_in() == MANY
    assert district.faults() == []


def test_the_queues_worker_is_killed_and_another_goes_on(app: Flask, district: District) -> None:
    queued = create_app(
        {
            name: app.config[name]
            for name in ("TESTING", "SQLALCHEMY_DATABASE_URI", "SECRET_KEY", "ROLLCALL_FILES")
        }
        | {"INSTANCE": app.instance_path, "ROLLCALL_PASSWORDS": "cheap", "ROLLCALL_JOBS_AT_ONCE": False}
    )
    ivy = Visits(queued)("ivy")
    address = upload(ivy, listed(MANY)).location
    assert "Looking through the file" in ivy.get(address).text
    with worker(app) as process:
        wait_until(lambda: newest().state == "checked", process)
        assert brought_in() == 0
        ivy.post(f"{address}/run")
        ivy.post(f"{address}/run")
        wait_until(lambda: newest().rows_done > 0 and newest().state == "running", process)
        process.send_signal(signal.SIGKILL)
        process.wait(PATIENCE)
    done = newest().rows_done
    assert (done, done < MANY) == (brought_in(), True)
    assert district.faults() == []
    with worker(app) as process:
        wait_until(lambda: newest().state == "stopped", process)
        assert "The server was started anew meanwhile" in ivy.get(address).text
        ivy.post(f"{address}/run")
        wait_until(lambda: newest().state == "done", process)
    run = newest()
    assert (run.rows_done, run.accepted, run.changed, brought_in()) == (MANY, MANY, MANY, MANY)
    assert district.faults() == []
    huey.storage.close()
    with queued.app_context():
        db.engine.dispose()


def test_two_people_bring_the_same_list_in_at_once(app: Flask, district: District, tmp_path: Path) -> None:
    """Each device, room and person comes in once; whoever was later finds them there."""
    path = tmp_path / "delivery.csv"
    path.write_text(listed(800))
    db.session.remove()
    words = ("import", "assets", str(path), "--site", district.marshall)
    with started(app, *words) as first, started(app, *words) as second:
        assert (first.wait(PATIENCE), second.wait(PATIENCE)) == (0, 0)
    assert brought_in() == 800
    rooms = db.session.scalars(select(Room.name).where(Room.name.like("Room _")))
    assert sorted(rooms) == ["Room 0", "Room 3", "Room 6"]
    assert db.session.scalar(select(func.count()).select_from(Person)) == 533 + 2
    assert district.faults() == []


def test_two_workers_do_not_share_an_import(district: District, visit: Visits) -> None:
    """The first was only slow: when it wakes up, another goes on, and the first gives up without a trace."""
    ivy = visit("ivy")
    upload(ivy, listed(20))
    run = newest()
    runs.ask(run)
    first = runs.claim(run.id, waiting="waiting", working="running")
    assert first is not None
    assert runs.claim(run.id, waiting="waiting", working="running") is None
    token = dict(first.report)
    db.session.commit()
    run.state = "waiting"
    db.session.flush()
    second = runs.claim(run.id, waiting="waiting", working="running")
    assert second is not None
    assert runs.held(second).state == "running"
    slow = Import(id=run.id, report=token)
    with pytest.raises(runs.ImportGivenUp):
        runs.held(slow)
    assert db.session.scalar(select(func.count()).select_from(Event).where(Event.via == "import")) == 0
