"""People as a file names them: found by number, badge, address or name, made where they are new. Policy: REG-4."""

from collections import defaultdict
from collections.abc import Iterable
from typing import NamedTuple

from sqlalchemy import Select, insert, or_, select

from app.db import db, uuid7
from app.domain.access import Scope
from app.domain.register.importing.directory import KnownSite
from app.domain.register.importing.made import Made
from app.domain.register.importing.naming import plain
from app.files.assets import AssetRow
from app.models import Person

COLUMNS = ("uuid", "site_id", "kind", "badge", "email", "given_name", "family_name")


class PersonWanted(NamedTuple):
    """A person as a row names them, at the school of the row; `now` is who it is at present, if that is one of them."""

    site: KnownSite
    number: str | None
    email: str | None
    given_name: str
    family_name: str
    kind: str
    now: int | None = None

    @property
    def said(self) -> str:
        return f"{self.given_name} {self.family_name}".strip() or self.number or self.email or ""


class NotTold(Exception):
    """What the row says is too little to tell who is meant, or to make somebody of it."""


class People:
    """The people that a chunk of a file is about. Whom nobody may see is not found."""

    def __init__(self, scope: Scope, made: Made) -> None:
        self._scope, self._made = scope, made
        self._numbers: defaultdict[str, list[Person]] = defaultdict(list)
        self._emails: defaultdict[str, list[Person]] = defaultdict(list)
        self._names: defaultdict[tuple[int, str], list[Person]] = defaultdict(list)
        self._families: defaultdict[tuple[int, str], list[Person]] = defaultdict(list)
        self._chosen: dict[PersonWanted, Person | None] = {}

    def provide(self, wanted: Iterable[PersonWanted]) -> None:
        """Know all these people until the chunk is over: two queries, and a statement for the new ones."""
        wanted = dict.fromkeys(wanted)
        if not wanted:
            return
        self._read(wanted)
        new: list[Person] = []
        for want in wanted:
            try:
                self._chosen[want] = self._found(want) or self._make(want, new)
            except NotTold:
                self._chosen[want] = None
        self._add(new)

    def of(self, want: PersonWanted) -> Person | None:
        """A person that was provided; None where it cannot be told who is meant."""
        return self._chosen[want]

    def forget(self) -> None:
        for known in (self._numbers, self._emails, self._names, self._families, self._chosen):
            known.clear()

    def _read(self, wanted: Iterable[PersonWanted]) -> None:
        numbers = {want.number for want in wanted if want.number}
        emails = {text for want in wanted if want.email for text in (want.email, want.email.lower())}
        if numbers or emails:
            query = select(Person).where(
                or_(Person.external_id.in_(numbers), Person.badge.in_(numbers), Person.email.in_(emails))
            )
            self._keep_all(query.order_by(Person.id))
        names = [want for want in wanted if want.family_name]
        if names:
            family = {name for want in names for name in _spellings(want.family_name)}
            sites = {want.site.id for want in names}
            query = select(Person).where(Person.site_id.in_(sites), Person.family_name.in_(family))
            self._keep_all(query.order_by(Person.id))

    def _keep_all(self, query: Select[Person]) -> None:
        for person in db.session.scalars(query):
            if self._scope.holds(person.site_id):
                self._keep(person)

    def _keep(self, person: Person) -> None:
        for number in filter(None, (person.external_id, person.badge)):
            _add(self._numbers[number], person)
        if person.email:
            _add(self._emails[person.email.casefold()], person)
        _add(self._names[person.site_id, plain(person.name)], person)
        _add(self._families[person.site_id, plain(person.family_name)], person)

    def _found(self, want: PersonWanted) -> Person | None:
        """A number decides, then an address; a name only where nothing else was said or is known."""
        for known in (
            self._numbers.get(want.number or "", ()),
            self._emails.get((want.email or "").casefold(), ()),
        ):
            if found := _the_one([p for p in known if p.site_id == want.site.id] or known, want):
                return found
        name = (want.site.id, plain(f"{want.given_name} {want.family_name}"))
        called = self._names.get(name) or ([] if want.given_name else self._families.get(name, []))
        return _the_one([person for person in called if not _contradicts(person, want)], want)

    def _make(self, want: PersonWanted, new: list[Person]) -> Person:
        if want.kind == "staff" and not (want.number or want.email or want.given_name):
            raise NotTold
        person = Person(
            uuid=uuid7(),
            site_id=want.site.id,
            kind=want.kind,
            badge=want.number,
            email=want.email.lower() if want.email else None,
            given_name=want.given_name,
            family_name=want.family_name or want.number or (want.email or "").partition("@")[0],
        )
        new.append(person)
        self._keep(person)
        self._made.people.add(f"{want.site.code} {want.number or want.email or want.said}")
        return person

    def _add(self, new: list[Person]) -> None:
        """All at once, past the session: it would ask SQLite for the key of each in a statement of its own."""
        if not new:
            return
        rows = [{column: getattr(person, column) for column in COLUMNS} for person in new]
        keys = dict(db.session.execute(insert(Person).returning(Person.uuid, Person.id), rows).all())
        for person in new:
            person.id = keys[person.uuid]


def holder_of(row: AssetRow, site: KnownSite, kind: str, now: int | None) -> PersonWanted:
    """Who has the device, as the row says."""
    given, family = row.holder_given_name or "", row.holder_family_name or ""
    if not family:  # one name alone, whichever column it stands in
        given, family = "", given
    return PersonWanted(site, row.holder_id, row.holder_email, given, family, kind, now)


def responsible_for(row: AssetRow, site: KnownSite, now: int | None) -> PersonWanted:
    """Who answers for the device: a number, an address or a name; staff, where nobody is known by it."""
    said = row.responsible or ""
    if "@" in said:
        return PersonWanted(site, None, said, "", "", "staff", now)
    if " " not in said and any(map(str.isdecimal, said)):
        return PersonWanted(site, said, None, "", "", "staff", now)
    family, comma, given = said.partition(", ")
    if not comma:
        given, _, family = said.rpartition(" ")
    return PersonWanted(site, None, None, given, family, "staff", now)


def _the_one(people: Iterable[Person], want: PersonWanted) -> Person | None:
    found = list(people)
    if len(found) > 1:
        found = [person for person in found if want.now is not None and person.id == want.now]
        if not found:
            raise NotTold
    return found[0] if found else None


def _contradicts(person: Person, want: PersonWanted) -> bool:
    """Two people of one name: each has a number, or an address, and not the same one."""
    number = bool(want.number and (person.badge or person.external_id))
    return number or bool(want.email and person.email)


def _add(people: list[Person], person: Person) -> None:
    if person not in people:
        people.append(person)


def _spellings(name: str) -> tuple[str, ...]:
    return (name, name.title(), name.upper())
