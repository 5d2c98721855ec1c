"""What a site has not accounted for yet, by where it was last seen, by whom, or with whom it is. Policy: CERT-2."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from sqlalchemy import select

from app.db import db
from app.domain.certification.ends import Ended
from app.domain.portions import portions
from app.models import Asset, Event, Person, User

# The events that say that somebody had it in hand.
SEEN = ("sighted", "accepted")


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which of them, and in which order."""

    words: str = ""
    kind: str = ""
    by: str = "place"


@dataclass(frozen=True, slots=True)
class Left:
    """Some of what is left, in order. `seers` says who saw each last, `people` who holds it, both by key."""

    ended: Sequence[Ended]
    by: str
    seers: Mapping[int, str]
    people: Mapping[int, Person]

    def heading(self, one: Ended) -> str | None:
        """What it stands under: the place, the person who saw it, the kind; none where that is not known."""
        return HEADINGS[self.by](self, one)

    def groups(self, ended: Sequence[Ended]) -> list[tuple[str | None, list[Ended]]]:
        """A page of it under its headings."""
        return [(word, list(some)) for word, some in groupby(ended, self.heading)]


HEADINGS: dict[str, Callable[[Left, Ended], str | None]] = {
    "place": lambda _, one: one.last_seen_where or one.place,
    "seer": lambda left, one: left.seers.get(one.asset_id),
    "holder": lambda left, one: holder_of(one, left.people),
    "kind": lambda _, one: one.category,
}


def left_of(ended: Sequence[Ended], people: Mapping[int, Person], wanted: Wanted) -> Left:
    """What is unaccounted for and was asked for: under each heading the latest seen first, the unknown at the end."""
    found = [one for one in ended if one.end == "unaccounted" and _fits(one, wanted)]
    seers = last_seen_by({one.asset_id for one in found})
    left = Left(found, wanted.by, seers, people)
    return replace(left, ended=latest_seen_first(found, left.heading))


def latest_seen_first(found: Sequence[Ended], heading: Callable[[Ended], str | None]) -> list[Ended]:
    """Under each heading the latest seen first, what has none at the end."""
    seen = sorted(
        found, key=lambda one: one.last_seen_at.timestamp() if one.last_seen_at else 0.0, reverse=True
    )
    return sorted(seen, key=lambda one: heading(one) or "\uffff")


def holder_of(one: Ended, people: Mapping[int, Person]) -> str | None:
    """Under whom it stands: who holds it, else who answers for it."""
    return staff_or_homeroom(people.get(one.holder_id or one.responsible_id or 0))


def last_seen_by(assets: Collection[int]) -> dict[int, str]:
    """The name of whoever saw each of these last, by key."""
    query = (
        select(Event.asset_id, User.name)
        .join(Asset, Asset.id == Event.asset_id)
        .join(User, User.id == Event.actor_id)
        .where(Event.action.in_(SEEN), Event.happened_at == Asset.last_seen_at)
        .order_by(Event.number)
    )
    found: dict[int, str] = {}
    for some in portions(sorted(assets)):
        found |= dict(db.session.execute(query.where(Event.asset_id.in_(some))).all())
    return found


def staff_or_homeroom(person: Person | None) -> str | None:
    """Staff by name; a student by the homeroom alone, so that no list of names comes of it."""
    if person is None or person.kind != "student":
        return person.name if person else None
    return person.homeroom.name if person.homeroom else None


def _fits(one: Ended, wanted: Wanted) -> bool:
    told = (one.leaf["tag"], one.leaf["serial"], one.leaf["model"], one.place, one.last_seen_where)
    said = not wanted.words or any(wanted.words in word.casefold() for word in told if word)
    return said and wanted.kind in ("", one.category)
