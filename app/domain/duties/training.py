"""The yearly training of inventory device managers: the district keeps it, each goes through it once. Policy: ORG-3."""

from collections.abc import Collection
from datetime import date, datetime

from sqlalchemy import select

from app import clock
from app.db import db
from app.domain import policy
from app.domain.ledger import Act
from app.domain.refusals import Refusal
from app.models import Training, TrainingCompletion, User

MOST_LETTERS = 20_000


class NothingToRead(Refusal):
    """A training has a title and something to read."""

    reason = "nothing_to_read"


class NoTraining(Refusal):
    """The training is not this year's any more."""

    reason = "no_training"


def publish(title: str, text: str, address: str | None, act: Act) -> Training:
    """The material of this fiscal year; what was published before this year gives way to it. Raises NothingToRead."""
    if not title.strip() or not text.strip():
        raise NothingToRead
    training = Training(
        year_began_on=_this_year(act.happened_at), title=title.strip()[:200], text=text.strip()[:MOST_LETTERS],
        address=(address or "").strip()[:500] or None, published_at=act.happened_at, published_by=act.actor,
    )  # fmt: skip
    db.session.add(training)
    db.session.flush()
    return training


def training_of(on: date | None = None) -> Training | None:
    """What is to be gone through in the fiscal year of a day (today's where none is given)."""
    year = policy.fiscal_year_start(on or clock.day())
    query = select(Training).where(Training.year_began_on == year)
    return db.session.scalar(query.order_by(Training.id.desc()).limit(1))


def complete(training: Training, user: User, act: Act) -> None:
    """Somebody went through it; a second time changes nothing. Raises NoTraining."""
    current = training_of(clock.day(act.happened_at))
    if current is None or current.year_began_on != training.year_began_on:
        raise NoTraining
    if user.id not in completed_by([user.id]):
        db.session.add(TrainingCompletion(training=training, user=user, completed_at=act.happened_at))
        db.session.flush()


def completed_by(users: Collection[int], on: date | None = None) -> dict[int, datetime]:
    """When each of these went through a training of the fiscal year, by key."""
    year = policy.fiscal_year_start(on or clock.day())
    query = select(TrainingCompletion.user_id, TrainingCompletion.completed_at).join(
        Training, Training.id == TrainingCompletion.training_id
    )
    query = query.where(Training.year_began_on == year, TrainingCompletion.user_id.in_(users))
    return dict(db.session.execute(query.order_by(TrainingCompletion.id.desc())).all())


def _this_year(moment: datetime) -> date:
    return policy.fiscal_year_start(clock.day(moment))
