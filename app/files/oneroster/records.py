"""How the rows of each file are made out of its cells, and which are refused."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from operator import itemgetter
from typing import Generic, TypeVar

from app.files.oneroster.headings import columns
from app.files.oneroster.rows import ClassRow, EnrollmentRow, OrgRow, RoleRow, UserRow
from app.files.tables import Refusal, Remark, Row, Table
from app.files.tables.values.dates import judge_date

LONGEST = 500
HERE, GONE = ("", "active"), ("tobedeleted", "inactive", "deleted")
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Record(Generic[T]):
    """A row with its line: `row` is None where it is refused, `sourced_id` what it names all the same."""

    line: int
    sourced_id: str
    row: T | None
    remarks: tuple[Remark, ...] = ()
    refusal: Refusal | None = None


@dataclass(frozen=True, slots=True)
class Kind(Generic[T]):
    """How the rows of one file are made: which cells are taken, which must be there, and what becomes of them."""

    file: str
    fields: tuple[str, ...]
    needs: tuple[str, ...]
    make: Callable[[tuple[str, ...], list[Remark]], T]

    def lacking(self, table: Table) -> list[str]:
        """The fields without which the file says nothing."""
        found = columns(self.file, table.header)
        return [field for field in self.needs if field not in found]

    def records(self, table: Table) -> Iterator[Record[T]]:
        """Each row taken, or refused with its reason; an id that comes again is refused."""
        found, width = columns(self.file, table.header), len(table.header)
        # A field that the file does not have is the empty cell put behind the others.
        pick = itemgetter(*(found.get(field, width) for field in self.fields))
        known: dict[str, int] = {}
        for row in table:
            first = known.get(record_id := _text(row, found["sourcedId"]))
            if row.refusal or not record_id or first:
                yield Record(row.line, record_id, None, row.remarks, _why(row, record_id, first))
                continue
            known[record_id] = row.line
            yield self._record(row, record_id, pick([*row.cells, ""]))

    def _record(self, row: Row, record_id: str, picked: tuple[str, ...]) -> Record[T]:
        cells = tuple(map(str.strip, picked))
        if max(map(len, cells)) > LONGEST:
            return Record(row.line, record_id, None, (), Refusal("value_too_long", {"limit": LONGEST}))
        remarks: list[Remark] = []
        made = self.make(cells, remarks)
        return Record(row.line, record_id, made, (*row.remarks, *remarks) if remarks else row.remarks)


def _text(row: Row, at: int) -> str:
    return str(row.cells[at]).strip() if at < len(row.cells) else ""


def _why(row: Row, record_id: str, first: int | None) -> Refusal:
    if row.refusal:
        return row.refusal
    if first:
        return Refusal("id_repeated", {"value": record_id[:60], "first_line": first})
    return Refusal("no_id")


def _org(cells: tuple[str, ...], remarks: list[Remark]) -> OrgRow:
    sourced_id, status, name, kind, identifier, parent = cells
    return OrgRow(sourced_id, _gone(status, remarks), name, kind.lower(), identifier, parent)


def _user(cells: tuple[str, ...], remarks: list[Remark]) -> UserRow:
    (
        sourced_id,
        status,
        orgs,
        first_org,
        role,
        given,
        family,
        number,
        email,
        sms,
        phone,
        agents,
        grades,
        programme,
    ) = cells
    return UserRow(
        sourced_id, _gone(status, remarks), _several(orgs) or _several(first_org), role.lower(), given, family,
        number, email, phone or sms, _several(agents), next(iter(_several(grades)), ""), programme,
    )  # fmt: skip


def _role(cells: tuple[str, ...], remarks: list[Remark]) -> RoleRow:
    sourced_id, status, user, kind, role, org, ended = cells
    return RoleRow(
        sourced_id, _gone(status, remarks), user, kind.lower() == "primary", role.lower(), org,
        _day(ended, "endDate", remarks),
    )  # fmt: skip


def _class(cells: tuple[str, ...], remarks: list[Remark]) -> ClassRow:
    sourced_id, status, title, code, kind, location, org = cells
    return ClassRow(
        sourced_id, _gone(status, remarks), title, code, kind.lower() == "homeroom", location, org
    )


def _enrollment(cells: tuple[str, ...], remarks: list[Remark]) -> EnrollmentRow:
    sourced_id, status, class_id, user, role, began, ended = cells
    began_on, ended_on = _day(began, "beginDate", remarks), _day(ended, "endDate", remarks)
    if began_on and ended_on and ended_on < began_on:
        remarks.append(Remark("endDate", "ends_before_it_begins", ended))
        ended_on = None
    return EnrollmentRow(sourced_id, _gone(status, remarks), class_id, user, role.lower(), began_on, ended_on)


def _gone(status: str, remarks: list[Remark]) -> bool:
    if not status or status == "active":
        return False
    if status.lower() in GONE:
        return True
    if status.lower() not in HERE:
        remarks.append(Remark("status", "unknown_status", status[:60]))
    return False


def _day(text: str, field: str, remarks: list[Remark]) -> date | None:
    if not text:
        return None
    day, reason = _judged(text)
    if reason:
        remarks.append(Remark(field, reason, text[:60]))
    return day


@lru_cache(maxsize=5_000)
def _judged(text: str) -> tuple[date | None, str | None]:
    return judge_date(text)


def _several(cell: str) -> tuple[str, ...]:
    """A list of the standard: joined by commas, within one cell."""
    if not cell:
        return ()
    if "," not in cell:
        return (cell,)
    return tuple(dict.fromkeys(filter(None, map(str.strip, cell.split(",")))))


ORGS = Kind(
    "orgs", ("sourcedId", "status", "name", "type", "identifier", "parentSourcedId"), ("sourcedId",), _org
)
USERS = Kind(
    "users",
    (
        "sourcedId", "status", "orgSourcedIds", "primaryOrgSourcedId", "role", "givenName", "familyName", "identifier",
        "email", "sms", "phone", "agentSourcedIds", "grades", "programme",
    ),
    ("sourcedId", "givenName", "familyName"),
    _user,
)  # fmt: skip
ROLES = Kind(
    "roles",
    ("sourcedId", "status", "userSourcedId", "roleType", "role", "orgSourcedId", "endDate"),
    ("sourcedId", "userSourcedId", "role"),
    _role,
)
CLASSES = Kind(
    "classes",
    ("sourcedId", "status", "title", "classCode", "classType", "location", "schoolSourcedId"),
    ("sourcedId", "title", "schoolSourcedId"),
    _class,
)
ENROLLMENTS = Kind(
    "enrollments",
    ("sourcedId", "status", "classSourcedId", "userSourcedId", "role", "beginDate", "endDate"),
    ("sourcedId", "classSourcedId", "userSourcedId"),
    _enrollment,
)
