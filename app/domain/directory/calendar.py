"""On which days a site works: the district's calendar, and in what the site differs. Policy: ORG-6, RCV-1."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta

from sqlalchemy import or_, select

from app.db import db, remembered
from app.domain import policy
from app.domain.directory.assuming import SATURDAY, Days, assumed_days
from app.domain.refusals import Refusal
from app.models import CalendarDays, Site

ONE_DAY = timedelta(days=1)
FREE = ("break", "holiday")
LOOKS_AHEAD = timedelta(days=5 * 366)


class NoSchoolDays(Refusal):
    """As the calendar stands, nobody works at this site for years: nothing could ever fall due."""

    reason = "no_school_days"


def due_on(site: Site, received_on: date, days: int) -> date:
    """The last of so many school days after a day; an office counts business days. Raises NoSchoolDays."""
    return calendar_of(site).due_on(received_on, days)


def school_days_between(site: Site, first: date, last: date) -> int:
    """How many of a site's school days lie after `first`, up to and with `last`."""
    return calendar_of(site).between(first, last)


def calendar_of(site: Site) -> "SchoolDays":
    """A site's calendar as it stands now."""
    return calendars_of([site])[site.id]


def calendars_of(sites: Iterable[Site]) -> dict[int, "SchoolDays"]:
    """The calendars of many sites in one query, by the sites' keys; remembered while the transaction lasts."""
    known: dict[int, SchoolDays] = remembered("calendars", dict[int, SchoolDays])
    wanted = {site.id: site for site in sites if site.id not in known}
    if wanted:
        rows: dict[int | None, list[Days]] = defaultdict(list)
        query = select(CalendarDays).where(CalendarDays.removed_at.is_(None))
        query = query.where(or_(CalendarDays.site_id.is_(None), CalendarDays.site_id.in_(wanted)))
        for row in db.session.scalars(query.order_by(CalendarDays.begins_on, CalendarDays.id)):
            rows[row.site_id].append(Days(row.kind, row.name, row.begins_on, row.ends_on))
        for key, site in wanted.items():
            known[key] = SchoolDays(site.kind == "office", tuple(rows[key]), tuple(rows[None]))
    return known


def forget_calendars() -> None:
    """What was read of calendars holds no more: somebody entered days."""
    db.session().info.pop("calendars", None)


@dataclass(slots=True)
class SchoolDays:
    """The days of a site. What it entered itself comes before the district's, that before what is assumed."""

    office: bool
    own: tuple[Days, ...]
    district: tuple[Days, ...]
    _years: dict[date, list[Days]] = field(default_factory=dict)

    def counts(self, day: date) -> bool:
        """Whether somebody works at the site on this day."""
        for level in (self.own, self._of_the_district(day)):
            kinds = {days.kind for days in level if days.hold(day)}
            if "school_day" in kinds:
                return True
            if kinds.intersection(FREE):
                return False
        return day.weekday() < SATURDAY and (self.office or self._in_school_year(day))

    def due_on(self, received_on: date, days: int) -> date:
        """The last of so many counting days after a day; of none, the next day that counts, from that day on."""
        day, left = received_on, days
        if left < 1:
            day, left = day - ONE_DAY, 1
        while left:
            day += ONE_DAY
            left -= self.counts(day)
            if day - received_on > LOOKS_AHEAD + timedelta(days=2 * days):
                raise NoSchoolDays
        return day

    def between(self, first: date, last: date) -> int:
        """How many counting days lie after `first`, up to and with `last`; none where it is not after."""
        return sum(self.counts(first + timedelta(days=gone)) for gone in range(1, (last - first).days + 1))

    def assumed(self, year: date) -> bool:
        """Whether the district entered no school year in the fiscal year that begins on this day."""
        return not any(days.kind == "school_year" and _year_of(days) == year for days in self.district)

    def _of_the_district(self, day: date) -> list[Days]:
        """The district's days of a fiscal year, with what is usual where it entered no school year for it.

        Schools keep its breaks and make-up days; offices keep its holidays alone.
        """
        year = policy.fiscal_year_start(day)
        if year not in self._years:
            usual = assumed_days(year) if self.assumed(year) else []
            level = [*self.district, *usual]
            self._years[year] = [days for days in level if not self.office or days.kind == "holiday"]
        return self._years[year]

    def _in_school_year(self, day: date) -> bool:
        year = policy.fiscal_year_start(day)
        for level in (self.own, self._of_the_district(day)):
            years = [days for days in level if days.kind == "school_year" and _year_of(days) == year]
            if years:
                return any(days.hold(day) for days in years)
        return False


def _year_of(days: Days) -> date:
    """The fiscal year that a school year belongs to: the one it begins in."""
    return policy.fiscal_year_start(days.begins_on)
