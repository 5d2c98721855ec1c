"""A bundle as its manifest describes it: which files it has, and whether each is all there is or what changed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar

from app.files import tables
from app.files.oneroster.headings import columns
from app.files.oneroster.parcel import LockedBundle, NotABundle, Parcel, open_parcel
from app.files.oneroster.records import CLASSES, ENROLLMENTS, ORGS, ROLES, USERS, Kind, Record
from app.files.oneroster.rows import ClassRow, EnrollmentRow, OrgRow, RoleRow, UserRow
from app.files.tables import Facts, Limits, Table, Unreadable, as_text

KINDS: tuple[Kind[Any], ...] = (ORGS, ROLES, USERS, CLASSES, ENROLLMENTS)
MODES = ("bulk", "delta")
VERSIONS = ("1.0", "1.1", "1.2")
LIMITS = Limits(file_bytes=400_000_000, rows=5_000_000)
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Note:
    """What is to be said of a whole file: warned of, or refused with all that is in it."""

    file: str
    reason: str
    facts: Facts = field(default_factory=dict)
    refused: bool = False
    line: int = 1


@dataclass(slots=True)
class Bundle:
    """`modes` names the files that are there and can be read: each is bulk or delta."""

    name: str
    version: str
    modes: dict[str, str]
    notes: list[Note]
    _parcel: Parcel
    _tables: dict[str, Table]

    def filename(self, file: str) -> str:
        return self._parcel.filename(file)

    def is_bulk(self, file: str) -> bool:
        """Whether the file says all there is, so that what it leaves out is no more."""
        return self.modes.get(file) == "bulk"

    def orgs(self) -> Iterator[Record[OrgRow]]:
        return self._records(ORGS)

    def roles(self) -> Iterator[Record[RoleRow]]:
        return self._records(ROLES)

    def users(self) -> Iterator[Record[UserRow]]:
        return self._records(USERS)

    def classes(self) -> Iterator[Record[ClassRow]]:
        return self._records(CLASSES)

    def enrollments(self) -> Iterator[Record[EnrollmentRow]]:
        return self._records(ENROLLMENTS)

    def tells(self, kind: Kind[Any], field: str) -> bool:
        """Whether the file of this kind has the column: what stands in no column was not said to be empty."""
        return kind.file in self.modes and field in columns(kind.file, self._tables[kind.file].header)

    def look_through(self, told: Mapping[str, str]) -> None:
        """See which files are there, as the manifest says it or against what it says."""
        for kind in KINDS:
            mode = told.get(f"file.{kind.file}", "").lower()
            if kind.file not in self._parcel:
                if mode in MODES:
                    self.notes.append(Note(f"{kind.file}.csv", "file_missing", refused=True))
            elif mode == "absent":
                self.notes.append(Note(self.filename(kind.file), "said_to_be_absent"))
            else:
                self._open(kind, mode if mode in MODES else "bulk")

    def _open(self, kind: Kind[Any], mode: str) -> None:
        called = self.filename(kind.file)
        try:
            table = tables.read(self._parcel.open(kind.file), called, limits=LIMITS)
        except (LockedBundle, NotABundle):
            raise
        except Unreadable as trouble:
            self.notes.append(Note(called, trouble.reason, trouble.facts, refused=True))
            return
        if missing := kind.lacking(table):
            self.notes.append(Note(called, "columns_missing", {"columns": ", ".join(missing)}, refused=True))
            return
        self._tables[kind.file] = table
        self.modes[kind.file] = mode

    def _records(self, kind: Kind[T]) -> Iterator[Record[T]]:
        return kind.records(self._tables[kind.file]) if kind.file in self.modes else iter(())


@contextmanager
def open_bundle(origin: Path, name: str | None = None) -> Iterator[Bundle]:
    """Look at a bundle; its rows are read when they are asked for. Raises Unreadable by its names."""
    with open_parcel(origin) as parcel:
        if not any(kind.file in parcel for kind in KINDS):
            raise NotABundle
        notes: list[Note] = []
        told = _manifest(parcel, notes)
        version = told.get("oneroster.version") or ("1.2" if "roles" in parcel else "1.1")
        if version not in VERSIONS:
            notes.append(Note(parcel.filename("manifest"), "unknown_version", {"value": version[:20]}))
        bundle = Bundle(name or origin.name, version, {}, notes, parcel, {})
        bundle.look_through(told)
        yield bundle


def _manifest(parcel: Parcel, notes: list[Note]) -> dict[str, str]:
    """What the manifest says of each thing; without one every file is all there is."""
    called = parcel.filename("manifest")
    if "manifest" not in parcel:
        notes.append(Note(called, "no_manifest"))
        return {}
    try:
        table = tables.read(parcel.open("manifest"), called, limits=LIMITS)
        pairs = [(as_text(row.cells[0]), as_text(row.cells[1])) for row in table if len(row.cells) > 1]
        heading = table.header
    except Unreadable as trouble:
        notes.append(Note(called, trouble.reason, trouble.facts))
        return {}
    if len(heading) > 1 and heading[0].startswith(("file.", "oneroster.", "manifest.", "source.")):
        pairs.insert(0, (heading[0], heading[1]))
    return {name.strip(): value.strip() for name, value in pairs}
