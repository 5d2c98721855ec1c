"""Lists of sites: our own, and California's public school directory. Policy: ORG-1.

The state gives a school fourteen digits: county, district, and seven of its own. Those seven, the "school
code", are on every form, short enough to say and unique within a district, so they become the location code;
where one file holds two schools that share them, the later one keeps all fourteen. The directory knows no
regions within a district: the city stands for one until somebody says better.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from types import MappingProxyType
from typing import Literal

from app.files.tables import Cell, Refusal, Remark, Row, Table, Unreadable, as_text
from app.files.tables.values.amounts import judge_count
from app.files.tables.values.codes import judge_code
from app.files.tables.values.dates import judge_date
from app.files.tables.values.headings import key, key_of_heading

# Each field of a site, and what it is called: by us and by others first, by the state's directory last.
HEADINGS = MappingProxyType(
    {
        "code": "code; location code; site code; school code; cdscode; cds code",
        "name": "name; site name; school name; site; school",
        "kind": "kind; type",
        "region": "region; local district; area",
        "street": "street; address; street address",
        "city": "city",
        "state": "state",
        "zip": "zip; zip code; postal code",
        "phone": "phone; telephone",
        "grades": "grades; grade span; gsserved; gsoffered",
        "enrolment": "enrolment; enrollment; enrollmentk12",
        "opened_on": "opened on; open date; opendate",
        "closed_on": "closed on; closed date; closeddate",
        "status": "status; statustype",
    }
)
FIELD_OF = {name: field for field, names in HEADINGS.items() for name in names.split("; ")}
RANK = {name: rank for rank, name in enumerate(FIELD_OF)}
WORDS = ("name", "region", "street", "city", "state", "zip", "phone", "grades")
SCHOOL_YEAR = re.compile(r" \d{4} \d{2,4}$")
CDS_CODE = re.compile(r"[0-9]{7}([0-9]{7})")
KINDS = {
    "school": "school",
    "office": "office",
    "central office": "office",
    "escuela": "school",
    "oficina": "office",
}
Standing = Literal["open", "closed", "pending"]
OLDEST = 1800
CLOSED, PENDING = ("closed", "merged"), ("pending",)
NO_DATA = ("", "no data", "n/a", "information not available")

REASONS = MappingProxyType(
    {
        "not_a_list_of_sites": "The heading needs a column for the code and one for the name of a site.",
        "no_code": "The row has no code.",
        "no_name": "The row has no name; it stands for a district, not for a school.",
        "mangled_by_spreadsheet": "A spreadsheet has turned the code into “{value}”; its digits are lost.",
        "code_repeated": "The code {value} is already on line {first_line}.",
        "leading_zero_restored": "A spreadsheet had dropped the first digit, a nought, of {value}.",
        "unknown_kind": "“{value}” is neither a school nor an office; it is taken for a school.",
        "closed_before_opened": "It has opened on {value}, they say, after it closed; that day is left out.",
        "no_closing_day": "It is {value}, but nobody says since when.",
    }
)


class NotAListOfSites(Unreadable):
    reason = "not_a_list_of_sites"


@dataclass(frozen=True, slots=True, kw_only=True)
class SchoolRow:
    """A site as the file describes it. A `pending` one has been announced and is not open yet; many say nothing."""

    code: str
    name: str
    kind: str = "school"
    region: str | None = None
    street: str | None = None
    city: str | None = None
    state: str | None = None
    zip: str | None = None
    phone: str | None = None
    grades: str | None = None
    enrolment: int | None = None
    opened_on: date | None = None
    closed_on: date | None = None
    standing: Standing | None = None


@dataclass(slots=True)
class SchoolRead:
    line: int
    school: SchoolRow | None = None
    remarks: list[Remark] = field(default_factory=list)
    refusal: Refusal | None = None


def read(table: Table) -> Iterator[SchoolRead]:
    """Every row of the list; the same code twice is refused the second time."""
    keys = [SCHOOL_YEAR.sub("", key_of_heading(name)) for name in table.header]
    known = sorted((RANK[name], at) for at, name in enumerate(keys) if name in RANK)
    columns = [(at, FIELD_OF[keys[at]]) for _, at in known]
    if not {"code", "name"} <= {name for _, name in columns}:
        raise NotAListOfSites
    return map(_Reader(columns).read, table)


class _Reader:
    def __init__(self, columns: list[tuple[int, str]]) -> None:
        self._columns = columns
        self._lines: dict[str, int] = {}
        self._wholes: dict[str, str] = {}

    def read(self, row: Row) -> SchoolRead:
        found = SchoolRead(row.line, remarks=list(row.remarks), refusal=row.refusal)
        if found.refusal:
            return found
        cells = self._cells(row)
        code = self._code(cells, found)
        if code and not found.refusal:
            found.school = _school(code, cells, found.remarks)
        return found

    def _cells(self, row: Row) -> dict[str, Cell]:
        cells: dict[str, Cell] = {}
        for at, name in self._columns:
            if as_text(row.cells[at]).casefold() not in NO_DATA:
                cells.setdefault(name, row.cells[at])
        return cells

    def _code(self, cells: dict[str, Cell], found: SchoolRead) -> str | None:
        given = cells.get("code", "")
        whole, reason = judge_code(given)
        if reason == "mangled_by_spreadsheet":
            found.refusal = Refusal(reason, {"value": as_text(given)})
        elif not whole:
            found.refusal = Refusal("no_code")
        elif "name" not in cells:
            found.refusal = Refusal("no_name")
        else:
            whole = self._with_its_zero(whole, found)
            code = self._short(whole)
            first = self._lines.setdefault(code, found.line)
            if first != found.line:
                found.refusal = Refusal("code_repeated", {"value": code, "first_line": first})
            return code
        return None

    def _with_its_zero(self, whole: str, found: SchoolRead) -> str:
        if not CDS_CODE.fullmatch("0" + whole):
            return whole
        found.remarks.append(Remark("code", "leading_zero_restored", "0" + whole))
        return "0" + whole

    def _short(self, whole: str) -> str:
        if not (cds := CDS_CODE.fullmatch(whole)):
            return whole
        return cds[1] if self._wholes.setdefault(cds[1], whole) == whole else whole


def _school(code: str, cells: dict[str, Cell], remarks: list[Remark]) -> SchoolRow:
    words = {name: as_text(cells[name]) for name in WORDS if name in cells}
    region = words.pop("region", None) or words.get("city")
    opened, closed = _day("opened_on", cells, remarks), _day("closed_on", cells, remarks)
    if opened and closed and opened > closed:
        remarks.append(Remark("opened_on", "closed_before_opened", opened.isoformat()))
        opened = None
    status = as_text(cells.get("status", "")).casefold()
    standing: Standing | None = "open" if status else None
    if closed or status in CLOSED:
        standing = "closed"
    elif status in PENDING:
        standing = "pending"
    if standing == "closed" and not closed:
        remarks.append(Remark("closed_on", "no_closing_day", status))
    return SchoolRow(
        code=code,
        region=region,
        **words,
        kind=_kind(cells, remarks),
        enrolment=_enrolment(cells, remarks),
        opened_on=opened,
        closed_on=closed,
        standing=standing,
    )


def _kind(cells: dict[str, Cell], remarks: list[Remark]) -> str:
    said = as_text(cells.get("kind", "school"))
    kind = KINDS.get(key(said))
    if not kind:
        remarks.append(Remark("kind", "unknown_kind", said))
    return kind or "school"


def _day(name: str, cells: dict[str, Cell], remarks: list[Remark]) -> date | None:
    if name not in cells:
        return None
    day, reason = judge_date(cells[name], since=OLDEST)
    if reason:
        remarks.append(Remark(name, reason, as_text(cells[name])))
    return day


def _enrolment(cells: dict[str, Cell], remarks: list[Remark]) -> int | None:
    if "enrolment" not in cells:
        return None
    count, reason = judge_count(cells["enrolment"])
    if reason:
        remarks.append(Remark("enrolment", reason, as_text(cells["enrolment"])))
    return count
