"""Whoever bears a number or an address of a bundle and is not known by what the bundle calls them."""

from collections import defaultdict
from collections.abc import Sequence
from collections.abc import Set as AbstractSet

from app.domain.roster.syncing.subjects import Subject, Subjects, numbered
from app.domain.roster.syncing.sync import Sync
from app.files.oneroster import UserRow


class Strangers:
    """The strangers of some rows, by number and address; `named` is everybody whom the file names so far."""

    def __init__(
        self, sync: Sync, subjects: Subjects, rows: Sequence[UserRow], named: AbstractSet[str]
    ) -> None:
        self._sync, self._subjects, self._named = sync, subjects, named
        self._found: defaultdict[str, list[Subject]] = defaultdict(list)
        self._look_up([row for row in rows if not row.gone])

    def bear(self, number: str, sourced_id: str) -> bool:
        """Somebody else on the roster has the number."""
        return any(
            other.values["external_id"] == number and other.values["sourced_id"] != sourced_id
            for other in self._found.get(number, ())
        )

    def known_as(self, row: UserRow, site_id: int) -> Subject | None:
        """Who came with a list of devices before the roster did, or is back and called something else now.

        A number is one person's in the whole district; a badge or an address is looked for at the same school.
        """
        for name in filter(None, (row.identifier, row.email.lower())):
            others = [other for other in self._found.get(name, ()) if self._is_free(other)]
            mine = [other for other in others if other.values["external_id"] == name]
            mine = mine or [other for other in others if other.values["site_id"] == site_id]
            if len(mine) == 1:
                self._subjects.adopt(mine[0], row.sourced_id)
                return mine[0]
        return None

    def _look_up(self, wanted: Sequence[UserRow]) -> None:
        numbers, emails = set(), set()
        for row in wanted:
            subject = self._subjects.get(row.sourced_id)
            if row.identifier and (subject is None or subject.values["external_id"] != row.identifier):
                numbers.add(row.identifier)
            if row.email and subject is None:
                emails |= {row.email, row.email.lower()}
        for other in numbered(numbers, emails) if numbers or emails else ():
            values = other.values
            for name in {values["external_id"], values["badge"], (values["email"] or "").lower()}:
                if name:
                    self._found[name].append(other)

    def _is_free(self, other: Subject) -> bool:
        """Nobody whom the roster names by another id, and of a school that may be spoken of."""
        sourced_id = other.values["sourced_id"]
        named = sourced_id is not None and (not other.gone or sourced_id in self._named)
        return not named and self._sync.scope.holds(other.values["site_id"])
