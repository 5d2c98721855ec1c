"""Runs of operations, applied: when something in one goes wrong, each half by itself, down to the one that does."""

import logging
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import Row, select
from sqlalchemy.exc import DBAPIError, IntegrityError, OperationalError

from app.db import db
from app.domain.ledger import Act, ChangedMeanwhile
from app.domain.offline.batch import Batch, names_another_thing
from app.domain.offline.envelope import Operation
from app.domain.offline.keeping import Answer
from app.domain.offline.kinds import Conflict, NotYoursToBring, apply
from app.domain.refusals import Refusal
from app.models import Operation as KeptOperation

log = logging.getLogger(__name__)

TOGETHER = "audit.sight"


class Disturbed(Exception):
    """Another batch got in between. Nothing of this one holds: the caller rolls back and calls again."""


def runs_of(operations: Iterable[Operation]) -> Iterator[list[Operation]]:
    """Sightings that follow each other are kept in one stroke; everything else stands alone."""
    run: list[Operation] = []
    for operation in operations:
        if run and not operation.kind == run[-1].kind == TOGETHER:
            yield run
            run = []
        run.append(operation)
    if run:
        yield run


def attempt(run: Sequence[Operation], batch: Batch, acts: Mapping[UUID, Act]) -> dict[UUID, Answer]:
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
            return attempt(run[:half], batch, acts) | attempt(run[half:], batch, acts)
        if isinstance(error, IntegrityError):
            if answered_before([run[0].op_id]):
                raise Disturbed from error
            if names_another_thing(run[0].op_id):
                return {run[0].op_id: Answer(str(run[0].op_id), run[0].sha256, "rejected", "reused")}
        return {run[0].op_id: _refused(run[0], error)}
    batch.settle(run)
    return {
        o.op_id: Answer(str(o.op_id), o.sha256, "applied", adds=more)
        for o, more in zip(run, adds, strict=True)
    }


def answered_before(own: Collection[UUID]) -> dict[UUID, Row[Any]]:
    """The operations that were answered before."""
    if not own:
        return {}
    columns = (
        KeptOperation.op_id, KeptOperation.sha256, KeptOperation.outcome, KeptOperation.reason, KeptOperation.result,
    )  # fmt: skip
    rows = db.session.execute(select(*columns).where(KeptOperation.op_id.in_(own)))
    return {row.op_id: row for row in rows}


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
