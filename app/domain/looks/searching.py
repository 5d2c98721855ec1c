"""Searching the access log by student or by viewer, a page at a time. Policy: ORG-8."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, or_, select
from sqlalchemy.orm import joinedload

from app.db import db
from app.domain.access import Scope
from app.domain.roster import called
from app.models import Look, LookedAt, Person, User
from app.models.looks import LOOK_KINDS

MOST_WORDS = 4


def looks_wanted(
    scope: Scope, text: str = "", kind: str = "", *, student: Person | None = None, viewer: User | None = None
) -> Select[Look]:
    """The looks at students of some sites. A text is a student's name or number, or a viewer's name or address."""
    query = select(Look).where(scope.where(Look.site_id))
    if kind in LOOK_KINDS:
        query = query.where(Look.kind == kind)
    if student is not None:
        query = query.where(Look.id.in_(select(LookedAt.look_id).where(LookedAt.person_id == student.id)))
    if viewer is not None:
        query = query.where(Look.viewer_id == viewer.id)
    if text.strip():
        shown = (
            select(LookedAt.look_id).join(Person, Person.id == LookedAt.person_id).where(_called(text, scope))
        )
        query = query.where(or_(Look.viewer_id.in_(_viewers_called(text)), Look.id.in_(shown)))
    return query


def next_page(query: Select[Look], after: Look | None, most: int) -> Sequence[Look]:
    """The newest of them, or those before `after`: one more than asked for where there are more."""
    if after is not None:
        query = query.where(Look.id < after.id)
    shown = (
        joinedload(Look.viewer),
        joinedload(Look.site),
        joinedload(Look.handset),
        joinedload(Look.sign_in),
    )
    return db.session.scalars(query.order_by(Look.id.desc()).limit(most + 1).options(*shown)).all()


def students_of(look: Look, most: int | None = None) -> Sequence[Person]:
    """Whom a look showed, by name."""
    query = select(Person).join(LookedAt, LookedAt.person_id == Person.id).where(LookedAt.look_id == look.id)
    return db.session.scalars(
        query.order_by(Person.family_name, Person.given_name, Person.id).limit(most)
    ).all()


def looked_at_in(looks: Sequence[Look]) -> dict[int, list[Person]]:
    """Whom some looks showed, for those that showed one student alone."""
    return students_in([look for look in looks if look.students == 1])


def students_in(looks: Sequence[Look]) -> dict[int, list[Person]]:
    """Whom each of some looks showed, by name, in one query."""
    found: dict[int, list[Person]] = {}
    query = select(LookedAt.look_id, Person).join(Person, Person.id == LookedAt.person_id)
    query = query.where(LookedAt.look_id.in_([look.id for look in looks]))
    if looks:
        by_name = query.order_by(Person.family_name, Person.given_name, Person.id)
        for look_id, person in db.session.execute(by_name):
            found.setdefault(look_id, []).append(person)
    return found


def _called(text: str, scope: Scope) -> ColumnElement[bool]:
    """Found as on every list of people. Those who left are among them: what was seen of them stays on the log."""
    return and_(scope.where(Person.site_id), Person.kind == "student", called(text))


def _viewers_called(text: str) -> Select[Any]:
    query = select(User.id)
    for word in text.split()[:MOST_WORDS]:
        query = query.where(
            or_(User.name.icontains(word, autoescape=True), User.email.istartswith(word, autoescape=True))
        )
    return query
