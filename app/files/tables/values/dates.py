"""Dates as people and spreadsheets write them."""

from __future__ import annotations

import re
from datetime import date, timedelta
from functools import lru_cache

from app.files.tables.rows import Cell

Judged = tuple[date | None, str | None]

# Nothing in a register of devices was bought before the first of these years or ends after the other.
SINCE, UNTIL = 1950, 2100
CENTURY_TURNS_AT = 70
# The day that spreadsheets call 0, and those of their numbers that are days of 1954 to 2119.
DAY_NOUGHT, SPREADSHEET_DAYS = date(1899, 12, 30), range(20_000, 80_000)

TIME = r"(?:[T ,]+\d{1,2}[:.]\d{2}.*)?"
YEAR = r"(\d{4}|\d{2})"
MONTH_NAME = r"([a-zé]{3,10})"
YEAR_FIRST = re.compile(rf"(\d{{4}})([-/.])(\d{{1,2}})\2(\d{{1,2}}){TIME}", re.IGNORECASE)
YEAR_LAST = re.compile(rf"(\d{{1,2}})([-/.])(\d{{1,2}})\2{YEAR}{TIME}", re.IGNORECASE)
DAY_MONTH_NAME = re.compile(rf"(\d{{1,2}})(?:\W| de )*{MONTH_NAME}(?:\W| de )*{YEAR}{TIME}", re.IGNORECASE)
MONTH_NAME_DAY = re.compile(rf"{MONTH_NAME}\W*(\d{{1,2}})(?:st|nd|rd|th)?\W+{YEAR}{TIME}", re.IGNORECASE)
ONE_NUMBER = re.compile(r"\d{5}(?:\.\d+)?|\d{8}")
MONTHS = {
    name: number
    for number, names in enumerate(
        ("jan ene", "feb", "mar", "apr abr", "may", "jun", "jul", "aug ago", "sep", "oct", "nov", "dec dic"),
        start=1,
    )
    for name in names.split()
}


def judge_date(cell: Cell, *, day_first: bool = False, since: int = SINCE) -> Judged:
    """1/23/23 is January 23, unless the file is known to put the day first; 23.1.2023 always does."""
    if isinstance(cell, date):
        found: date | None = date(cell.year, cell.month, cell.day)
        reason: str | None = None
    else:
        found, reason = _of_text(cell.strip() if isinstance(cell, str) else f"{cell:.0f}", day_first)
    if found and not since <= found.year <= UNTIL:
        return None, "improbable_date"
    return found, reason


def puts_day_first(dates: list[str]) -> bool:
    """Whether these dates make sense only with the day before the month."""
    numbers = [match for text in dates if (match := YEAR_LAST.fullmatch(text.strip()))]
    return any(int(n[1]) > 12 for n in numbers) and not any(int(n[3]) > 12 for n in numbers)


@lru_cache(maxsize=20_000)
def _of_text(text: str, day_first: bool) -> Judged:  # noqa: FBT001 - a cache compares what it is given
    if ONE_NUMBER.fullmatch(text):
        return _of_number(text)
    if match := YEAR_FIRST.fullmatch(text):
        return _judge(int(match[1]), int(match[3]), int(match[4]))
    if match := YEAR_LAST.fullmatch(text):
        first, second = int(match[1]), int(match[3])
        day, month = (first, second) if day_first or match[2] == "." else (second, first)
        return _judge(_full(match[4]), month, day)
    if match := DAY_MONTH_NAME.fullmatch(text):
        return _judge_named(match[3], match[2], match[1])
    if match := MONTH_NAME_DAY.fullmatch(text):
        return _judge_named(match[3], match[1], match[2])
    return None, "not_a_date"


def _of_number(text: str) -> Judged:
    if len(text) == 8 and text.isdecimal():
        return _judge(int(text[:4]), int(text[4:6]), int(text[6:]))
    days = int(float(text))
    if days not in SPREADSHEET_DAYS:
        return None, "not_a_date"
    return DAY_NOUGHT + timedelta(days), None


def _judge_named(year: str, month: str, day: str) -> Judged:
    if not (number := MONTHS.get(month[:3].casefold())):
        return None, "not_a_date"
    return _judge(_full(year), number, int(day))


def _judge(year: int, month: int, day: int) -> Judged:
    if not (year or month or day):  # How MySQL says "none".
        return None, None
    try:
        return date(year, month, day), None
    except ValueError:
        return None, "impossible_date"


def _full(year: str) -> int:
    number = int(year)
    if len(year) == 4:
        return number
    return number + (2000 if number < CENTURY_TURNS_AT else 1900)
