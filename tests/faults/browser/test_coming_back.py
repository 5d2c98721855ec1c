"""A phone that comes back: to a session that ended, to a server put back to last night, to a clock set right."""

import sqlite3
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

from playwright.sync_api import Route
from sqlalchemy import select, update

from app.db import begin_writing, db, uuid7
from app.models import ServerState, Sighting
from tests.browser.asked import STORE, asked
from tests.browser.journeys.school import School
from tests.faults.browser.handset import Handset, Handsets, ledger


def test_fault_15_session_expired_before_the_drain(phone: Handset) -> None:
    phone.context.set_offline(True)
    phone.scans(3)
    phone.context.clear_cookies()
    phone.context.set_offline(False)
    phone.drains()
    assert (phone.shown, phone.trouble) == (3, "signed-out")
    phone.expect_whole()
    phone.sign_in("ivy")
    phone.drains()
    phone.expect_sent()


def test_fault_15_somebody_else_is_signed_in_at_the_drain(phone: Handset) -> None:
    """What the phone's page believed is not what the cookie says: the work goes back, and waits for its person."""
    phone.context.set_offline(True)
    phone.scans(60)
    phone.sign_in("jonas")
    batches = []

    def asking(route: Route) -> None:
        batches.append(route)
        route.continue_()

    phone.breaks(asking)
    phone.context.set_offline(False)
    phone.drains()
    assert (phone.shown, phone.trouble) == (60, "held")
    assert ledger(phone.school, phone.ticks) == {}
    # One batch is asked about, not all of them, and nothing in a hurry.
    phone.page.wait_for_timeout(400)
    assert len(batches) <= 3
    phone.mends()
    phone.sign_in("ivy")
    phone.drains()
    phone.expect_sent()


def test_fault_24_clock_set_back_in_the_middle(phone: Handset) -> None:
    """Two days ahead, then two days behind, then right: the numbers keep the order, whatever the clock said."""
    phone.context.set_offline(True)
    now = datetime.now(UTC)
    for days in (2, -2, 0):
        phone.page.clock.set_system_time(now + timedelta(days=days))
        phone.scans(2)
    kept = phone.kept()
    assert [one["seq"] for one in kept] == [1, 2, 3, 4, 5, 6]
    said = [datetime.fromisoformat(one["at"]) for one in kept[::2]]
    assert [round((at - now) / timedelta(days=1)) for at in said] == [2, -2, 0]
    phone.context.set_offline(False)
    phone.drains()
    phone.expect_sent()
    with phone.school.app.app_context():
        query = select(Sighting.uuid, Sighting.captured_at)
        heard = {str(uuid): at for uuid, at in db.session.execute(query)}
    # Nothing happens after it is heard of.
    assert [round((heard[one["op_id"]] - now) / timedelta(days=1)) for one in kept[::2]] == [0, -2, 0]


def test_fault_25_the_server_is_put_back_to_last_night(
    handsets: Handsets, school: School, tmp_path: Path
) -> None:
    """What this morning settled is offered again, as it was frozen; what nobody had forgotten is known."""
    phone = handsets("ivy")
    phone.scans(3)
    phone.expect_sent()
    last_night = copied(school, tmp_path)
    phone.scans(4)
    phone.expect_sent()
    before = phone.kept()
    put_back(school, last_night)
    assert len(ledger(school, phone.ticks)) == 3
    asked(phone.page, FORGET_WHEN_IT_WAS_ASKED)
    phone.reload()
    phone.eventually(lambda: len(ledger(school, phone.ticks)) == 7)
    phone.expect_sent()
    frozen = [(one["seq"], one["op_id"], one["body"], one["sha256"]) for one in before]
    assert [(one["seq"], one["op_id"], one["body"], one["sha256"]) for one in phone.kept()] == frozen
    assert [one["again"] for one in phone.kept()] == [True] * 3 + [False] * 4


def test_fault_25_a_copy_put_back_by_hand_is_noticed_too(phone: Handset, tmp_path: Path) -> None:
    """It keeps its epoch; that it takes for news what it has answered before gives it away."""
    phone.scans(1)
    phone.expect_sent()
    last_night = copied(phone.school, tmp_path)
    phone.scans(3)
    phone.expect_sent()
    put_back(phone.school, last_night, known=True)
    phone.reload()
    phone.scans(2)
    phone.eventually(lambda: len(ledger(phone.school, phone.ticks)) == 6)
    phone.expect_sent()


def test_what_is_in_a_backup_is_let_go_and_nothing_else(phone: Handset) -> None:
    durable = 0

    def told(route: Route) -> None:
        answer = route.fetch()
        route.fulfill(response=answer, json=answer.json() | {"durable_seq": durable})

    phone.breaks(told)
    phone.scans(5)
    phone.drains()
    phone.until("outbox.waiting === 0")
    assert len(phone.kept()) == 5
    durable = 3
    phone.scans(1)
    phone.drains()
    phone.until("outbox.waiting === 0")
    phone.eventually(lambda: len(phone.kept()) == 3)
    assert [one["seq"] for one in phone.kept()] == [4, 5, 6]


FORGET_WHEN_IT_WAS_ASKED = (
    f"async () => {{ {STORE}"
    """
    const database = await opened()
    const within = database.transaction("phone", "readwrite")
    const store = within.objectStore("phone")
    for (const key of await asked(store.getAllKeys())) if (key.startsWith("asked about")) store.delete(key)
    await done(within)
    database.close()
}"""
)


def database_of(school: School) -> Path:
    return Path(school.app.config["SQLALCHEMY_DATABASE_URI"].removeprefix("sqlite:///"))


def copied(school: School, folder: Path) -> Path:
    """Last night's backup."""
    with sqlite3.connect(database_of(school)) as now, sqlite3.connect(folder / "backup.db") as backup:
        now.backup(backup)
    return folder / "backup.db"


def impatient() -> Callable[[int, int, int], None]:
    """SQLite's copying tries for ever while another holds the lock; this ends it."""
    until = time.monotonic() + 60

    def look(status: int, _remaining: int, _pages: int) -> None:
        if status in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED) and time.monotonic() > until:
            raise sqlite3.OperationalError("database is locked")

    return look


def put_back(school: School, backup: Path, *, known: bool = False) -> None:
    """The backup is the database; it has an epoch of its own, unless nobody told it."""
    with school.app.app_context():
        db.session.remove()
        db.engine.dispose()
        with sqlite3.connect(backup) as then, sqlite3.connect(database_of(school)) as now:
            then.backup(now, progress=impatient())
        if not known:
            begin_writing()
            db.session.execute(update(ServerState).values(epoch=uuid7().hex))
            db.session.commit()
