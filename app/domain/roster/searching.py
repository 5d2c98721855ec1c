"""Finding people by name, badge, number or address."""

from sqlalchemy import ColumnElement, Select, and_, or_, select

from app.domain.access import Scope
from app.letters import has_word, words_of
from app.models import Person

MOST_WORDS = 6


def people_called(text: str, scope: Scope) -> Select[Person]:
    """The people of some sites whom every word of a text fits, by name; those who left are not among them.

    A word fits the beginning of any of their names: `de la cruz` and `cruz` find Maria De la Cruz, `jose` finds José.
    """
    query = select(Person).where(scope.where(Person.site_id), Person.left_at.is_(None))
    if wanted := text.strip():
        words = [_bears(word) for word in words_of(wanted, MOST_WORDS)]
        query = query.where(or_(_is_numbered(wanted), and_(*words)) if words else _is_numbered(wanted))
    return query.order_by(Person.family_name, Person.given_name, Person.id)


def _bears(word: str) -> ColumnElement[bool]:
    return or_(has_word(Person.family_name, word), has_word(Person.given_name, word), _is_numbered(word))


def _is_numbered(told: str) -> ColumnElement[bool]:
    return or_(
        Person.badge == told,
        Person.external_id == told,
        Person.email.istartswith(told, autoescape=True),
    )
