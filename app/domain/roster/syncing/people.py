"""Students and staff of a bundle: who is new, who is back, who moved, who is marked as gone. Policy: CUS-3, REG-4."""

from collections.abc import Sequence
from typing import Any

from app.domain.portions import portions
from app.domain.roster.syncing.capacities import Capacity, Roles
from app.domain.roster.syncing.guardians import Guardians
from app.domain.roster.syncing.orgs import Orgs
from app.domain.roster.syncing.strangers import Strangers
from app.domain.roster.syncing.subjects import Subject, Subjects, blank
from app.domain.roster.syncing.sync import NotTaken, Sync
from app.files.oneroster import USERS, Record, UserRow

AT_ONCE = 1_000
NOBODY = UserRow("", False, (), "", "", "", "", "", "", (), "", "")
Users = Sequence[Record[UserRow]]


class People:
    """Takes the users in portions; `named` is everybody the file names, whether their row is taken or not."""

    def __init__(
        self, sync: Sync, orgs: Orgs, roles: Roles, subjects: Subjects, guardians: Guardians
    ) -> None:
        self._sync, self._orgs, self._roles = sync, orgs, roles
        self._subjects, self._guardians = subjects, guardians
        self._file = sync.bundle.filename("users")
        self._tells_programme = sync.bundle.tells(USERS, "programme")
        self._numbers: dict[str, str] = {}
        self.named: set[str] = set()
        self.sites: set[int] = set()

    def take(self) -> None:
        """All users; in a delta, whoever only the roles speak of, too."""
        for some in portions(self._sync.bundle.users(), AT_ONCE):
            self._take(some)
        if not self._sync.bundle.is_bulk("roles"):
            others = [user for user in self._roles.users() if user not in self.named]
            for more in portions(others, AT_ONCE):
                self._subjects.provide(more)
                for user in more:
                    self._of_roles(user)

    def leave(self, subject: Subject | None) -> None:
        """The roster names them no more; what they hold they have to give back."""
        if subject and not subject.gone:
            subject.put(left_at=self._sync.now)
            subject.counted = True
            self._sync.outcomes.change("left")

    def _take(self, records: Users) -> None:
        self.named.update(record.sourced_id for record in records)
        rows = [record.row for record in records if record.row]
        self._subjects.provide(row.sourced_id for row in rows)
        self._guardians.provide(row.sourced_id for row in rows)
        strangers = Strangers(self._sync, self._subjects, rows, self.named)
        for record in records:
            if record.row is None:
                self._sync.outcomes.refuse_as_read(self._file, record)
                continue
            try:
                self._take_one(record, record.row, strangers)
            except NotTaken as refusal:
                self._sync.outcomes.refuse(self._file, record.line, refusal.reason, **refusal.facts)

    def _take_one(self, record: Record[UserRow], row: UserRow, strangers: Strangers) -> None:
        capacity = self._roles.of(row)
        subject = self._subjects.get(row.sourced_id)
        if subject and not self._sync.scope.holds(subject.values["site_id"]):
            raise NotTaken("site_not_yours", value=self._orgs.name_of(subject.values["site_id"]))
        if row.gone or (not capacity.told and self._roles.left(row.sourced_id)):
            self._sync.outcomes.accept(self._file, record)
            self.leave(subject)
            self._guardians.go(row.sourced_id)
            return
        if capacity.unknown or not (capacity.told or subject):
            raise (
                NotTaken("role_unknown", value=capacity.unknown[:60])
                if capacity.unknown
                else NotTaken("no_role")
            )
        if not (row.given_name or row.family_name):
            raise NotTaken("no_name")
        if capacity.kind or (subject and not capacity.told):
            self._put(record, row, capacity, subject, strangers)
        else:
            self._sync.outcomes.accept(self._file, record)
            self.leave(subject)
        self._guardians.take(record, row, is_guardian=capacity.guardian, is_told=capacity.told)

    def _put(
        self,
        record: Record[UserRow],
        row: UserRow,
        capacity: Capacity,
        subject: Subject | None,
        strangers: Strangers,
    ) -> None:
        site_id = self._site(capacity, subject)
        kind = capacity.kind or (subject.values["kind"] if subject else "student")
        subject = subject or strangers.known_as(row, site_id)
        self._sync.outcomes.accept(self._file, record)
        self.sites.add(site_id)
        if subject is None:
            subject = self._subjects.add(blank(site_id, kind, row.sourced_id))
            subject.values |= self._told(row, subject, record, strangers)
            self._sync.outcomes.change("new_students" if kind == "student" else "new_staff")
            return
        was_gone, was_at = subject.gone, subject.values["site_id"]
        told = self._told(row, subject, record, strangers) | {
            "site_id": site_id,
            "kind": kind,
            "left_at": None,
        }
        if was_at != site_id:
            told["homeroom_id"] = None
        if subject.put(**told) or subject.changed:
            subject.counted = True
            what = "returned" if was_gone else "moved" if was_at != site_id else "corrected"
            self._sync.outcomes.change(what)

    def _site(self, capacity: Capacity, subject: Subject | None) -> int:
        now = subject.values["site_id"] if subject else None
        if not capacity.orgs and now is not None:
            return int(now)
        return self._orgs.site_of(capacity.orgs, now)

    def _told(
        self, row: UserRow, subject: Subject, record: Record[UserRow], strangers: Strangers
    ) -> dict[str, Any]:
        """What the row says; an empty cell says nothing."""
        told = {
            "given_name": row.given_name, "family_name": row.family_name, "email": row.email.lower(),
            "grade": row.grade if subject.values["kind"] == "student" else "",
        }  # fmt: skip
        values: dict[str, Any] = {name: value for name, value in told.items() if value}
        if self._tells_programme:
            values["programme"] = row.programme or None
        number = row.identifier
        if number and number != subject.values["external_id"]:
            if self._is_taken(number, row.sourced_id) or strangers.bear(number, row.sourced_id):
                self._sync.outcomes.warn(self._file, record.line, "number_taken", value=number[:60])
            else:
                values["external_id"] = number
                if subject.values["badge"] in (None, subject.values["external_id"]):
                    values["badge"] = number
        return values

    def _is_taken(self, number: str, sourced_id: str) -> bool:
        """Somebody else has the number in the file."""
        return self._numbers.setdefault(number, sourced_id) != sourced_id

    def _of_roles(self, user: str) -> None:
        """Somebody whose roles alone changed: they have another school or capacity now, or none at all."""
        subject = self._subjects.get(user)
        if subject is None or not self._sync.scope.holds(subject.values["site_id"]):
            return
        if self._roles.left(user):
            self.leave(subject)
            return
        capacity = self._roles.of(NOBODY._replace(sourced_id=user))
        try:
            site_id = self._site(capacity, subject)
        except NotTaken:
            return
        moved = subject.values["site_id"] != site_id
        kind = capacity.kind or subject.values["kind"]
        if subject.put(site_id=site_id, kind=kind, left_at=None):
            self._sync.outcomes.change("moved" if moved else "corrected")
