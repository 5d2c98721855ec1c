"""Entering and removing days of a calendar: the district's, or those in which a site differs. Policy: ORG-6."""

from collections.abc import Iterable, Sequence
from datetime import date, timedelta

from sqlalchemy import ColumnElement, select

from app import clock
from app.db import db
from app.domain import policy
from app.domain.directory.assuming import Days, assumed_days
from app.domain.directory.calendar import forget_calendars
from app.domain.refusals import Refusal
from app.models import CalendarDays, Site, User

LONGEST = timedelta(days=366)
EARLIEST, LATEST = date(2000, 1, 1), date(2200, 1, 1)
MOST_AT_ONCE = 400


class EndsBeforeItBegins(Refusal):
    """The last day lies before the first."""

    reason = "ends_before_it_begins"


class TooManyDays(Refusal):
    """Longer than a year, or out of anybody's reach: a slip of the pen."""

    reason = "too_many_days"


def enter_days(site: Site | None, days: Days, by: User | None) -> CalendarDays | None:
    """Enter days of a site, or of the district; None where just these are entered already.

    Raises EndsBeforeItBegins, TooManyDays.
    """
    if days.ends_on < days.begins_on:
        raise EndsBeforeItBegins(field="ends_on")
    if days.ends_on - days.begins_on > LONGEST or not EARLIEST <= days.begins_on <= LATEST:
        raise TooManyDays(field="ends_on")
    if days in {told(row) for row in entered(site, days.begins_on, days.ends_on)}:
        return None
    row = CalendarDays(site_id=site.id if site else None, kind=days.kind, name=days.name)
    row.begins_on, row.ends_on = days.begins_on, days.ends_on
    row.entered_at, row.entered_by_id = clock.now(), by.id if by else None
    db.session.add(row)
    db.session.flush()
    forget_calendars()
    return row


def enter_all(site: Site | None, found: Sequence[Days], by: User | None) -> int:
    """Enter many, and say how many were new. Raises EndsBeforeItBegins, TooManyDays: then none is."""
    if len(found) > MOST_AT_ONCE:
        raise TooManyDays(field="file")
    with db.session.begin_nested():
        return sum(enter_days(site, days, by) is not None for days in found)


def keep_assumed(year: date, by: User | None) -> int:
    """Enter what is assumed of a fiscal year as the district's own, to be put right day by day."""
    return enter_all(None, assumed_days(year), by)


def remove_days(row: CalendarDays, by: User | None) -> None:
    """Let days hold no more; that they did stays known."""
    if row.removed_at is None:
        row.removed_at, row.removed_by_id = clock.now(), by.id if by else None
        db.session.flush()
        forget_calendars()


def entered(site: Site | None, first: date, last: date) -> list[CalendarDays]:
    """The entered days of a site alone, or of the district, that touch a span of time."""
    query = select(CalendarDays).where(_of(site), CalendarDays.removed_at.is_(None))
    query = query.where(CalendarDays.begins_on <= last, CalendarDays.ends_on >= first)
    return list(db.session.scalars(query.order_by(CalendarDays.begins_on, CalendarDays.id)))


def told(row: CalendarDays) -> Days:
    """Entered days as a calendar says them."""
    return Days(row.kind, row.name, row.begins_on, row.ends_on)


def years_to_choose(today: date, more: Iterable[date] = ()) -> list[date]:
    """The fiscal years around a day by their first days, and those that somebody asks for."""
    now = policy.fiscal_year_start(today)
    around = [policy.fiscal_year_start(now + timedelta(days=400 * step)) for step in (-1, 0, 1)]
    return sorted({*around, *more})


def _of(site: Site | None) -> ColumnElement[bool]:
    return CalendarDays.site_id.is_(None) if site is None else CalendarDays.site_id == site.id
