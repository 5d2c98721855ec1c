"""SQLite has one writer: whoever asked first writes first, and nobody keeps the turn by dying."""

import threading
from collections.abc import Callable

import pytest
from sqlalchemy.exc import OperationalError

from app import turns
from app.db import begin_writing, db
from app.turns import Line
from tests.at_once import ended, until
from tests.district import District


def test_turns_are_taken_in_the_order_of_asking() -> None:
    line, served = Line(), list[int]()
    assert line.take_turn()

    def write(number: int) -> None:
        assert line.take_turn()
        served.append(number)
        line.next_one()

    threads = [threading.Thread(target=write, args=(number,), daemon=True) for number in range(12)]
    for number, thread in enumerate(threads):
        thread.start()
        until(lambda: line.length > number, "this one stands in line")  # noqa: B023 - at once
    line.next_one()
    ended(threads)
    assert served == list(range(12))
    assert line.take_turn()


def test_a_turn_that_does_not_come_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(turns, "PATIENCE", 0.01)
    line = Line()
    assert line.take_turn()
    assert not line.take_turn()
    line.next_one()
    assert line.take_turn()


@pytest.mark.parametrize(
    "ends",
    [
        db.session.commit,
        db.session.rollback,
        db.session.remove,
        db.session.close,
        lambda: db.session.connection().invalidate(),
    ],
    ids=["commit", "rollback", "remove", "close", "lost connection"],
)
def test_a_turn_ends_with_its_transaction_however_that_ends(
    district: District, monkeypatch: pytest.MonkeyPatch, ends: Callable[[], None]
) -> None:
    if db.engine.dialect.name != "sqlite":
        pytest.skip("PostgreSQL has as many writers as come")
    monkeypatch.setattr(turns, "PATIENCE", 0.01)
    db.session.remove()
    begin_writing()
    ends()
    db.session.remove()
    begin_writing()
    with (
        db.engine.connect().execution_options(rollcall_writes=True) as other,
        pytest.raises(OperationalError),
    ):
        other.begin()
    db.session.remove()
