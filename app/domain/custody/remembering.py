"""Whose devices the deeds of a desk were about, for whoever did them: a phone keeps no name. Policy: CUS-2, ORG-8."""

from collections.abc import Collection as Keys
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from app.db import db
from app.domain.custody.undoing import UNDOABLE
from app.models import Asset, Event, Operation, Person, User


def whose(op_ids: Keys[UUID], by: User) -> dict[UUID, Person]:
    """To whom, or from whom, a device went by each of somebody's own operations; in two queries."""
    own = select(Operation.result).where(Operation.op_id.in_(op_ids), Operation.actor_id == by.id)
    added = [told.get("adds") or {} for told in db.session.scalars(own)]
    assets = {UUID(each["asset"]) for each in added if each.get("asset")}
    if not assets:
        return {}
    deeds = select(Event).join(Asset, Asset.id == Event.asset_id).where(Asset.uuid.in_(assets))
    deeds = deeds.where(Event.operation.in_(op_ids), Event.action.in_(UNDOABLE), Event.actor_id == by.id)
    found = db.session.scalars(deeds.options(joinedload(Event.person)))
    return {event.operation: event.person for event in found if event.operation and event.person}
