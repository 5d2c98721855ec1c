"""The school days that are assumed where nobody entered a calendar: the district's usual year, told by rules."""

from calendar import monthrange
from datetime import date, timedelta
from typing import NamedTuple

from app.domain import policy

WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
SATURDAY, SUNDAY = 5, 6


class Days(NamedTuple):
    """Days of a calendar: their kind, what they are called, the first and the last."""

    kind: str
    name: str
    begins_on: date
    ends_on: date

    def hold(self, day: date) -> bool:
        return self.begins_on <= day <= self.ends_on


def assumed_days(year: date) -> list[Days]:
    """The usual school year, holidays and breaks of the fiscal year that begins on `year`."""
    first, last = (_in(year, rule) for rule in policy.value("school_year", year))
    found = [Days("school_year", policy.fiscal_year_name(year), first, last)]
    for kind, name, rule, days in policy.value("school_calendar", year):
        begins = _in(year, rule)
        if kind == "holiday":
            begins = _observed(begins)
        found.append(Days(kind, name, begins, begins + timedelta(days=days - 1)))
    return sorted(found, key=lambda one: (one.begins_on, one.kind != "school_year"))


def _in(year: date, rule: str) -> date:
    """The day that a rule means within a fiscal year."""
    month = int(rule[:2])
    calendar_year = year.year if month >= year.month else year.year + 1
    if rule[2] == "-":
        return date(calendar_year, month, min(int(rule[3:]), monthrange(calendar_year, month)[1]))
    _, weekday, nth = rule.split()
    return _nth(calendar_year, month, WEEKDAYS.index(weekday), int(nth))


def _nth(year: int, month: int, weekday: int, nth: int) -> date:
    """The nth such weekday of a month, counted from its end where nth is below nought."""
    last = date(year, month, monthrange(year, month)[1])
    if nth < 0:
        return last - timedelta(days=(last.weekday() - weekday) % 7 + 7 * (-nth - 1))
    first = date(year, month, 1)
    return first + timedelta(days=(weekday - first.weekday()) % 7 + 7 * (nth - 1))


def _observed(day: date) -> date:
    """A holiday at a weekend is kept on the Friday before or the Monday after."""
    return day + timedelta(days={SATURDAY: -1, SUNDAY: 1}.get(day.weekday(), 0))
