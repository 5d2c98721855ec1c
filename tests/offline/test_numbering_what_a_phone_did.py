"""The numbers of a phone make loss visible: what never came and is not kept any more is noted; what waits is known."""

from collections.abc import Callable
from datetime import timedelta

from sqlalchemy import select

from app.db import db
from app.models import LostNumber, PhoneDevice
from tests.conftest import FixedClock
from tests.district import District
from tests.phones import Phone

NewPhone = Callable[[str], Phone]


def test_what_still_waits_on_a_phone_is_known(phone: NewPhone) -> None:
    ivy = phone("ivy")
    operations = [ivy.sees("204", f"A100{number}") for number in range(1, 6)]
    ivy.sends(*operations[:2])
    assert (known().waiting, lost()) == (3, [])
    ivy.sends(*operations[2:])
    assert (known().waiting, lost()) == (0, [])


def test_what_is_deferred_still_waits(phone: NewPhone) -> None:
    ivy = phone("ivy")
    ivy.sends(ivy.makes("custody.check_in", {"code": "A1030"}, v=2), ivy.sees("204", "A1001"))
    assert (known().waiting, known().last_seq) == (1, 2)


def test_numbers_that_never_came_and_are_not_kept_are_lost(phone: NewPhone, fixed_clock: FixedClock) -> None:
    """Fault 13: the browser threw the phone's storage away in the middle."""
    ivy = phone("ivy")
    ivy.counts("204", "A1001")
    for code in ("A1002", "A1003"):
        ivy.sees("204", code)
    ivy.first_kept = 4
    ivy.counts("204", "A1004")
    assert lost() == [2, 3]
    noticed = db.session.scalars(select(LostNumber.noticed_at)).first()
    assert noticed == fixed_clock.now
    ivy.counts("204", "A1005")
    assert lost() == [2, 3]


def test_what_turns_up_after_all_was_not_lost(phone: NewPhone) -> None:
    """It was in a rescue file."""
    ivy = phone("ivy")
    rescued = ivy.sees("204", "A1001")
    ivy.first_kept = 2
    ivy.counts("204", "A1002")
    assert lost() == [1]
    assert [result["outcome"] for result in ivy.sends(rescued)] == ["applied"]
    assert lost() == []


def test_what_was_settled_and_dropped_is_not_lost(phone: NewPhone) -> None:
    ivy = phone("ivy")
    ivy.counts("204", "A1001", "A1002", "A1003")
    ivy.first_kept = 4
    ivy.counts("204", "A1004")
    assert (lost(), known().first_kept) == ([], 4)


def test_a_phone_that_claims_the_impossible_loses_nothing_it_never_numbered(phone: NewPhone) -> None:
    ivy = phone("ivy")
    ivy.first_kept = 2**53
    ivy.counts("204", "A1001")
    assert (lost(), known().first_kept) == ([], 2)


def test_a_great_loss_is_noted_a_part_at_a_time(phone: NewPhone) -> None:
    ivy = phone("ivy")
    ivy.seq, ivy.first_kept = 12_000, 12_000
    for expected in (5_000, 10_000, 11_999, 11_999):
        ivy.sends(ivy.sees("204", "A1001"))
        assert len(lost()) == expected


def test_a_clock_that_is_wrong_is_known(phone: NewPhone, fixed_clock: FixedClock) -> None:
    ivy = phone("ivy")
    ivy.sends(ivy.sees("204", "A1001"), sent_at=fixed_clock.now - timedelta(minutes=7))
    assert known().clock_offset_ms == 7 * 60 * 1000


def test_a_new_phone_of_the_same_person_begins_at_one(phone: NewPhone, district: District) -> None:
    old, new = phone("ivy"), phone("ivy")
    old.counts("204", "A1001", "A1002")
    assert new.counts("204", "A1003") == ["here"]
    assert new.answer["last_seq"] == 1
    assert sorted(db.session.scalars(select(PhoneDevice.last_seq))) == [1, 2]


def known() -> PhoneDevice:
    db.session.rollback()
    return db.session.scalars(select(PhoneDevice)).one()


def lost() -> list[int]:
    db.session.rollback()
    return list(db.session.scalars(select(LostNumber.seq).order_by(LostNumber.seq)))
