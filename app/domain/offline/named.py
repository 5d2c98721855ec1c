"""What the operations of a batch name, found in a few queries: rooms, audits, assets, codes."""

from collections.abc import Iterable, Sequence
from typing import Any, TypeVar
from uuid import UUID

from sqlalchemy import Select, select
from sqlalchemy.orm import InstrumentedAttribute, joinedload

from app.db import db
from app.domain.looking_up import held
from app.domain.offline.envelope import Operation, uuid_in
from app.domain.portions import portions
from app.models import Absence, Asset, Audit, AuditName, Room, Sighting

T = TypeVar("T")
Named = dict[str, set[UUID]]

MOST_SLOTS = 500
# PostgreSQL takes 65,535 values in a query, and a batch may name more than that.
AT_ONCE = 1000


def named_by(operations: Sequence[Operation]) -> Named:
    """The uuids that the operations name, by what they are of."""
    named: Named = {"room": set(), "audit": set(), "sighting": set(), "asset": set()}
    for operation in operations:
        for name, found in named.items():
            # The asset of a sighting is only what the phone took its code for, except of one seen without a code.
            by_code = operation.kind == "audit.sight" and operation.payload.get("method") != "seen"
            if name == "asset" and by_code:
                continue
            if (uuid := uuid_in(operation.payload, name)) is not None:
                found.add(uuid)
        carried = (uuid_in(slot, "asset") for slot in _slots(operation.payload))
        named["asset"] |= {
            uuid for uuid in (uuid_in(operation.payload, "cart"), *carried) if uuid is not None
        }
    return named


def codes_in(payload: dict[str, Any]) -> Iterable[str]:
    """Every code an operation tells, so that all are looked up, and their assets held, at once."""
    told = [payload.get(name) for name in ("code", "old", "new")]
    return [
        code for code in (*told, *(slot.get("code") for slot in _slots(payload))) if isinstance(code, str)
    ]


def rooms_of(named: Named) -> set[int]:
    """The keys of the rooms in which audits, and what is undone, took place."""
    rooms = set(rows_with(select(Audit.room_id).join(AuditName), AuditName.uuid, named["audit"]))
    for model in (Sighting, Absence):
        undone = select(Audit.room_id).join(model, model.audit_id == Audit.id)
        rooms.update(rows_with(undone, model.uuid, named["sighting"]))
    return rooms


def assets_named(uuids: set[UUID]) -> dict[UUID, Asset]:
    """Those assets, held in the order of their keys."""
    keys = sorted(rows_with(select(Asset.id), Asset.uuid, uuids))
    return {asset.uuid: asset for some in portions(keys, AT_ONCE) for asset in held(some).values()}


def audits_named(uuids: set[UUID]) -> dict[UUID, Audit]:
    """Those audits, by the names that were given."""
    if not uuids:
        return {}
    rows = db.session.execute(
        select(AuditName.uuid, Audit)
        .join(Audit, Audit.id == AuditName.audit_id)
        .where(AuditName.uuid.in_(uuids))
        .options(joinedload(Audit.room).joinedload(Room.site), joinedload(Audit.names))
        .execution_options(populate_existing=True)
    )
    return dict(rows.unique().all())


def rows_with(query: Select[T], column: InstrumentedAttribute[UUID], wanted: set[UUID]) -> list[T]:
    """What a query gives where the column is one of those wanted."""
    return [
        row for some in portions(wanted, AT_ONCE) for row in db.session.scalars(query.where(column.in_(some)))
    ]


def _slots(payload: dict[str, Any]) -> list[dict[str, Any]]:
    """The slots of a cart; of more than any cart has, which is refused, nothing is looked up."""
    slots = payload.get("slots")
    if not isinstance(slots, list) or len(slots) > MOST_SLOTS:
        return []
    return [slot for slot in slots if isinstance(slot, dict)]
