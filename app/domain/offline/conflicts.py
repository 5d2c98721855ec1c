"""Whether a command came too late: somebody else changed the asset since the phone last knew it."""

from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from app.clock import written
from app.db import db
from app.domain.ledger import touches
from app.domain.offline.batch import Batch
from app.domain.offline.envelope import Operation
from app.models import Asset, Event
from app.models import Operation as KeptOperation

MOST_EVENTS = 200


def changed_by_another(asset: Asset, operation: Operation, batch: Batch) -> bool:
    """Whether anybody but this person on this phone changed custody, place or state since `base_version`."""
    return changed_since(operation.base_version, asset, operation, batch)


def changed_since(base: int | None, asset: Asset, operation: Operation, batch: Batch) -> bool:
    """The same of any version: an operation about two devices tells one for each."""
    if base is None or base == asset.version:
        return False
    changes = asset.version - base
    if changes < 0:
        return True
    query = (
        select(Event.operation, Event.changes).where(Event.asset_id == asset.id).order_by(Event.number.desc())
    )
    changed_by = [op_id for op_id, changed in db.session.execute(query) if touches(changed)][:changes]
    return not set(changed_by) <= _own_and_earlier(operation, batch, changed_by)


def both_sides(asset: Asset) -> dict[str, Any]:
    """How the asset stands now, and who changed it last: the other side of a conflict, without its holder's name."""
    query = select(Event).where(Event.asset_id == asset.id).order_by(Event.number.desc())
    events = db.session.scalars(query.options(joinedload(Event.actor)).limit(MOST_EVENTS))
    last = next((event for event in events if touches(event.changes)), None)
    seen = asset.last_seen_room
    return {
        "asset": str(asset),
        "place": asset.room.name if asset.room else str(asset.cart) if asset.cart else None,
        "version": asset.version,
        "state": asset.state,
        "action": last.action if last else None,
        "by": last.actor.name if last and last.actor else None,
        "at": written(last.happened_at) if last else None,
        "seen_at": written(asset.last_seen_at) if asset.last_seen_at else None,
        "seen_in": seen.name if seen and seen.site_id == asset.site_id else None,
    }


def _own_and_earlier(operation: Operation, batch: Batch, changed_by: list[UUID | None]) -> set[UUID | None]:
    phone = batch.phones[operation.device_id]
    before = select(KeptOperation.op_id).where(
        KeptOperation.op_id.in_(changed_by),
        KeptOperation.phone_id == phone.id,
        KeptOperation.actor_id == batch.user.id,  # not what somebody did anew in their stead
        KeptOperation.seq < operation.seq,
    )
    just_now = {
        done.op_id
        for done in batch.done
        if done.device_id == operation.device_id and done.seq < operation.seq
    }
    return {*db.session.scalars(before), *just_now}
