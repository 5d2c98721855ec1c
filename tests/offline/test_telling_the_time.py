"""A phone's clock is a hint: what happened is never after we heard of it, and a wrong clock is set right."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select

from app.db import db
from app.domain import losses
from app.models import Event, Operation
from tests.conftest import FixedClock
from tests.district import District
from tests.phones import Phone, at_a_desk

NewPhone = Callable[[str], Phone]


@pytest.mark.parametrize(
    "wrong_by", [timedelta(days=2), timedelta(days=-2), timedelta(hours=1), timedelta(days=-20_000)]
)
def test_a_clock_that_is_wrong_when_it_sends_was_wrong_before(
    phone: NewPhone, fixed_clock: FixedClock, wrong_by: timedelta
) -> None:
    """Fault 24: two days ahead or behind, an hour of daylight saving, 1970 after an empty battery."""
    ivy = phone("ivy")
    captured = fixed_clock.now
    seen = ivy.sees("204", "A1001", at=captured + wrong_by)
    fixed_clock.pass_time(minutes=20)
    ivy.sends(seen, sent_at=fixed_clock.now + wrong_by)
    assert happened_at() == max(captured, EPOCH + (fixed_clock.now - (fixed_clock.now + wrong_by)))
    assert db.session.scalars(select(Operation.captured_at)).one() == max(captured + wrong_by, EPOCH)


def test_a_small_difference_is_the_network_s(phone: NewPhone, fixed_clock: FixedClock) -> None:
    ivy = phone("ivy")
    seen = ivy.sees("204", "A1001", at=fixed_clock.now - timedelta(minutes=30))
    ivy.sends(seen, sent_at=fixed_clock.now - timedelta(minutes=4))
    assert happened_at() == fixed_clock.now - timedelta(minutes=30)


def test_nothing_happens_after_we_heard_of_it(phone: NewPhone, fixed_clock: FixedClock) -> None:
    """The clock was set back in the middle: what was captured before that seems to lie ahead."""
    ivy = phone("ivy")
    ivy.sends(ivy.sees("204", "A1001", at=fixed_clock.now + timedelta(days=2)))
    assert happened_at() == fixed_clock.now


def test_a_phone_two_days_ahead_finds_nothing_that_was_reported_after_it_looked(
    phone: NewPhone, district: District, fixed_clock: FixedClock
) -> None:
    ivy, ahead = phone("ivy"), timedelta(days=2)
    seen = ivy.sees("204", "A1001", at=fixed_clock.now + ahead)
    fixed_clock.pass_time(minutes=5)
    with at_a_desk():
        losses.report(district.asset("A1001"), "stolen", district.act())
    fixed_clock.pass_time(minutes=5)
    [told] = ivy.sends(seen, sent_at=fixed_clock.now + ahead)
    assert (told["note"], district.asset("A1001").state) == ("seen_before_report", "stolen")


def test_a_device_seen_before_it_was_registered_was_seen(
    phone: NewPhone, district: District, fixed_clock: FixedClock
) -> None:
    ivy = phone("ivy")
    captured = fixed_clock.now - timedelta(days=30)
    ivy.sends(ivy.sees("204", "A1001", at=captured))
    assert happened_at() == captured
    assert district.faults() == []


@pytest.mark.parametrize(
    "text", ["0001-01-01T00:00:00Z", "9999-12-31T23:59:59-12:00", "1969-12-31T00:00:00+14:00"]
)
def test_the_ends_of_time_are_times_like_any_other(phone: NewPhone, district: District, text: str) -> None:
    ivy = phone("ivy")
    told = ivy.sends(ivy.makes("audit.sight", sight(ivy), captured_at=text), ivy.sees("204", "A1002"))
    assert [result["outcome"] for result in told][1] == "applied"
    assert ivy.difference()["seen"] == sum(result["outcome"] == "applied" for result in told)
    assert district.faults() == []


@pytest.mark.parametrize("text", ["yesterday", "2026-10-14T16:00:00", "", "2026-13-01T00:00:00Z"])
def test_what_is_no_time_is_unreadable(phone: NewPhone, text: str) -> None:
    ivy = phone("ivy")
    [told] = ivy.sends(ivy.makes("audit.sight", sight(ivy), captured_at=text))
    assert (told["outcome"], told["reason"]) == ("rejected", "unreadable")


EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def sight(phone: Phone) -> dict[str, object]:
    return {
        "audit": phone.audit("204"),
        "room": phone.room("204"),
        "code": "A1001",
        "asset": None,
        "method": "camera",
    }


def happened_at() -> datetime:
    db.session.rollback()
    return db.session.scalars(select(Event.happened_at).where(Event.action == "sighted")).one()
