"""What time it is, here and for people: the one place that reads the clock."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

_read: Callable[[], datetime] = lambda: datetime.now(UTC)  # noqa: E731 - a slot that tests fill with a fixed clock
_zone = ZoneInfo("UTC")


def now() -> datetime:
    """This instant in UTC, to the microsecond."""
    return _read()


def set_clock(read: Callable[[], datetime] | None) -> None:
    """Let `read` tell the time from here on; None gives the machine's clock back."""
    global _read  # noqa: PLW0603 - the clock is the one thing that is the same everywhere
    _read = read or (lambda: datetime.now(UTC))


def live_in(zone: str) -> None:
    """Let days begin when the clocks of this place say midnight: a fiscal year does not end in the afternoon."""
    global _zone  # noqa: PLW0603 - a district lies in one place
    _zone = ZoneInfo(zone)


def zone() -> ZoneInfo:
    """Where the school's clocks stand: what a time without an offset is of."""
    return _zone


def day(instant: datetime | None = None) -> date:
    """The date on the school's wall, now or at another moment."""
    return (instant or now()).astimezone(_zone).date()


def midnight(on: date) -> datetime:
    """When a day begins at the school, as UTC."""
    return datetime(on.year, on.month, on.day, tzinfo=_zone).astimezone(UTC)


def parse_instant(text: str) -> datetime:
    """An RFC 3339 time with its offset, as UTC; ValueError for anything else."""
    instant = datetime.fromisoformat(text)
    if instant.tzinfo is None:
        msg = "a time needs its offset from UTC"
        raise ValueError(msg)
    return instant.astimezone(UTC)


def written(instant: datetime) -> str:
    """An instant as it stands in JSON and in hashes: 2026-10-14T16:04:05.123456Z."""
    return instant.astimezone(UTC).isoformat(timespec="microseconds").removesuffix("+00:00") + "Z"
