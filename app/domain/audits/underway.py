"""A room as whoever comes to count it finds it: the count that is open in it, and who answers for it."""

from typing import NamedTuple
from uuid import UUID

from sqlalchemy import Select
from sqlalchemy.orm import joinedload

from app.db import db
from app.models import Audit, Person, Responsibility, Room


class Underway(NamedTuple):
    """A room, the count that is open in it, and who answers for it."""

    room: Room
    audit: Audit | None
    answers: Person | None


def underway_in(rooms: Select[Room], uuid: UUID) -> Underway | None:
    """How it stands in one of these rooms; None where it is none of them. One query."""
    open_one = (Audit.room_id == Room.id) & Audit.finished_at.is_(None)
    open_duty = (Responsibility.room_id == Room.id) & Responsibility.ended_at.is_(None)
    query = rooms.where(Room.uuid == uuid).outerjoin(Audit, open_one).outerjoin(Responsibility, open_duty)
    query = query.outerjoin(Person, Person.id == Responsibility.person_id).options(joinedload(Audit.names))
    found = db.session.execute(query.add_columns(Audit, Person)).unique().first()
    return Underway(*found) if found else None
