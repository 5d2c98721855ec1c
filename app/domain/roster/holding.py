"""How many devices people hold, who has none or several, and which rooms they answer for. Policy: CUS-1, CUS-7."""

from collections.abc import Sequence

from sqlalchemy import ColumnElement, exists, func, select

from app.db import db
from app.models import Asset, Person, Responsibility

SEVERAL = 2


def devices_held(people: Sequence[int]) -> dict[int, int]:
    """How many devices each of these people holds, by key, in one query."""
    query = select(Asset.holder_id, func.count()).where(Asset.holder_id.in_(people)).group_by(Asset.holder_id)
    return {holder: count for holder, count in db.session.execute(query) if holder is not None}


def without_a_device() -> ColumnElement[bool]:
    """The condition that somebody holds nothing: a student without a device is an exception. Policy: CUS-1."""
    return ~exists().where(Asset.holder_id == Person.id)


def with_several() -> ColumnElement[bool]:
    """The condition that somebody holds two devices or more."""
    held = select(func.count()).where(Asset.holder_id == Person.id).scalar_subquery()
    return held >= SEVERAL


def how_many(site_id: int, kind: str, condition: ColumnElement[bool]) -> int:
    """How many people of a kind at a site a condition is true of; those who left are not among them."""
    people = select(func.count()).where(
        Person.site_id == site_id, Person.kind == kind, Person.left_at.is_(None), condition
    )
    return db.session.scalar(people) or 0


def rooms_answered_for(person_id: int | None) -> set[int]:
    """The keys of the rooms that somebody answers for now. Policy: CUS-7."""
    if person_id is None:
        return set()
    query = select(Responsibility.room_id).where(Responsibility.person_id == person_id)
    return set(db.session.scalars(query.where(Responsibility.ended_at.is_(None))))


def answers_for_something(person_id: int | None) -> bool:
    """Whether a room, or a cart, is somebody's to answer for. Policy: CUS-7."""
    if rooms_answered_for(person_id):
        return True
    carts = exists().where(Asset.responsible_id == person_id, Asset.slots.is_not(None))
    return person_id is not None and bool(db.session.scalar(select(carts)))
