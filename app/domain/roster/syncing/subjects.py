"""People as the roster will have them: what is known of each, and what of it is to be written."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import or_, select

from app.db import db, table_of, uuid7
from app.domain.portions import portions
from app.models import Person

PEOPLE = table_of(Person)
COLUMNS = (
    "site_id", "kind", "sourced_id", "external_id", "badge", "given_name", "family_name", "email", "homeroom_id",
    "grade", "programme", "left_at",
)  # fmt: skip
KNOWN = select(PEOPLE.c.id, *(PEOPLE.c[name] for name in COLUMNS))


@dataclass(slots=True)
class Subject:
    """Somebody of the roster: `values` is how they are to be, `before` where they were; no key before they are in.

    Of who is in, only what is `fresh` is written: somebody may correct the rest meanwhile.
    """

    key: int | None
    values: dict[str, Any]
    before: tuple[int | None, datetime | None, str | None] = (None, None, None)
    fresh: set[str] = field(default_factory=set)
    counted: bool = False

    @property
    def changed(self) -> bool:
        return self.key is None or bool(self.fresh)

    @property
    def gone(self) -> bool:
        return self.values["left_at"] is not None

    @property
    def touched(self) -> bool:
        """Whether it may have changed if they keep what they hold."""
        values = self.values
        return self.key is not None and self.before != (
            values["site_id"],
            values["left_at"],
            values["programme"],
        )

    def put(self, **values: Any) -> bool:
        """Let them be otherwise; False where they are so already."""
        new = {name: value for name, value in values.items() if self.values[name] != value}
        self.values.update(new)
        self.fresh.update(new)
        return bool(new)


class Subjects:
    """Everybody a bundle is about, by what it calls them; others are looked up when they are spoken of."""

    def __init__(self) -> None:
        self._by_id: dict[str, Subject] = {}
        self._absent: set[str] = set()
        self.keys: dict[int, Subject] = {}

    def __iter__(self) -> Iterator[Subject]:
        yield from self._by_id.values()
        yield from (subject for subject in self.keys.values() if subject.values["sourced_id"] is None)

    def get(self, sourced_id: str) -> Subject | None:
        return self._by_id.get(sourced_id)

    def add(self, values: dict[str, Any]) -> Subject:
        """Somebody new."""
        subject = Subject(None, values, counted=True)
        self._by_id[values["sourced_id"]] = subject
        return subject

    def provide(self, ids: Iterable[str]) -> None:
        """Know whoever is on the roster under one of these."""
        wanted = [each for each in dict.fromkeys(ids) if each not in self._by_id and each not in self._absent]
        for some in portions(wanted):
            self._keep_all(KNOWN.where(PEOPLE.c.sourced_id.in_(some)))
            self._absent.update(each for each in some if each not in self._by_id)

    def provide_keys(self, keys: Iterable[int]) -> None:
        """Know the people with these keys."""
        for some in portions(key for key in dict.fromkeys(keys) if key not in self.keys):
            self._keep_all(KNOWN.where(PEOPLE.c.id.in_(some)))

    def adopt(self, subject: Subject, sourced_id: str) -> None:
        """Somebody who was known before the roster came is the one it means."""
        subject.put(sourced_id=sourced_id)
        self._by_id[sourced_id] = subject
        if subject.key is not None:
            self.keys[subject.key] = subject

    def _keep_all(self, query: Any) -> None:
        for row in db.session.execute(query):
            self._keep(row)

    def _keep(self, row: Any) -> None:
        subject = subject_of(row)
        if row[0] not in self.keys:
            self.keys[row[0]] = subject
            if subject.values["sourced_id"]:
                self._by_id[subject.values["sourced_id"]] = subject


def subject_of(row: Any) -> Subject:
    """A row of KNOWN as somebody of the roster."""
    values = dict(zip(COLUMNS, row[1:], strict=True))
    return Subject(row[0], values, (values["site_id"], values["left_at"], values["programme"]))


def numbered(numbers: Iterable[str], emails: Iterable[str]) -> list[Subject]:
    """Whoever bears one of these numbers or addresses, whether a roster has ever named them or not."""
    numbers, emails = list(numbers), list(emails)
    query = KNOWN.where(
        or_(PEOPLE.c.external_id.in_(numbers), PEOPLE.c.badge.in_(numbers), PEOPLE.c.email.in_(emails))
    )
    return [subject_of(row) for row in db.session.execute(query.order_by(PEOPLE.c.id))]


def blank(site_id: int, kind: str, sourced_id: str) -> dict[str, Any]:
    """Somebody of whom nothing else is known yet."""
    return dict.fromkeys(COLUMNS) | {
        "uuid": uuid7(), "site_id": site_id, "kind": kind, "sourced_id": sourced_id, "given_name": "",
        "family_name": "",
    }  # fmt: skip
