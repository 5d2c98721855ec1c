"""How many devices people hold, and which rooms they answer for."""

from collections.abc import Sequence

from sqlalchemy import func, select

from app.db import db
from app.models import Asset, Responsibility


def devices_held(people: Sequence[int]) -> dict[int, int]:
    """How many devices each of these people holds, by key, in one query."""
    query = select(Asset.holder_id, func.count()).where(Asset.holder_id.in_(people)).group_by(Asset.holder_id)
    return {holder: count for holder, count in db.session.execute(query) if holder is not None}


def rooms_answered_for(person_id: int | None) -> set[int]:
    """The keys of the rooms that somebody answers for now. Policy: CUS-7."""
    if person_id is None:
        return set()
    query = select(Responsibility.room_id).where(Responsibility.person_id == person_id)
    return set(db.session.scalars(query.where(Responsibility.ended_at.is_(None))))
