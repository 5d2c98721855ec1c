"""A batch from a phone: each operation applied once, answered, and its answer kept for ever.

The caller commits before it answers, and rolls back and tries again when the database was in trouble.
"""

import logging
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import insert
from sqlalchemy.exc import DBAPIError, OperationalError

from app.db import db
from app.domain import audits
from app.domain.ledger import Act
from app.domain.offline.desk import Desk
from app.domain.offline.envelope import Envelope, Sent
from app.domain.offline.envelope import Operation as SentOperation
from app.domain.offline.kinds import COMING, KINDS, Conflict, apply
from app.domain.offline.phones import heard_from
from app.domain.refusals import Refusal
from app.models import Operation, PhoneDevice, User

log = logging.getLogger(__name__)


@dataclass(slots=True)
class Answer:
    """What became of one operation. `facts` fill the sentence that the person reads; `adds` is the kind's own."""

    op_id: str | None
    sha256: str
    outcome: str
    reason: str | None
    facts: dict[str, Any]
    adds: dict[str, Any]
    again: bool = False


def accept(envelope: Envelope, user: User, received_at: datetime) -> tuple[list[Answer], PhoneDevice | None]:
    """Work through a batch in its order. Gives one answer each, and the phone as the server now knows it.

    Raises OperationalError when the database is in trouble: nothing of the batch holds then.
    """
    readable = [sent.operation for sent in envelope.sent if sent.operation is not None]
    own = [operation for operation in readable if operation.actor_id == user.uuid]
    phones = heard_from(envelope, own, user, received_at)
    desk = Desk.laid(user, own)
    kept: dict[UUID, dict[str, Any]] = {}
    answers = [_answer(sent, user, desk, phones, received_at, kept) for sent in envelope.sent]
    if kept:
        db.session.execute(insert(Operation), list(kept.values()))
    for count in desk.counts.values():
        if count.touched and count.audit.finished_at is not None:
            audits.make_difference_again(count.audit, Act(user, "sync", received_at, received_at))
    for operation in own:
        phone = phones[operation.device_id]
        if operation.seq >= phone.last_seq and (operation.op_id in kept or operation.op_id in desk.answered):
            phone.last_seq, phone.last_op_id = operation.seq, operation.op_id
    db.session.flush()
    return answers, phones.get(own[0].device_id) if own else None


def _answer(
    sent: Sent, user: User, desk: Desk, phones: dict[UUID, PhoneDevice], received_at: datetime, kept: dict[UUID, dict[str, Any]]
) -> Answer:
    operation = sent.operation
    if operation is None:
        outcome = "deferred" if sent.fault == "newer_version" else "rejected"
        return Answer(sent.op_id, sent.sha256, outcome, sent.fault, {}, {})
    if operation.actor_id != user.uuid:
        return Answer(sent.op_id, sent.sha256, "held", "another_person", {}, {})
    if earlier := desk.answered.get(operation.op_id):
        return _again(earlier, sent)
    if twin := kept.get(operation.op_id):
        return _again(Operation(**twin), sent)
    answer = _apply(operation, sent, desk, received_at)
    if answer.outcome != "deferred":
        kept[operation.op_id] = _kept(operation, answer, desk, phones[operation.device_id], received_at)
    return answer


def _again(earlier: Operation, sent: Sent) -> Answer:
    """Only the name and the hash decide: the same body gets the same answer, another body is refused."""
    if earlier.sha256 != sent.sha256:
        return Answer(sent.op_id, sent.sha256, "rejected", "reused", {}, {}, again=True)
    told = earlier.result
    return Answer(sent.op_id, sent.sha256, earlier.outcome, earlier.reason, told["facts"], told["adds"], again=True)


def _apply(operation: SentOperation, sent: Sent, desk: Desk, received_at: datetime) -> Answer:
    def told(outcome: str, reason: str | None = None, **more: Any) -> Answer:
        return Answer(sent.op_id, sent.sha256, outcome, reason, more.get("facts", {}), more.get("adds", {}))

    if operation.kind in COMING:
        return told("deferred", "not_yet")
    if operation.kind not in KINDS:
        return told("rejected", "unknown_kind")
    happened_at = min(operation.captured_at, received_at + timedelta(days=3))
    act = Act(desk.user, "sync", happened_at, received_at, operation.op_id)
    try:
        with db.session.begin_nested():
            return told("applied", adds=apply(operation, desk, act))
    except Conflict as refusal:
        return told("conflict", refusal.reason, facts=refusal.facts)
    except Refusal as refusal:
        desk.forget()
        return told("rejected", refusal.reason, facts=refusal.facts)
    except OperationalError:
        raise
    except DBAPIError as fault:
        if fault.connection_invalidated:
            raise
        return _deferred(operation, desk, told)
    except Exception:  # noqa: BLE001 - one bad operation never blocks the rest; it is kept by the phone and logged here
        return _deferred(operation, desk, told)


def _deferred(operation: SentOperation, desk: Desk, told: Any) -> Answer:
    log.exception("operation %s (%s) failed and stays on the phone", operation.op_id, operation.kind)
    desk.forget()
    deferred: Answer = told("deferred", "our_fault")
    return deferred


def _kept(
    operation: SentOperation, answer: Answer, desk: Desk, phone: PhoneDevice, received_at: datetime
) -> dict[str, Any]:
    audit_uuid = _uuid_or_none(operation.payload.get("audit"))
    audit = desk.audits.get(audit_uuid) if audit_uuid else None
    room_uuid = _uuid_or_none(operation.payload.get("room"))
    room = desk.rooms.get(room_uuid) if room_uuid else None
    return {
        "op_id": operation.op_id,
        "sha256": answer.sha256,
        "phone_id": phone.id,
        "actor_id": desk.user.id,
        "site_id": audit.site_id if audit else room.site_id if room else None,
        "seq": operation.seq,
        "kind": operation.kind,
        "captured_at": operation.captured_at,
        "received_at": received_at,
        "outcome": answer.outcome,
        "reason": answer.reason,
        "result": {"facts": answer.facts, "adds": answer.adds},
        "payload": operation.payload,
        "settled_at": None if answer.outcome != "applied" else received_at,
        "settled_by_id": None,
    }


def _uuid_or_none(value: Any) -> UUID | None:
    try:
        return UUID(value)
    except (TypeError, ValueError, AttributeError):
        return None

