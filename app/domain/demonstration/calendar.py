"""When things happened, told back from today, so that the story is as old wherever it is loaded."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from app import clock
from app.domain import policy

ONE_DAY, SETTLED = timedelta(days=1), timedelta(days=21)
COUNTING, CHECKING_OUT = timedelta(days=30), timedelta(days=5)
FIRST_HOUR, SCHOOL_HOURS = 8, 7


@dataclass(frozen=True, slots=True)
class Calendar:
    """`year` is the one in which the school year of the story began: three weeks ago at least."""

    now: datetime
    year: int

    @classmethod
    def today(cls) -> "Calendar":
        now = clock.now()
        settled = clock.day(now - SETTLED)
        return cls(now, settled.year if settled >= _first_day(settled.year) else settled.year - 1)

    def first_day(self, years_ago: int = 0) -> date:
        """The first day of a school year."""
        return _first_day(self.year - years_ago)

    def summer(self, years_ago: int, day: int) -> date:
        """A working day of the July before that."""
        return _on_a_weekday(date(self.year - years_ago, 7, day))

    def at(self, day: date, hour: int = FIRST_HOUR, minute: int = 0) -> datetime:
        """A time of day at school."""
        return clock.midnight(day) + timedelta(hours=hour, minutes=minute)

    def ago(self, days: int, hour: int = 10) -> datetime:
        """A school hour some days back."""
        return self.at(_on_a_weekday(clock.day(self.now - timedelta(days=days))), hour)

    def eve(self, hour: int) -> datetime:
        """A time of the day before the counting began: what a count must not know yet happens then."""
        return self.at(clock.day(self._counting_begins()) - ONE_DAY, hour)

    def counting(self, share: float) -> datetime:
        """A school hour of the counting, that share of the way from the first count to today."""
        first, last = self._counting_begins(), self.now - timedelta(hours=2)
        exactly = first + (last - first) * share
        minutes = int(share * SCHOOL_HOURS * 60)
        at_school = self.at(_on_a_weekday(clock.day(exactly))) + timedelta(minutes=minutes)
        return at_school if first <= at_school <= last else exactly.astimezone(UTC)

    def _counting_begins(self) -> datetime:
        """A month ago, but not before everybody has a device; in this fiscal year, unless it began only today."""
        year = clock.midnight(policy.fiscal_year_start(clock.day(self.now)))
        days = (self.now - COUNTING, self.at(self.first_day()) + CHECKING_OUT)
        return max(*days, year) if self.now - year > ONE_DAY else max(days)


def _first_day(year: int) -> date:
    return _on_a_weekday(date(year, 8, 12))


def _on_a_weekday(day: date) -> date:
    """The day itself, or the Friday before a weekend."""
    return day - timedelta(days=max(0, day.weekday() - 4))
