"""An operation as it is kept, with the answer it got, so that asking again gives the same one."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import Row

from app.domain.offline.batch import Batch
from app.domain.offline.envelope import Operation, uuid_in


@dataclass(frozen=True, slots=True)
class Answer:
    """What became of one operation. `facts` fill the sentence that the person reads; `adds` is the kind's own.

    What is not `kept` is answered anew whenever it comes again.
    """

    op_id: str | None
    sha256: str
    outcome: str
    reason: str | None = None
    facts: dict[str, Any] = field(default_factory=dict)
    adds: dict[str, Any] = field(default_factory=dict)
    again: bool = False
    kept: bool = True


def row_of(operation: Operation, answer: Answer, batch: Batch, received_at: datetime) -> dict[str, Any]:
    """The columns of an operation that was answered for good."""
    audit, room_uuid = batch.audit(uuid_in(operation.payload, "audit")), uuid_in(operation.payload, "room")
    room = batch.rooms.get(room_uuid) if room_uuid else None
    site_id = audit.site_id if audit else room.site_id if room else batch.sites.get(operation.op_id)
    return {
        "op_id": operation.op_id,
        "sha256": operation.sha256,
        "phone_id": batch.phones[operation.device_id].id,
        "actor_id": batch.user.id,
        "adopted_by_id": batch.adopter.id if batch.adopter else None,
        "site_id": site_id if answer.outcome == "applied" or batch.reaches(site_id) else batch.home,
        "seq": operation.seq,
        "kind": operation.kind,
        "captured_at": operation.captured_at,
        "received_at": received_at,
        "outcome": answer.outcome,
        "reason": answer.reason,
        "result": {"facts": answer.facts, "adds": answer.adds},
        "body": operation.body,
        "settled_at": received_at if answer.outcome == "applied" else None,
    }


def answered(earlier: Row[Any]) -> Answer:
    """The answer that an operation got before."""
    result = earlier.result
    return Answer(
        str(earlier.op_id),
        earlier.sha256,
        earlier.outcome,
        earlier.reason,
        result["facts"],
        result["adds"],
        again=True,
    )
