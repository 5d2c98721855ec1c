"""Whose account a name in a device management is, and which school its organisational unit means. Policy: ORG-8."""

from collections.abc import Collection, Iterable

from sqlalchemy import ColumnElement, or_, select

from app.db import db
from app.domain.portions import portions
from app.models import Person, Site


def people_of(accounts: Collection[str]) -> dict[str, int]:
    """The people of the roster by their address, number or badge; nobody where two are meant."""
    found: dict[str, set[int]] = {}
    for part in portions(sorted(accounts)):
        query = select(Person.id, Person.email, Person.external_id, Person.badge)
        for key, *names in db.session.execute(query.where(_known_as(part))):
            for name in filter(None, names):
                found.setdefault(name.casefold(), set()).add(key)
    return {name: next(iter(keys)) for name, keys in found.items() if len(keys) == 1}


class Units:
    """The schools of the district by code and name, read once for a file."""

    def __init__(self) -> None:
        self._sites: dict[str, set[int]] = {}
        self._known: dict[str, int | None] = {}
        for key, *names in db.session.execute(select(Site.id, Site.code, Site.name)):
            for name in names:
                self._sites.setdefault(_plain(name), set()).add(key)

    def site_of(self, *said: str | None) -> int | None:
        """The one school that a part of the unit's path, or the location, is called by."""
        for text in filter(None, said):
            if text not in self._known:
                self._known[text] = self._named(text.split("/"))
            if self._known[text] is not None:
                return self._known[text]
        return None

    def _named(self, parts: Iterable[str]) -> int | None:
        for part in reversed(list(parts)):
            found = self._sites.get(_plain(part), set()) if part.strip() else set()
            if len(found) == 1:
                return next(iter(found))
        return None


def _known_as(names: list[str]) -> ColumnElement[bool]:
    columns = (Person.email, Person.external_id, Person.badge)
    written = sorted({*names, *map(str.upper, names)})
    return or_(*(column.in_(written) for column in columns))


def _plain(name: str) -> str:
    return " ".join(name.casefold().split())
