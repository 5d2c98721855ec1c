"""Reminders on their way: unsent, sent, read."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Select, select, update
from sqlalchemy.orm import joinedload

from app.db import db
from app.models import Reminder, User

MOST_TROUBLE = 300


def unread_of(user: User) -> Sequence[Reminder]:
    """What somebody has not put away yet, oldest first."""
    return db.session.scalars(unread(user).order_by(Reminder.id).options(joinedload(Reminder.site))).all()


def unread(user: User) -> Select[Reminder]:
    """The query of it."""
    return select(Reminder).where(Reminder.user_id == user.id, Reminder.read_at.is_(None))


def unsent(most: int) -> Sequence[Reminder]:
    """What no e-mail went out for yet and nobody has read, oldest first; whoever left is not written to."""
    query = select(Reminder).join(Reminder.user).where(User.disabled_at.is_(None))
    query = query.where(Reminder.sent_at.is_(None), Reminder.read_at.is_(None))
    query = query.options(joinedload(Reminder.user), joinedload(Reminder.site))
    return db.session.scalars(query.order_by(Reminder.tried_at, Reminder.id).limit(most)).all()


def take(reminder: int, tried_at: datetime | None, now: datetime) -> bool:
    """Say that its e-mail is tried now; False where somebody else did since it was last `tried_at`."""
    mine = update(Reminder).where(
        Reminder.id == reminder, Reminder.sent_at.is_(None), Reminder.tried_at.is_not_distinct_from(tried_at)
    )
    return db.session.scalar(mine.values(tried_at=now).returning(Reminder.id)) is not None


def sent(reminder: Reminder, now: datetime) -> None:
    """Its e-mail went out."""
    reminder.sent_at, reminder.tried_at, reminder.trouble = now, now, None


def not_sent(reminder: Reminder, trouble: str, now: datetime) -> None:
    """Its e-mail did not go out, and is tried again."""
    reminder.tried_at, reminder.trouble = now, trouble[:MOST_TROUBLE]


def put_away(reminder: Reminder, now: datetime) -> None:
    """Somebody has read it."""
    reminder.read_at = reminder.read_at or now
