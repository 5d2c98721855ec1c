"""Finding people by name, badge, number or address."""

from sqlalchemy import ColumnElement, Select, and_, or_, select, true
from sqlalchemy.orm import joinedload

from app.db import db
from app.domain.access import Scope
from app.letters import begins, has_word, words_of
from app.models import Person

MOST_WORDS = 6
SHORTEST_NAME, MOST_PEOPLE = 2, 8


def people_called(text: str, scope: Scope) -> Select[Person]:
    """The people of some sites whom a text fits, by name; those who left are not among them."""
    query = select(Person).where(scope.where(Person.site_id), Person.left_at.is_(None), called(text))
    return query.order_by(Person.family_name, Person.given_name, Person.id)


def people_meant(text: str, scope: Scope) -> list[Person]:
    """The few whom somebody may mean by a name or a number that was typed, with their homerooms, to choose from."""
    if len(text.strip()) < SHORTEST_NAME:
        return []
    query = people_called(text, scope).limit(MOST_PEOPLE).options(joinedload(Person.homeroom))
    return list(db.session.scalars(query))


def called(text: str) -> ColumnElement[bool]:
    """The condition that every word of a text begins one of somebody's names, or that it is their number or address.

    `de la cruz` and `cruz` fit Maria De la Cruz, `jose` fits José; no text fits everybody.
    """
    wanted = text.strip()
    if not wanted:
        return true()
    words = [_bears(word) for word in words_of(wanted, MOST_WORDS)]
    return or_(_is_numbered(wanted), and_(*words)) if words else _is_numbered(wanted)


def _bears(word: str) -> ColumnElement[bool]:
    return or_(has_word(Person.family_name, word), has_word(Person.given_name, word), _is_numbered(word))


def _is_numbered(told: str) -> ColumnElement[bool]:
    return or_(
        Person.badge == told,
        Person.external_id == told,
        begins(Person.email, told),
    )
