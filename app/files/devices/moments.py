"""Moments as device managements write them, in every form, as UTC."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, time, timedelta, timezone, tzinfo
from functools import lru_cache

from app.files.tables import Cell
from app.files.tables.values.dates import judge_date

Judged = tuple[datetime | None, str | None]

# Before this year nobody managed anything: 0001-01-01 and 1970-01-01 are how programs say "never".
SINCE = 1995
NEVER = ("never", "n/a", "na", "none", "null", "-", "--", "unknown", "not available", "0", "nunca")
EPOCH_SECONDS, EPOCH_MILLISECONDS = re.compile(r"\d{10}"), re.compile(r"\d{13}")
CLOCK = re.compile(
    r"(?P<day>.*?)[\s,T]*(?:\bat\b)?\s*(?P<hour>\d{1,2}):(?P<minute>\d{2})(?::(?P<second>\d{2})(?:[.,]\d+)?)?"
    r"\s*(?P<half>[AP]\.?M\.?)?\s*(?P<zone>Z|[A-Z]{3,4}|(?:UTC|GMT)?[+-]\d{1,2}:?\d{2})?",
    re.IGNORECASE,
)
WEEKDAY = re.compile(r"^(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*\.?,?\s+", re.IGNORECASE)
OFFSET = re.compile(r"(?:UTC|GMT)?([+-])(\d{1,2}):?(\d{2})", re.IGNORECASE)
ZONES = {"Z": 0, "UTC": 0, "GMT": 0, "HST": -10, "AKST": -9, "AKDT": -8, "PST": -8, "PDT": -7, "MST": -7,
         "MDT": -6, "CST": -6, "CDT": -5, "EST": -5, "EDT": -4}  # fmt: skip


def judge_moment(cell: Cell, *, zone: tzinfo = UTC, day_first: bool = False) -> Judged:
    """A moment with its offset is taken at its word; one without is of `zone`. A day alone begins at midnight there."""
    if isinstance(cell, datetime):
        return _sensible(cell if cell.tzinfo else cell.replace(tzinfo=zone))
    if isinstance(cell, date):
        return _sensible(datetime.combine(cell, time(), zone))
    text = cell.strip() if isinstance(cell, str) else f"{cell:.0f}" if abs(cell) >= 1e6 else str(cell)
    return _of_text(text, zone, day_first)


@lru_cache(maxsize=20_000)
def _of_text(text: str, zone: tzinfo, day_first: bool) -> Judged:  # noqa: FBT001 - a cache compares what it is given
    if text.casefold() in NEVER:
        return None, None
    if EPOCH_MILLISECONDS.fullmatch(text):
        return _sensible(datetime.fromtimestamp(int(text) / 1000, UTC))
    if EPOCH_SECONDS.fullmatch(text):
        return _sensible(datetime.fromtimestamp(int(text), UTC))
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        return _of_words(text, zone, day_first=day_first)
    return _sensible(found if found.tzinfo else found.replace(tzinfo=zone))


def _of_words(text: str, zone: tzinfo, *, day_first: bool) -> Judged:
    """Whatever people and spreadsheets write: a date in any of its forms, and a clock behind it."""
    clock = CLOCK.fullmatch(text)
    day, reason = judge_date(
        WEEKDAY.sub("", clock["day"] if clock else text).strip(" ,"), day_first=day_first
    )
    if day is None or clock is None:
        return (None, reason) if day is None else _sensible(datetime.combine(day, time(), zone))
    try:
        moment = datetime.combine(day, _time(clock), _zone(clock["zone"], zone))
    except ValueError:
        return None, "not_a_date"
    return _sensible(moment)


def _time(clock: re.Match[str]) -> time:
    hour = int(clock["hour"])
    if half := (clock["half"] or "").upper():
        hour = hour % 12 + (12 if half.startswith("P") else 0)
    return time(hour, int(clock["minute"]), int(clock["second"] or 0))


def _zone(name: str | None, zone: tzinfo) -> tzinfo:
    """Raises ValueError where nobody knows such a zone."""
    if not name:
        return zone
    if offset := OFFSET.fullmatch(name):
        ahead = timedelta(hours=int(offset[2]), minutes=int(offset[3]))
        return timezone(ahead if offset[1] == "+" else -ahead)
    if name.upper() not in ZONES:
        raise ValueError(name)
    return timezone(timedelta(hours=ZONES[name.upper()]))


def _sensible(moment: datetime) -> Judged:
    if moment.year < SINCE:
        return None, None
    try:
        return moment.astimezone(UTC), None
    except OverflowError:
        return None, "improbable_date"
