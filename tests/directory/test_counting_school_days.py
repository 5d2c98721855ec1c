"""Whatever a calendar holds, a due date is a day on which somebody works, and a later receipt is never due earlier."""

from datetime import date, timedelta

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.domain.directory.assuming import Days, assumed_days
from app.domain.directory.calendar import SchoolDays
from tests.district import District

FIRST = date(2026, 7, 1)
ANY_DAY = st.dates(FIRST, FIRST + timedelta(days=500))
SPANS = st.builds(
    lambda kind, begins, length: Days(kind, "x", begins, begins + timedelta(days=length)),
    st.sampled_from(("holiday", "break", "school_day")),
    ANY_DAY,
    st.integers(0, 25),
)
YEARS = st.builds(
    lambda begins, length: Days("school_year", "x", begins, begins + timedelta(days=length)),
    ANY_DAY,
    st.integers(60, 300),
)
LEVELS = st.lists(st.one_of(SPANS, SPANS, YEARS), max_size=8).map(tuple)
CALENDARS = st.builds(SchoolDays, st.booleans(), LEVELS, LEVELS)
quick = settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])


@quick
@given(CALENDARS, ANY_DAY, st.integers(0, 12))
def test_a_due_date_is_a_day_that_counts(
    district: District, calendar: SchoolDays, day: date, days: int
) -> None:
    due = calendar.due_on(day, days)
    assert calendar.counts(due)
    assert due >= day
    if days:
        assert calendar.between(day, due) == days


@quick
@given(CALENDARS, ANY_DAY, st.tuples(st.integers(0, 40), st.integers(1, 8), st.integers(0, 4)))
def test_later_and_longer_is_never_due_earlier(
    district: District, calendar: SchoolDays, day: date, by: tuple[int, int, int]
) -> None:
    after, days, more = by
    due = calendar.due_on(day, days)
    assert calendar.due_on(day + timedelta(days=after), days) >= due
    assert calendar.due_on(day, days + more) >= due
    between = calendar.between(day, day + timedelta(days=after))
    assert 0 <= between <= after


@quick
@given(st.integers(2000, 2090))
def test_the_usual_year_stands_in_any_year(district: District, year: int) -> None:
    days = assumed_days(date(year, 7, 1))
    assert all(days[0].begins_on >= date(year, 7, 1) and one.ends_on < date(year + 1, 7, 1) for one in days)
    known = {one.name: one for one in days}
    assert known["Labor Day"].begins_on.weekday() == 0
    assert known["Thanksgiving"].begins_on.weekday() == 3
    assert known["Memorial Day"].begins_on.day >= 25
    assert all(one.begins_on.weekday() < 5 for one in days if one.kind == "holiday")
