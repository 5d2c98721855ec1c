"""Classes of a bundle with the rooms where they meet, and those that are no more."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select

from app.db import db, table_of, uuid7
from app.domain.portions import portions
from app.domain.roster.syncing.orgs import Orgs
from app.domain.roster.syncing.rooms import Rooms
from app.domain.roster.syncing.sync import NotTaken, Sync
from app.files.oneroster import ClassRow, Record
from app.models import SchoolClass

CLASSES = table_of(SchoolClass)
COLUMNS = ("site_id", "sourced_id", "title", "code", "kind", "room_id", "ended_at")
KNOWN = select(CLASSES.c.id, *(CLASSES.c[name] for name in COLUMNS))


@dataclass(slots=True)
class Lesson:
    """A class: `values` is how it is to be, `before` the room in which it met as a homeroom."""

    key: int | None
    values: dict[str, Any]
    before: int | None = None
    changed: bool = False

    @property
    def homeroom(self) -> int | None:
        """The room whose students it makes of those who learn in it."""
        values = self.values
        return values["room_id"] if values["kind"] == "homeroom" and values["ended_at"] is None else None


class Classes:
    """Takes the classes in portions; `named` is every class that the file names."""

    def __init__(self, sync: Sync, orgs: Orgs) -> None:
        self._sync, self._orgs, self._rooms = sync, orgs, Rooms()
        self._file = sync.bundle.filename("classes")
        self._absent: set[str] = set()
        self.known: dict[str, Lesson] = {}
        self.named: set[str] = set()
        self.gone: set[str] = set()
        self.sites: set[int] = set()

    def take(self) -> None:
        """All classes of the bundle."""
        for some in portions(self._sync.bundle.classes()):
            self._take(some)

    def provide(self, ids: Iterable[str]) -> None:
        """Know the classes that the roster calls so."""
        wanted = [each for each in dict.fromkeys(ids) if each not in self.known and each not in self._absent]
        for some in portions(wanted):
            for row in db.session.execute(KNOWN.where(CLASSES.c.sourced_id.in_(some))):
                lesson = lesson_of(row)
                self.known[lesson.values["sourced_id"]] = lesson
            self._absent.update(each for each in some if each not in self.known)

    def end(self, lesson: Lesson) -> None:
        """The roster has the class no more."""
        if lesson.values["ended_at"] is None:
            lesson.values["ended_at"], lesson.changed = self._sync.now, True
            self._sync.outcomes.change("ended_classes")

    def end_unnamed(self, sites: Iterable[int]) -> None:
        """The file says all there is, of these sites at least: what it does not name has ended."""
        for some in portions(sorted(sites)):
            query = KNOWN.where(
                CLASSES.c.site_id.in_(some), CLASSES.c.sourced_id.is_not(None), CLASSES.c.ended_at.is_(None)
            )
            for row in db.session.execute(query).all():
                if row.sourced_id not in self.named:
                    self.end(self.known.setdefault(row.sourced_id, lesson_of(row)))

    def _take(self, records: Sequence[Record[ClassRow]]) -> None:
        self.named.update(record.sourced_id for record in records)
        self.provide(record.sourced_id for record in records if record.row)
        for record in records:
            if record.row is None:
                self._sync.outcomes.refuse_as_read(self._file, record)
                continue
            try:
                self._take_one(record, record.row)
            except NotTaken as refusal:
                self._sync.outcomes.refuse(self._file, record.line, refusal.reason, **refusal.facts)

    def _take_one(self, record: Record[ClassRow], row: ClassRow) -> None:
        lesson = self.known.get(row.sourced_id)
        if lesson and not self._sync.scope.holds(lesson.values["site_id"]):
            raise NotTaken("site_not_yours", value=self._orgs.name_of(lesson.values["site_id"]))
        if row.gone:
            self._sync.outcomes.accept(self._file, record)
            self.gone.add(row.sourced_id)
            if lesson:
                self.end(lesson)
            return
        if not (row.title or row.code):
            raise NotTaken("no_title")
        site_id = self._orgs.site_of(
            [row.org] if row.org else [], lesson.values["site_id"] if lesson else None
        )
        self._sync.outcomes.accept(self._file, record)
        self.sites.add(site_id)
        self._put(row, lesson, site_id, self._room(record, row, site_id))

    def _put(self, row: ClassRow, lesson: Lesson | None, site_id: int, room_id: int | None) -> None:
        values: dict[str, Any] = {
            "site_id": site_id, "title": row.title or row.code, "code": row.code or None, "room_id": room_id,
            "kind": "homeroom" if row.homeroom else "scheduled", "ended_at": None,
        }  # fmt: skip
        if lesson is None:
            values |= {"uuid": uuid7(), "sourced_id": row.sourced_id}
            self.known[row.sourced_id] = Lesson(None, values, changed=True)
            self._sync.outcomes.change("new_classes")
        elif any(lesson.values[name] != value for name, value in values.items()):
            lesson.values.update(values)
            lesson.changed = True
            self._sync.outcomes.change("corrected_classes")

    def _room(self, record: Record[ClassRow], row: ClassRow, site_id: int) -> int | None:
        if not row.location:
            return None
        room_id = self._rooms.of(site_id, row.location)
        if room_id is None:
            self._sync.outcomes.warn(self._file, record.line, "room_unknown", value=row.location[:60])
        return room_id


def lesson_of(row: Any) -> Lesson:
    """A row of KNOWN as a class of the roster."""
    lesson = Lesson(row[0], dict(zip(COLUMNS, row[1:], strict=True)))
    lesson.before = lesson.homeroom
    return lesson
