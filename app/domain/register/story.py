"""What happened to an asset, an event at a time."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from app.db import db
from app.models import Asset, Event, User


def events_of(asset: Asset, *, most: int, before: int | None = None) -> list[Event]:
    """Its events, newest first, with whom and what they name; those before one of a number, where it is told."""
    query = select(Event).where(Event.asset_id == asset.id).order_by(Event.number.desc()).limit(most)
    if before:
        query = query.where(Event.number < before)
    named = (
        joinedload(Event.actor), joinedload(Event.room), joinedload(Event.person), joinedload(Event.site),
    )  # fmt: skip
    return list(db.session.scalars(query.options(*named)))


def adopters_of(events: Sequence[Event]) -> dict[str, str]:
    """Who took over what somebody else's phone could not send: names by uuid."""
    uuids = {UUID(told) for event in events if (told := event.details.get("adopted_by"))}
    query = select(User.uuid, User.name).where(User.uuid.in_(uuids))
    return {str(uuid): name for uuid, name in db.session.execute(query)} if uuids else {}
