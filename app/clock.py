"""What time it is, here and for people: the one place that reads the clock."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

_read: Callable[[], datetime] = lambda: datetime.now(UTC)  # noqa: E731 - a slot that tests fill with a fixed clock


def now() -> datetime:
    """This instant in UTC, to the microsecond."""
    return _read()


def set_clock(read: Callable[[], datetime] | None) -> None:
    """Let `read` tell the time from here on; None gives the machine's clock back."""
    global _read  # noqa: PLW0603 - the clock is the one thing that is the same everywhere
    _read = read or (lambda: datetime.now(UTC))


def today(zone: str) -> date:
    """The date on the school's wall."""
    return now().astimezone(ZoneInfo(zone)).date()


def parse_instant(text: str) -> datetime:
    """An RFC 3339 time with its offset, as UTC; ValueError for anything else."""
    instant = datetime.fromisoformat(text)
    if instant.tzinfo is None:
        msg = "a time needs its offset from UTC"
        raise ValueError(msg)
    return instant.astimezone(UTC)


def written(instant: datetime) -> str:
    """An instant as it stands in JSON and in hashes: 2026-10-14T16:04:05.123456Z."""
    return instant.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")
