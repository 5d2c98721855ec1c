"""Whether a command came too late: somebody else changed the asset since the phone last knew it."""

from uuid import UUID

from sqlalchemy import select

from app.db import db
from app.domain.ledger import touches
from app.domain.offline.desk import Desk
from app.domain.offline.envelope import Operation
from app.models import Asset, Event
from app.models import Operation as KeptOperation


def changed_by_another(asset: Asset, operation: Operation, desk: Desk) -> bool:
    """Whether anybody but this person on this phone changed custody, place or state since `base_version`."""
    base = operation.base_version
    if base is None or base == asset.version:
        return False
    changes = asset.version - base
    if changes < 0:
        return True
    query = (
        select(Event.operation, Event.changes).where(Event.asset_id == asset.id).order_by(Event.number.desc())
    )
    changed_by = [op_id for op_id, changed in db.session.execute(query) if touches(changed)][:changes]
    return not set(changed_by) <= _own_and_earlier(operation, desk, changed_by)


def _own_and_earlier(operation: Operation, desk: Desk, changed_by: list[UUID | None]) -> set[UUID | None]:
    phone = desk.phones[operation.device_id]
    before = select(KeptOperation.op_id).where(
        KeptOperation.op_id.in_(changed_by),
        KeptOperation.phone_id == phone.id,
        KeptOperation.seq < operation.seq,
    )
    just_now = {
        done.op_id for done in desk.done if done.device_id == operation.device_id and done.seq < operation.seq
    }
    return {*db.session.scalars(before), *just_now}
