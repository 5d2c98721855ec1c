"""School calendars out of other people's files: iCalendar (ICS), or a table of days."""

import re
from collections.abc import Iterator
from datetime import date, timedelta
from io import BytesIO
from typing import NamedTuple

from app.files import tables
from app.files.tables.values.dates import judge_date

ONE_DAY = timedelta(days=1)
# "First day of the school year" is a day like any other.
SHORTEST_YEAR = timedelta(days=20)
NAMES = ("name", "summary", "subject", "title", "event", "holiday", "description")
BEGINS = ("begins_on", "begins", "start", "start date", "first day", "from", "date", "day")
ENDS = ("ends_on", "ends", "end", "end date", "last day", "to", "until", "through")
KINDS = ("kind", "type", "category")
# What a calendar calls the days without school. Whatever else it holds (a concert, a minimum day) is left out.
MEANINGS = (
    ("school_year", r"school year|ciclo escolar|año escolar"),
    ("break", r"break|recess|vacation|intersession|vacaciones|receso"),
    ("holiday", r"holiday|no school|closed|day off|pupil[- ]free|student[- ]free|feriado|d[ií]a festivo|sin clases"),
    ("holiday", r"labor day|veterans|thanksgiving|christmas|new year|luther king|presidents|memorial day|juneteenth"),
    ("holiday", r"independence day|ch[aá]vez|indigenous|columbus|admission day|good friday|lincoln|genocide"),
    ("school_day", r"school day|make[- ]?up day"),
)  # fmt: skip


class NoCalendar(Exception):
    """The file is neither an iCalendar nor a table with dates in it."""


class Found(NamedTuple):
    """Days as a file tells them."""

    kind: str
    name: str
    begins_on: date
    ends_on: date


class Calendar(NamedTuple):
    """What a file holds: the days that matter, and how many of its entries do not or cannot be read."""

    days: list[Found]
    left_out: int


def read_calendar(data: bytes, filename: str) -> Calendar:
    """The days in a file. Raises NoCalendar."""
    entries = list(_events(data) if b"BEGIN:VCALENDAR" in data[:2000].upper() else _rows(data, filename))
    days = [found for found in entries if found is not None]
    return Calendar(days, len(entries) - len(days))


def _events(data: bytes) -> Iterator[Found | None]:
    text = re.sub(r"\r?\n[ \t]", "", data.decode("utf-8-sig", errors="replace"))
    for begun in re.split(r"^BEGIN:VEVENT[ \t\r]*$", text, flags=re.MULTILINE)[1:]:
        event, ended, _rest = begun.partition("\nEND:VEVENT")
        if not ended:
            continue
        said = dict(re.findall(r"^([A-Z-]+)(?:;[^:\r\n]*)?:([^\r\n]*)", event, re.MULTILINE))
        begins, ends = _stamp(said.get("DTSTART")), _stamp(said.get("DTEND"))
        if begins is not None and ends is not None and ends > begins:
            ends -= ONE_DAY  # an iCalendar names the first day on which it is over
        repeats = "RRULE" in said
        yield None if repeats else _found(_plain(said.get("SUMMARY", "")), None, begins, ends)


def _rows(data: bytes, filename: str) -> Iterator[Found | None]:
    try:
        table = tables.read(BytesIO(data), filename)
        columns = [name.strip().lower() for name in table.header]
        named, begins, ends, kind = (_column(columns, words) for words in (NAMES, BEGINS, ENDS, KINDS))
        if begins is None:
            raise NoCalendar
        for row in table:
            told = [tables.as_text(cell).strip() for cell in row.cells]
            first = judge_date(row.cells[begins])[0] if _at(told, begins) else None
            last = judge_date(row.cells[ends])[0] if ends is not None and _at(told, ends) else None
            yield _found(_at(told, named), _at(told, kind), first, last)
    except tables.Unreadable as refusal:
        raise NoCalendar from refusal


def _found(name: str, kind: str | None, begins: date | None, ends: date | None) -> Found | None:
    meant = _kind(kind or "") or _kind(name)
    if begins is None or meant is None:
        return None
    last = max(begins, ends or begins)
    if meant == "school_year" and last - begins < SHORTEST_YEAR:
        return None
    return Found(meant, name[:120] or meant, begins, last)


def _kind(words: str) -> str | None:
    known = words.strip().lower().replace(" ", "_")
    if known in {kind for kind, _ in MEANINGS}:
        return known
    return next((kind for kind, shape in MEANINGS if re.search(shape, words, re.IGNORECASE)), None)


def _stamp(text: str | None) -> date | None:
    try:
        return date.fromisoformat((text or "").strip()[:8])
    except ValueError:
        return None


def _plain(text: str) -> str:
    return re.sub(r"\\([,;\\])", r"\1", text.replace("\\n", " ").replace("\\N", " ")).strip()


def _column(columns: list[str], words: tuple[str, ...]) -> int | None:
    return next((columns.index(word) for word in words if word in columns), None)


def _at(cells: list[str], column: int | None) -> str:
    return cells[column] if column is not None and column < len(cells) else ""
