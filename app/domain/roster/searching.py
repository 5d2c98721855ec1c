"""Finding people by name, badge, number or address."""

from sqlalchemy import ColumnElement, Select, or_, select

from app.domain.access import Scope
from app.models import Person

MOST_WORDS = 4


def people_called(text: str, scope: Scope) -> Select[Person]:
    """The people of some sites whom every word of a text fits, by name; those who left are not among them."""
    query = select(Person).where(scope.where(Person.site_id), Person.left_at.is_(None))
    for word in text.split()[:MOST_WORDS]:
        query = query.where(_fits(word))
    return query.order_by(Person.family_name, Person.given_name, Person.id)


def _fits(word: str) -> ColumnElement[bool]:
    like = f"{word}%"
    return or_(
        Person.family_name.ilike(like),
        Person.given_name.ilike(like),
        Person.badge == word,
        Person.external_id == word,
        Person.email.ilike(like),
    )
