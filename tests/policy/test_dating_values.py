"""The district's numbers hold from a day on; what held last year still holds for last year."""

from datetime import UTC, date, datetime

import pytest

from app import clock
from app.db import db
from app.domain import policy
from app.domain.policy import UnknownPolicyValue
from tests.conftest import FixedClock
from tests.district import District
from tests.phones import at_a_desk


def test_what_nobody_entered_holds_as_it_ships(district: District) -> None:
    assert policy.value("clock_skew_minutes") == 5
    assert policy.value("fiscal_year_begins", date(1999, 1, 1)) == "07-01"


def test_last_year_s_value_still_prints_for_last_year(district: District) -> None:
    with at_a_desk():
        policy.enter("photo_bytes", 1_000, effective_on=date(2025, 7, 1), by=district.user("ian"))
        policy.enter("photo_bytes", 2_000, effective_on=date(2026, 7, 1), by=district.user("ian"))
    assert policy.value("photo_bytes", date(2025, 6, 30)) == policy.DEFAULTS["photo_bytes"]
    assert policy.value("photo_bytes", date(2025, 7, 1)) == 1_000
    assert policy.value("photo_bytes", date(2026, 6, 30)) == 1_000
    assert policy.value("photo_bytes") == 2_000


def test_a_value_may_be_entered_before_it_holds(district: District, fixed_clock: FixedClock) -> None:
    with at_a_desk():
        policy.enter("session_hours", 8, effective_on=date(2026, 11, 1), by=district.user("ian"))
    assert policy.value("session_hours") == 12
    fixed_clock.pass_time(days=30)
    assert policy.value("session_hours") == 8


def test_a_value_that_was_taken_back_was_never_entered(district: District) -> None:
    """What a transaction remembers ends with it."""
    db.session.rollback()
    policy.enter("session_hours", 1, effective_on=date(2026, 1, 1), by=None)
    assert policy.value("session_hours") == 1
    db.session.rollback()
    assert policy.value("session_hours") == 12


def test_a_name_nobody_wrote_down_is_no_policy(district: District) -> None:
    with pytest.raises(UnknownPolicyValue):
        policy.value("free_lunch")
    with pytest.raises(UnknownPolicyValue):
        policy.enter("free_lunch", True, effective_on=date(2026, 1, 1), by=None)


def test_of_two_values_for_a_day_the_last_that_was_entered_holds(district: District) -> None:
    with at_a_desk():
        policy.enter("session_hours", 8, effective_on=date(2026, 1, 1), by=None)
        policy.enter("session_hours", 9, effective_on=date(2026, 1, 1), by=None)
    assert policy.value("session_hours") == 9


@pytest.mark.parametrize(
    ("day", "begins"),
    [
        (date(2026, 10, 14), date(2026, 7, 1)),
        (date(2026, 7, 1), date(2026, 7, 1)),
        (date(2026, 6, 30), date(2025, 7, 1)),
        (date(2027, 1, 1), date(2026, 7, 1)),
    ],
)
def test_a_fiscal_year_begins_in_july(district: District, day: date, begins: date) -> None:
    """Policy: CERT-1."""
    assert policy.fiscal_year_start(day) == begins


def test_a_day_ends_when_it_ends_at_the_school(district: District) -> None:
    """At seven in the evening of June 30 it is July in Greenwich, and not yet in Los Angeles."""
    evening = datetime(2026, 7, 1, 2, 0, tzinfo=UTC)
    assert clock.day(evening) == date(2026, 6, 30)
    assert clock.midnight(date(2026, 7, 1)) == datetime(2026, 7, 1, 7, 0, tzinfo=UTC)
    assert clock.midnight(date(2026, 12, 1)) == datetime(2026, 12, 1, 8, 0, tzinfo=UTC)
