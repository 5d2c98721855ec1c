"""Who learns and who teaches in which class, and whose homeroom that makes."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from sqlalchemy import select

from app.db import db, table_of
from app.domain.portions import portions
from app.domain.roster.syncing.classes import CLASSES, Classes, Lesson
from app.domain.roster.syncing.subjects import PEOPLE, Subject, Subjects
from app.domain.roster.syncing.sync import NotTaken, Sync
from app.files.oneroster import EnrollmentRow, Record
from app.models import Enrollment

ENROLLMENTS = table_of(Enrollment)
COLUMNS = ("class_id", "person_id", "role", "began_on", "ended_on", "dropped_at")
KNOWN = select(ENROLLMENTS.c.id, ENROLLMENTS.c.sourced_id, *(ENROLLMENTS.c[name] for name in COLUMNS))
ROLES = {"": "student", "student": "student", "teacher": "teacher"}
OTHERS = frozenset({"administrator", "aide", "proctor"})
Wanted = tuple[Lesson, Subject, str, date | None, date | None]


class Enrollments:
    """Takes the enrolments in portions; what is to be written lies in `new`, `corrected` and `dropped`."""

    def __init__(self, sync: Sync, classes: Classes, subjects: Subjects) -> None:
        self._sync, self._classes, self._subjects = sync, classes, subjects
        self._file = sync.bundle.filename("enrollments")
        self._bulk = sync.bundle.is_bulk("enrollments")
        self._taken: set[tuple[int, int, str]] = set()
        self.named: set[str] = set()
        self.sites: set[int] = set()
        self.new: list[tuple[str, Wanted]] = []
        self.corrected: list[tuple[int, Wanted]] = []
        self.dropped: list[int] = []
        self.homerooms: dict[int, tuple[Subject, int]] = {}
        self.without: dict[int, tuple[Subject, int]] = {}

    def take(self) -> None:
        """All enrolments of the bundle."""
        for some in portions(self._sync.bundle.enrollments()):
            self._take(some)

    def drop_unnamed(self, sites: Iterable[int]) -> None:
        """The file says all there is, of these sites at least: what it does not name is over."""
        for some in portions(sorted(sites)):
            query = _open().where(CLASSES.c.site_id.in_(some), ENROLLMENTS.c.sourced_id.is_not(None))
            self._drop_all(row for row in db.session.execute(query) if row.sourced_id not in self.named)

    def drop_with_classes(self, keys: Iterable[int]) -> None:
        """Classes have ended, and with them whatever is still open in them."""
        done = set(self.dropped)
        for some in portions(keys):
            rows = db.session.execute(_open().where(CLASSES.c.id.in_(some)))
            self._drop_all(row for row in rows if row.id not in done)

    def _take(self, records: Sequence[Record[EnrollmentRow]]) -> None:
        self.named.update(record.sourced_id for record in records)
        rows = [record.row for record in records if record.row]
        self._classes.provide(row.class_id for row in rows)
        self._subjects.provide(row.user for row in rows)
        query = KNOWN.where(ENROLLMENTS.c.sourced_id.in_([row.sourced_id for row in rows]))
        known = {row.sourced_id: row for row in db.session.execute(query)}
        taken = self._open_ones(rows)
        for record in records:
            if record.row is None:
                self._sync.outcomes.refuse_as_read(self._file, record)
                continue
            try:
                self._take_one(record, record.row, known.get(record.sourced_id), taken)
            except NotTaken as refusal:
                self._sync.outcomes.refuse(self._file, record.line, refusal.reason, **refusal.facts)

    def _take_one(
        self, record: Record[EnrollmentRow], row: EnrollmentRow, known: Any, taken: dict[Any, str | None]
    ) -> None:
        if self._is_over(row):
            self._sync.outcomes.accept(self._file, record)
            if known and known.dropped_at is None:
                self._drop_one(known)
            return
        role = ROLES.get(row.role)
        if role is None:
            self._pass_over(record, row)
            return
        lesson, subject = self._lesson(row), self._subject(row)
        key = (id(lesson), id(subject), role)
        other = taken.get((lesson.key, subject.key, role), row.sourced_id)
        if key in self._taken or other != row.sourced_id:
            raise NotTaken("enrolled_twice", value=lesson.values["title"][:60])
        self._taken.add(key)
        self.sites.add(lesson.values["site_id"])
        self._sync.outcomes.accept(self._file, record)
        if role == "student" and subject.values["kind"] == "staff":
            self._sync.outcomes.warn(self._file, record.line, "learner_is_staff", value=row.user[:60])
        changed = self._put(row, known, (lesson, subject, role, row.began_on, row.ended_on))
        begun = row.began_on is None or row.began_on <= self._sync.day
        if role == "student" and lesson.homeroom is not None and begun:
            self._at_home(subject, lesson.homeroom, changed=changed)

    def _put(self, row: EnrollmentRow, known: Any, wanted: Wanted) -> bool:
        lesson, subject, role, began_on, ended_on = wanted
        if known is None:
            self.new.append((row.sourced_id, wanted))
            self._sync.outcomes.change("new_enrollments")
            return True
        if tuple(known)[2:] != (lesson.key, subject.key, role, began_on, ended_on, None):
            self.corrected.append((known.id, wanted))
            self._sync.outcomes.change("corrected_enrollments")
            return True
        return False

    def _at_home(self, subject: Subject, room_id: int, *, changed: bool) -> None:
        """The first homeroom that is said of somebody counts."""
        if subject.values["kind"] != "student" or id(subject) in self.homerooms:
            return
        self.homerooms[id(subject)] = (subject, room_id)
        if subject.put(homeroom_id=room_id):
            self._sync.outcomes.change("homerooms", rows=int(not (changed or subject.counted)))
            subject.counted = True

    def _lesson(self, row: EnrollmentRow) -> Lesson:
        lesson = self._classes.known.get(row.class_id)
        if lesson is None:
            ended = row.class_id in self._classes.gone
            raise NotTaken("class_ended" if ended else "class_unknown", value=row.class_id[:60])
        if not self._sync.scope.holds(lesson.values["site_id"]):
            raise NotTaken("class_not_yours", value=lesson.values["title"][:60])
        unnamed = self._sync.bundle.is_bulk("classes") and row.class_id not in self._classes.named
        if lesson.values["ended_at"] is not None or unnamed:
            raise NotTaken("class_ended", value=lesson.values["title"][:60])
        return lesson

    def _subject(self, row: EnrollmentRow) -> Subject:
        subject = self._subjects.get(row.user)
        if subject is None:
            raise NotTaken("person_unknown", value=row.user[:60])
        if subject.gone:
            raise NotTaken("person_has_left", value=row.user[:60])
        return subject

    def _pass_over(self, record: Record[EnrollmentRow], row: EnrollmentRow) -> None:
        if row.role not in OTHERS:
            raise NotTaken("role_unknown", value=row.role[:60])
        self._sync.outcomes.accept(self._file, record)
        self._sync.outcomes.warn(self._file, record.line, "role_not_kept", value=row.role)

    def _is_over(self, row: EnrollmentRow) -> bool:
        """Last year's enrolment is as good as one that the roster takes back, whatever its status says."""
        return row.gone or self._sync.is_past(row.ended_on)

    def _open_ones(self, rows: Sequence[EnrollmentRow]) -> dict[Any, str | None]:
        """What is open in the classes these rows speak of, by class, person and role, and will not be dropped."""
        keys = {
            lesson.key for row in rows if (lesson := self._classes.known.get(row.class_id)) and lesson.key
        }
        if not keys:
            return {}
        own = KNOWN.where(ENROLLMENTS.c.class_id.in_(keys), ENROLLMENTS.c.dropped_at.is_(None))
        if self._bulk:  # whatever else a roster once said goes before this comes
            own = own.where(ENROLLMENTS.c.sourced_id.is_(None))
        gone = {row.sourced_id for row in rows if self._is_over(row)}
        return {
            (row.class_id, row.person_id, row.role): row.sourced_id
            for row in db.session.execute(own)
            if row.sourced_id not in gone
        }

    def _drop_one(self, known: Any) -> None:
        self._drop_all(db.session.execute(_open().where(ENROLLMENTS.c.id == known.id)))

    def _drop_all(self, rows: Iterable[Any]) -> None:
        for row in list(rows):
            self.dropped.append(row.id)
            self._sync.outcomes.change("dropped_enrollments")
            if (
                row.kind == "homeroom"
                and row.role == "student"
                and row.homeroom_id == row.room_id is not None
            ):
                self._subjects.provide_keys([row.person_id])
                subject = self._subjects.keys[row.person_id]
                self.without[row.person_id] = (subject, row.room_id)


def _open() -> Any:
    """Enrolments that hold, with what makes a homeroom of their class and the one that their person has."""
    return (
        select(
            ENROLLMENTS.c.id, ENROLLMENTS.c.sourced_id, ENROLLMENTS.c.person_id, ENROLLMENTS.c.role,
            CLASSES.c.kind, CLASSES.c.room_id, PEOPLE.c.homeroom_id,
        )
        .join(CLASSES, CLASSES.c.id == ENROLLMENTS.c.class_id)
        .join(PEOPLE, PEOPLE.c.id == ENROLLMENTS.c.person_id)
        .where(ENROLLMENTS.c.dropped_at.is_(None))
    )  # fmt: skip
