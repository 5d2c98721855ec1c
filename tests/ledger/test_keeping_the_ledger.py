"""The ledger keeps what happened, and the database lets nobody change it."""

from app.db import begin_writing, db
from app.domain import register
from tests.district import District


def test_a_move_is_an_event_and_the_ledger_adds_up(district: District) -> None:
    begin_writing()
    register.move(district.asset("A1001"), district.room("205"), district.act())
    db.session.commit()
    assert district.asset("A1001").room == district.room("205")
    assert district.asset("A1001").event_number == 2
    assert district.faults() == []
