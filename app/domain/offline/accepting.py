"""A batch from a phone: each operation applied once, answered, and its answer kept for ever.

The caller commits before it answers, and rolls back and tries again when the database was in trouble.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Row
from sqlalchemy.exc import IntegrityError, OperationalError

from app.db import db, insert_all
from app.domain.ledger import Act
from app.domain.offline.attempting import Disturbed, answered_before, attempt, runs_of
from app.domain.offline.batch import Batch
from app.domain.offline.envelope import Envelope, Operation, Sent
from app.domain.offline.keeping import Answer, answered, row_of
from app.domain.offline.phones import happened_at, heard_from, note_what_waits, phones_of, take_stock
from app.models import Operation as KeptOperation
from app.models import PhoneDevice, User

# What the caller meets with a rollback and another try; its commit may raise the first of them too.
TROUBLE = (OperationalError, Disturbed)


def accept(
    envelope: Envelope,
    user: User,
    received_at: datetime,
    *,
    cookie: UUID | None = None,
    adopter: User | None = None,
) -> tuple[list[Answer], PhoneDevice | None]:
    """Work through a batch in its order. Gives one answer each, and the phone as the server now knows it.

    `cookie` tells the phone apart from others; `adopter` is who brings the batch, where the phone does not.
    Raises one of TROUBLE when the database is in trouble: nothing of the batch holds then.
    """
    readable = [sent.operation for sent in envelope.sent if sent.operation is not None]
    own = _own(readable, user)
    devices = [operation.device_id for operation in own.values()] or [o.device_id for o in readable[:1]]
    phones = (
        phones_of(devices, user, received_at)
        if adopter
        else _heard(envelope, devices, user, received_at, cookie)
    )
    known = answered_before(own)
    fresh = [operation for operation in own.values() if operation.op_id not in known]
    acts = _acts(fresh, envelope, user, received_at, adopter)
    batch = Batch.read(user, phones, fresh)
    batch.adopter = adopter
    told: dict[UUID, Answer] = {}
    for run in runs_of(fresh) if adopter is None else ([operation] for operation in fresh):
        told |= attempt(run, batch, acts)
    _keep(fresh, told, batch, received_at)
    given: set[UUID] = set()
    answers = [_answer(sent, user, known, told, given) for sent in envelope.sent]
    kept = [operation for operation in own.values() if _is_kept(operation, known, told)]
    _take_stock(phones, kept, fresh, by_itself=adopter is None)
    asking = phones[devices[0]] if devices else next(iter(phones.values()), None)
    if asking is not None and adopter is None:
        note_what_waits(asking, envelope, received_at)
    db.session.flush()
    return answers, asking


def _own(readable: Iterable[Operation], user: User) -> dict[UUID, Operation]:
    """What the person who sends made, each once; what another made waits for them."""
    own: dict[UUID, Operation] = {}
    for operation in readable:
        if operation.actor_id == user.uuid:
            own.setdefault(operation.op_id, operation)
    return own


def _acts(
    fresh: Sequence[Operation], envelope: Envelope, user: User, received_at: datetime, adopter: User | None
) -> dict[UUID, Act]:
    """Whose hand each operation is, and when it happened by our clock."""
    return {
        o.op_id: Act(user, "sync", happened_at(o, envelope, received_at), received_at, o.op_id, adopter)
        for o in fresh
    }


def _take_stock(
    phones: Mapping[UUID, PhoneDevice],
    kept: Sequence[Operation],
    fresh: Sequence[Operation],
    *,
    by_itself: bool,
) -> None:
    """What each phone has brought by now, and which of it is new."""
    for device_id, phone in phones.items():
        here = {o.seq: o.op_id for o in kept if o.device_id == device_id}
        new = [o.seq for o in fresh if here.get(o.seq) == o.op_id]
        take_stock(phone, here, new, by_itself=by_itself)


def _heard(
    envelope: Envelope, devices: Collection[UUID], user: User, received_at: datetime, cookie: UUID | None
) -> dict[UUID, PhoneDevice]:
    """The phones that speak. Raises Disturbed when another batch of a new phone comes at this moment."""
    try:
        return heard_from(envelope, devices, user, received_at, cookie)
    except IntegrityError as twin:
        raise Disturbed from twin


def _keep(
    fresh: Sequence[Operation], told: Mapping[UUID, Answer], batch: Batch, received_at: datetime
) -> None:
    """Keep what was sent with its answer, so that asking again gives the same one. Raises Disturbed."""
    final = [operation for operation in fresh if told[operation.op_id].kept]
    try:
        insert_all(KeptOperation, [row_of(o, told[o.op_id], batch, received_at) for o in final])
    except IntegrityError as twin:
        raise Disturbed from twin


def _is_kept(operation: Operation, known: Mapping[UUID, Row[Any]], told: Mapping[UUID, Answer]) -> bool:
    earlier = known.get(operation.op_id)
    if earlier is not None:
        return bool(earlier.sha256 == operation.sha256)
    return told[operation.op_id].kept


def _answer(
    sent: Sent, user: User, known: Mapping[UUID, Row[Any]], told: Mapping[UUID, Answer], given: set[UUID]
) -> Answer:
    """The answer to one operation as it was sent. Only name and hash decide whether it was answered before."""
    operation = sent.operation
    if operation is None:
        outcome = "deferred" if sent.fault == "newer_version" else "rejected"
        return Answer(sent.op_id, sent.sha256, outcome, sent.fault, kept=False)
    if operation.actor_id != user.uuid:
        return Answer(sent.op_id, sent.sha256, "held", "another_person", kept=False)
    earlier = known.get(operation.op_id)
    answer = told[operation.op_id] if earlier is None else answered(earlier)
    if answer.sha256 != sent.sha256:
        return Answer(sent.op_id, sent.sha256, "rejected", "reused", kept=False)
    twice = operation.op_id in given and answer.kept
    given.add(operation.op_id)
    if twice or answer.op_id != sent.op_id:
        return replace(answer, op_id=sent.op_id, again=answer.again or twice)
    return answer
