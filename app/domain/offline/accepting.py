"""A batch from a phone: each operation applied once, answered, and its answer kept for ever.

The caller commits before it answers, and rolls back and tries again when the database was in trouble.
"""

import logging
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Row, select
from sqlalchemy.exc import DBAPIError, IntegrityError, OperationalError

from app.db import db, insert_all
from app.domain.ledger import Act, ChangedMeanwhile
from app.domain.offline.batch import Batch, names_another_thing
from app.domain.offline.envelope import Envelope, Operation, Sent
from app.domain.offline.keeping import Answer, answered, row_of
from app.domain.offline.kinds import Conflict, NotYoursToBring, apply
from app.domain.offline.phones import happened_at, heard_from, note_what_waits, phones_of, take_stock
from app.domain.refusals import Refusal
from app.models import Operation as KeptOperation
from app.models import PhoneDevice, User

log = logging.getLogger(__name__)

TOGETHER = "audit.sight"


class Disturbed(Exception):
    """Another batch got in between. Nothing of this one holds: the caller rolls back and calls again."""


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
    own: dict[UUID, Operation] = {}
    for operation in readable:
        if operation.actor_id == user.uuid:
            own.setdefault(operation.op_id, operation)
    devices = [operation.device_id for operation in own.values()] or [o.device_id for o in readable[:1]]
    phones = (
        phones_of(devices, user, received_at)
        if adopter
        else _heard(envelope, devices, user, received_at, cookie)
    )
    known = _known(own)
    fresh = [operation for operation in own.values() if operation.op_id not in known]
    acts = _acts(fresh, envelope, user, received_at, adopter)
    batch = Batch.read(user, phones, fresh)
    batch.adopter = adopter
    told: dict[UUID, Answer] = {}
    for run in _runs(fresh) if adopter is None else ([operation] for operation in fresh):
        told |= _attempt(run, batch, acts)
    _keep(fresh, told, batch, received_at)
    given: set[UUID] = set()
    answers = [_answer(sent, user, known, told, given) for sent in envelope.sent]
    for device_id, phone in phones.items():
        kept = {o.seq: o.op_id for o in own.values() if o.device_id == device_id and _is_kept(o, known, told)}
        new = [o.seq for o in fresh if kept.get(o.seq) == o.op_id]
        take_stock(phone, kept, new, by_itself=adopter is None)
    asking = phones[devices[0]] if devices else next(iter(phones.values()), None)
    if asking is not None and adopter is None:
        note_what_waits(asking, envelope, received_at)
    db.session.flush()
    return answers, asking


def _acts(
    fresh: Sequence[Operation], envelope: Envelope, user: User, received_at: datetime, adopter: User | None
) -> dict[UUID, Act]:
    """Whose hand each operation is, and when it happened by our clock."""
    return {
        o.op_id: Act(user, "sync", happened_at(o, envelope, received_at), received_at, o.op_id, adopter)
        for o in fresh
    }


def _heard(
    envelope: Envelope, devices: Collection[UUID], user: User, received_at: datetime, cookie: UUID | None
) -> dict[UUID, PhoneDevice]:
    """The phones that speak. Raises Disturbed when another batch of a new phone comes at this moment."""
    try:
        return heard_from(envelope, devices, user, received_at, cookie)
    except IntegrityError as twin:
        raise Disturbed from twin


def _known(own: Collection[UUID]) -> dict[UUID, Row[Any]]:
    """The operations that were answered before."""
    if not own:
        return {}
    columns = (
        KeptOperation.op_id, KeptOperation.sha256, KeptOperation.outcome, KeptOperation.reason, KeptOperation.result,
    )  # fmt: skip
    rows = db.session.execute(select(*columns).where(KeptOperation.op_id.in_(own)))
    return {row.op_id: row for row in rows}


def _runs(operations: Iterable[Operation]) -> Iterator[list[Operation]]:
    """Sightings that follow each other are kept in one stroke; everything else stands alone."""
    run: list[Operation] = []
    for operation in operations:
        if run and not operation.kind == run[-1].kind == TOGETHER:
            yield run
            run = []
        run.append(operation)
    if run:
        yield run


def _attempt(run: Sequence[Operation], batch: Batch, acts: Mapping[UUID, Act]) -> dict[UUID, Answer]:
    """Apply a run. When something in it goes wrong, each half is tried by itself, down to the one that does."""
    batch.moment = acts[run[0].op_id].happened_at
    try:
        with db.session.begin_nested():
            adds = apply(run, batch, [acts[operation.op_id] for operation in run])
    except Exception as error:
        batch.forget()
        _raise_trouble(error)
        if len(run) > 1:
            half = len(run) // 2
            return _attempt(run[:half], batch, acts) | _attempt(run[half:], batch, acts)
        if isinstance(error, IntegrityError):
            if _known([run[0].op_id]):
                raise Disturbed from error
            if names_another_thing(run[0].op_id):
                return {run[0].op_id: Answer(str(run[0].op_id), run[0].sha256, "rejected", "reused")}
        return {run[0].op_id: _refused(run[0], error)}
    batch.settle(run)
    return {
        o.op_id: Answer(str(o.op_id), o.sha256, "applied", adds=more)
        for o, more in zip(run, adds, strict=True)
    }


def _raise_trouble(error: Exception) -> None:
    """What is nobody's fault but the database's, or another batch's, concerns the whole batch."""
    if isinstance(error, OperationalError):
        raise error
    if isinstance(error, ChangedMeanwhile) or (
        isinstance(error, DBAPIError) and error.connection_invalidated
    ):
        raise Disturbed from error


def _refused(operation: Operation, error: Exception) -> Answer:
    name = str(operation.op_id)
    if isinstance(error, NotYoursToBring):
        return Answer(name, operation.sha256, "held", error.reason, error.facts, kept=False)
    if isinstance(error, Refusal):
        outcome = "conflict" if isinstance(error, Conflict) else "rejected"
        return Answer(name, operation.sha256, outcome, error.reason, error.facts)
    # One bad operation never blocks the rest: the phone keeps it, and we look at this.
    log.error("operation %s (%s) failed and stays on the phone", name, operation.kind, exc_info=error)
    return Answer(name, operation.sha256, "deferred", "our_fault", kept=False)


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
