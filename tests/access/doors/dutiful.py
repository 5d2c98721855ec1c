"""A training, a breach and somebody's reminder."""

from typing import TypedDict
from uuid import UUID

from sqlalchemy import select

from app.db import db
from app.domain import duties
from app.domain.ledger import Act
from app.models import Reminder, Site, User


class Dutiful(TypedDict):
    training: UUID
    breach: UUID
    reminder: UUID


def dutiful(site: Site, act: Act) -> Dutiful:
    """The uuids that the addresses of duties need."""
    assert act.actor is not None
    told = duties.tell("A tablet was sold.", site, act)
    reminder = Reminder(
        kind="training_left", occasion=site.code, facts={"title": "Counting"}, made_at=act.happened_at
    )
    reminder.user_id = _nobody()
    db.session.add(reminder)
    db.session.flush()
    training = duties.publish("Counting", "Count everything.", None, act)
    return {"training": training.uuid, "breach": told.uuid, "reminder": reminder.uuid}


def _nobody() -> int:
    """Somebody who asks at no door."""
    found = db.session.scalar(select(User.id).where(User.name == "Leo Park"))
    assert found is not None
    return found
