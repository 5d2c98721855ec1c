"""Reading a list of sites row by row: which column is what, and which code a site gets."""

from __future__ import annotations

import re
from collections.abc import Iterator
from types import MappingProxyType

from app.files.schools.cells import school_of
from app.files.schools.rows import NotAListOfSites, SchoolRead
from app.files.tables import Cell, Refusal, Remark, Row, Table, as_text
from app.files.tables.values.codes import judge_code
from app.files.tables.values.headings import key_of_heading

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
SCHOOL_YEAR = re.compile(r" \d{4} \d{2,4}$")
CDS_CODE = re.compile(r"[0-9]{7}([0-9]{7})")
NO_DATA = ("", "no data", "n/a", "information not available")


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
            found.school = school_of(code, cells, found.remarks)
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
