"""What a batch needs to know, read in a few queries before its operations are applied."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from app.db import db
from app.domain.audits import Count
from app.domain.looking_up import assets_meant_by
from app.domain.offline.envelope import Operation as SentOperation
from app.models import Asset, Audit, AuditName, EarlyUndo, Operation, Room, User


@dataclass(slots=True)
class Desk:
    """The things on the table while one person's batch is worked through."""

    user: User
    answered: dict[UUID, Operation]
    meant: dict[str, list[Asset]]
    rooms: dict[UUID, Room]
    audits: dict[UUID, Audit]
    early_undos: dict[UUID, EarlyUndo]
    counts: dict[int, Count] = field(default_factory=dict)

    @classmethod
    def laid(cls, user: User, operations: Sequence[SentOperation]) -> "Desk":
        """Everything the operations name, read at once; assets are locked in key order."""
        named = [_uuids(operation.payload) for operation in operations]
        ids = [operation.op_id for operation in operations]
        codes = {code for o in operations if isinstance(code := o.payload.get("code"), str)}
        return cls(
            user=user,
            answered={row.op_id: row for row in _all(Operation, Operation.op_id, ids)},
            meant=assets_meant_by(codes, lock=True),
            rooms={r.uuid: r for r in _all(Room, Room.uuid, [n["room"] for n in named if "room" in n], Room.site)},
            audits=_audits([n["audit"] for n in named if "audit" in n]),
            early_undos={row.sighting: row for row in _all(EarlyUndo, EarlyUndo.sighting, ids)},
        )

    def assets(self, code: str) -> list[Asset]:
        """What a code means; looked up now where it was not known before the batch began."""
        if code not in self.meant:
            self.meant |= assets_meant_by([code], lock=True)
        return self.meant[code]

    def count(self, audit: Audit, room: Room) -> Count:
        """What is known about an audit, read once a batch."""
        if audit.id not in self.counts:
            self.counts[audit.id] = Count.of(audit, room)
        return self.counts[audit.id]

    def forget(self) -> None:
        """Drop what was worked out on the way: an operation failed, and what it left here may be wrong."""
        self.counts.clear()


def _uuids(payload: dict[str, Any]) -> dict[str, UUID]:
    found = {}
    for name in ("room", "audit"):
        try:
            found[name] = UUID(payload[name])
        except (KeyError, TypeError, ValueError, AttributeError):
            continue
    return found


def _audits(uuids: list[UUID]) -> dict[UUID, Audit]:
    rows = db.session.execute(
        select(AuditName.uuid, Audit)
        .join(Audit, Audit.id == AuditName.audit_id)
        .where(AuditName.uuid.in_(set(uuids)))
        .options(joinedload(Audit.room))
    )
    return dict(rows.all()) if uuids else {}


def _all(model: Any, column: Any, values: list[Any], *joined: Any) -> list[Any]:
    if not values:
        return []
    query = select(model).where(column.in_(set(values))).options(*[joinedload(one) for one in joined])
    return list(db.session.scalars(query))
