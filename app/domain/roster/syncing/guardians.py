"""Guardians of a bundle, and for which students they answer. Policy: RST-1."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select

from app.db import db, table_of, uuid7
from app.domain.portions import portions
from app.domain.roster.syncing.subjects import PEOPLE, Subjects
from app.domain.roster.syncing.sync import Sync
from app.files.oneroster import Record, UserRow
from app.models import Guardian, Guardianship

GUARDIANS, GUARDIANSHIPS = table_of(Guardian), table_of(Guardianship)
COLUMNS = ("sourced_id", "given_name", "family_name", "email", "phone", "gone_at")
KNOWN = select(GUARDIANS.c.id, *(GUARDIANS.c[name] for name in COLUMNS))


@dataclass(slots=True)
class Answering:
    """A guardian: `values` is how they are to be, `line` where the file names them."""

    key: int | None
    values: dict[str, Any]
    changed: bool = False


class Guardians:
    """Takes whoever answers for students, and remembers who says to be related to whom until all are known."""

    def __init__(self, sync: Sync, subjects: Subjects) -> None:
        self._sync, self._subjects = sync, subjects
        self._file = sync.bundle.filename("users")
        self.known: dict[str, Answering] = {}
        self._absent: set[str] = set()
        self._agents: dict[str, tuple[int, tuple[str, ...]]] = {}
        self._wards: list[tuple[str, tuple[str, ...]]] = []
        self.begun: list[tuple[str, str]] = []
        self.ended: list[int] = []

    def provide(self, ids: Iterable[str]) -> None:
        """Know the guardians whom the roster calls so."""
        wanted = [each for each in dict.fromkeys(ids) if each not in self.known and each not in self._absent]
        for some in portions(wanted):
            for key, *values in db.session.execute(KNOWN.where(GUARDIANS.c.sourced_id.in_(some))):
                self.known[values[0]] = Answering(key, dict(zip(COLUMNS, values, strict=True)))
            self._absent.update(each for each in some if each not in self.known)

    def take(self, record: Record[UserRow], row: UserRow, *, is_guardian: bool, is_told: bool) -> None:
        """A user whose row is taken, guardian or not."""
        known = self.known.get(row.sourced_id)
        if is_guardian:
            self._put(row, known)
            self._wards.append((row.sourced_id, row.agents))
        elif known and is_told:
            self.go(row.sourced_id)
        subject = self._subjects.get(row.sourced_id)
        if subject and subject.values["kind"] == "student":
            self._agents[row.sourced_id] = (record.line, row.agents)

    def go(self, sourced_id: str) -> None:
        """The roster names them as guardian no more."""
        known = self.known.get(sourced_id)
        if known and known.values["gone_at"] is None:
            known.values["gone_at"], known.changed = self._sync.now, True
            self._sync.outcomes.change("gone_guardians")

    def relate(self) -> None:
        """Everybody is known: who answers for whom from now on, and who does no more."""
        self.provide(agent for _, agents in self._agents.values() for agent in agents)
        wanted = {
            (agent, student)
            for student, (line, agents) in self._agents.items()
            for agent in agents
            if self._answers(agent, line)
        }
        self._subjects.provide(ward for _, wards in self._wards for ward in wards)
        wanted |= {
            (guardian, ward) for guardian, wards in self._wards for ward in wards if self._is_student(ward)
        }
        self._compare(wanted)

    def _put(self, row: UserRow, known: Answering | None) -> None:
        told = {
            "given_name": row.given_name, "family_name": row.family_name, "email": row.email.lower(),
            "phone": row.phone,
        }  # fmt: skip
        values: dict[str, Any] = {name: value for name, value in told.items() if value} | {"gone_at": None}
        if known is None:
            values = dict.fromkeys(COLUMNS) | {"given_name": "", "family_name": ""} | values
            self.known[row.sourced_id] = Answering(
                None, values | {"uuid": uuid7(), "sourced_id": row.sourced_id}, changed=True
            )
            self._count("new_guardians", row.sourced_id)
        elif any(known.values[name] != value for name, value in values.items()):
            known.values.update(values)
            known.changed = True
            self._count("corrected_guardians", row.sourced_id)

    def _answers(self, agent: str, line: int) -> bool:
        known = self.known.get(agent)
        if known is None or known.values["gone_at"] is not None:
            is_here = self._subjects.get(agent) is not None
            reason = "agent_is_no_guardian" if is_here or known else "agent_unknown"
            self._sync.outcomes.warn(self._file, line, reason, value=agent[:60])
            return False
        return True

    def _is_student(self, ward: str) -> bool:
        subject = self._subjects.get(ward)
        return subject is not None and subject.values["kind"] == "student"

    def _compare(self, wanted: set[tuple[str, str]]) -> None:
        """Bulk says all there is; a delta says all of the students whose guardians it names."""
        bulk = self._sync.bundle.is_bulk("users")
        judged = {student for student, (_, agents) in self._agents.items() if agents or bulk}
        judged |= {student for _, student in wanted}
        for some in portions(judged):
            for key, guardian, student in db.session.execute(_open(some)):
                if (guardian, student) in wanted:
                    wanted.discard((guardian, student))
                elif bulk or self._agents.get(student, (0, ()))[1]:
                    self.ended.append(key)
                    self._count("ended_guardianships", student)
        self.begun = sorted(wanted)
        for _, student in self.begun:
            self._count("new_guardianships", student)

    def _count(self, what: str, sourced_id: str) -> None:
        """It counts with the row of this person, where that says something new already."""
        subject = self._subjects.get(sourced_id)
        self._sync.outcomes.change(what, rows=int(subject is None or not subject.counted))
        if subject:
            subject.counted = True


def _open(students: list[str]) -> Any:
    """The guardianships that hold, of these students."""
    return (
        select(GUARDIANSHIPS.c.id, GUARDIANS.c.sourced_id, PEOPLE.c.sourced_id)
        .join(GUARDIANS, GUARDIANS.c.id == GUARDIANSHIPS.c.guardian_id)
        .join(PEOPLE, PEOPLE.c.id == GUARDIANSHIPS.c.person_id)
        .where(
            GUARDIANSHIPS.c.ended_at.is_(None),
            GUARDIANS.c.sourced_id.is_not(None),
            PEOPLE.c.sourced_id.in_(students),
        )
    )
