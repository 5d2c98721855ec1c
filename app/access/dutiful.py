"""The doors to trainings, breaches, reminders and the people of a site."""

from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from app.access.doors import scope
from app.access.finding import one
from app.access.guard import signed_in
from app.models import Breach, BreachNote, Grant, Reminder, Site, Training, User


def user_at(uuid: UUID, site: Site) -> User:
    """Somebody who holds a role at a site."""
    query = select(User).join(Grant, Grant.user_id == User.id)
    return one(query.where(User.uuid == uuid, Grant.site_id == site.id, scope().where(Grant.site_id)))


def training(uuid: UUID) -> Training:
    """A training, which is everybody's."""
    return one(select(Training).where(Training.uuid == uuid))


def breach(uuid: UUID) -> Breach:
    """A breach that somebody told of."""
    query = select(Breach).where(Breach.uuid == uuid)
    notes = joinedload(Breach.notes).joinedload(BreachNote.by)
    return one(query.options(notes, joinedload(Breach.site), joinedload(Breach.told_by)))


def reminder(uuid: UUID) -> Reminder:
    """One's own reminder."""
    return one(select(Reminder).where(Reminder.uuid == uuid, Reminder.user_id == signed_in().id))
