"""In which capacity a bundle names somebody: as a student, as staff, as a guardian, and of which organisations."""

from collections import defaultdict
from collections.abc import Sequence
from typing import NamedTuple

from app.domain.roster.syncing.sync import Sync
from app.files.oneroster import RoleRow, UserRow

STUDENT = frozenset({"student"})
STAFF = frozenset(
    {
        "administrator", "aide", "counselor", "districtadministrator", "principal", "proctor", "siteadministrator",
        "systemadministrator", "teacher",
    }
)  # fmt: skip
GUARDIAN = frozenset({"guardian", "parent", "relative"})


class Capacity(NamedTuple):
    """`kind` is student or staff, or None for who is neither; `unknown` is a role that nobody has heard of."""

    kind: str | None
    guardian: bool
    orgs: tuple[str, ...]
    unknown: str = ""
    told: bool = True


class Roles:
    """The roles of a 1.2 bundle by user; a 1.1 bundle tells them with the users."""

    def __init__(self, sync: Sync) -> None:
        self._sync = sync
        self._of: defaultdict[str, list[RoleRow]] = defaultdict(list)

    def take(self) -> None:
        """A role whose last day is past counts no more, whatever its row's status says; that is told."""
        file, outcomes = self._sync.bundle.filename("roles"), self._sync.outcomes
        for record in self._sync.bundle.roles():
            if record.row is None:
                outcomes.refuse_as_read(file, record)
                continue
            outcomes.accept(file, record)
            if not record.row.gone and self._is_over(record.row):
                outcomes.warn(file, record.line, "role_over", value=str(record.row.ended_on))
            self._of[record.row.user].append(record.row)

    def users(self) -> list[str]:
        return list(self._of)

    def of(self, user: UserRow) -> Capacity:
        """What somebody is here, by the roles or else by what the users' file says."""
        rows = self._of.get(user.sourced_id)
        if rows is None:
            return _capacity([user.role] if user.role else [], user.orgs)
        active = [row for row in rows if not self._is_over(row)]
        first = sorted(active, key=lambda row: not row.primary)
        names = [row.role for row in first]
        found = _capacity(names, ())
        kind = {"student": STUDENT, "staff": STAFF}.get(found.kind or "", frozenset())
        orgs = dict.fromkeys([*(row.org for row in first if row.role in kind and row.org), *user.orgs])
        return found._replace(orgs=tuple(orgs))

    def left(self, user: str) -> tuple[str, ...]:
        """The organisations in which somebody's roles have ended, where they have no other role."""
        rows = self._of.get(user, ())
        return tuple(row.org for row in rows) if all(map(self._is_over, rows)) else ()

    def _is_over(self, row: RoleRow) -> bool:
        return row.gone or self._sync.is_past(row.ended_on)


def _capacity(roles: Sequence[str], orgs: tuple[str, ...]) -> Capacity:
    kind = next(
        ("student" if role in STUDENT else "staff" for role in roles if role in STUDENT | STAFF), None
    )
    guardian = any(role in GUARDIAN for role in roles)
    unknown = "" if kind or guardian else next(iter(roles), "")
    return Capacity(kind, guardian, orgs, unknown, told=bool(roles))
