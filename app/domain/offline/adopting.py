"""A queue that was carried out of a phone as a file: who brings it answers for it beside the person who did it."""

import json
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import select

from app.clock import parse_instant
from app.db import db
from app.domain.access import Scope
from app.domain.offline.envelope import EARLIEST, LATEST, Envelope, Sent, read_envelope
from app.domain.offline.keeping import Answer
from app.domain.portions import portions
from app.domain.refusals import Refusal
from app.models import Adoption, PhoneDevice, User
from app.models import Operation as KeptOperation
from app.models.offline import FINAL_OUTCOMES

VERSION = 1
MOST_BYTES = 16 * 1024 * 1024
MOST_OPERATIONS = 20_000
AT_ONCE = 200


class NotAQueue(Refusal):
    """The file is not one that a phone wrote."""

    reason = "not_a_queue"


class NotYoursToAdopt(Refusal):
    """The queue is of nobody who works, or worked, at one's sites."""

    reason = "not_yours_to_adopt"


@dataclass(slots=True)
class Preview:
    """What is in a queue, before anything is done with it. `known` was heard from the phone before."""

    kinds: Counter[str] = field(default_factory=Counter)
    fresh: int = 0
    known: int = 0
    others: int = 0
    unreadable: int = 0
    first_at: datetime | None = None
    last_at: datetime | None = None


def put_down(text: str, by: User, scope: Scope, now: datetime) -> Adoption:
    """Keep a file that somebody brings, to be looked at. Raises NotAQueue, NotYoursToAdopt."""
    told = _read(text)
    actor = _person(told.get("actor_id"))
    if actor is None or not may_be_adopted(actor, scope):
        raise NotYoursToAdopt
    adoption = Adoption(by=by, actor=actor, uploaded_at=now, content=text, told={})
    adoption.exported_at = _moment(told.get("exported_at"))
    db.session.add(adoption)
    db.session.flush()
    return adoption


def may_be_adopted(actor: User, scope: Scope) -> bool:
    """Whether the person works, or worked, at a site of the scope."""
    return scope.everywhere or any(grant.site_id in scope.sites for grant in actor.grants if grant.site_id)


def preview(adoption: Adoption) -> Preview:
    """What a queue holds, as far as it is of the person whose it says it is."""
    told, actor_id = Preview(), adoption.actor.uuid
    sent = [each for envelope in _envelopes(adoption, None) for each in envelope.sent]
    known = _known(each.operation.op_id for each in sent if each.operation is not None)
    for each in sent:
        operation = each.operation
        if operation is None:
            told.unreadable += 1
        elif operation.actor_id != actor_id:
            told.others += 1
        else:
            told.known += operation.op_id in known
            told.fresh += operation.op_id not in known
            told.kinds[operation.kind] += 1
            told.first_at = min(told.first_at or operation.captured_at, operation.captured_at)
            told.last_at = max(told.last_at or operation.captured_at, operation.captured_at)
    return told


def batches(adoption: Adoption, now: datetime) -> Iterator[Envelope]:
    """A queue as a phone would send it, part by part. How wrong its clock is was learnt when it sent by itself."""
    yield from _envelopes(adoption, now)


def outcome_of(answer: Answer) -> str:
    """What became of one operation, as the page of an adoption tells it."""
    if answer.again:
        return "again"
    if answer.outcome == "rejected" and not answer.kept:
        return "unreadable"
    return "not_yours" if answer.reason == "not_yours_to_bring" else answer.outcome


def conclude(adoption: Adoption, outcomes: Counter[str], now: datetime) -> None:
    """Add what became of the queue this time to what was told before: what an earlier go did is none known before."""
    held = db.session.scalars(
        select(Adoption)
        .where(Adoption.id == adoption.id)
        .with_for_update(of=Adoption)
        .execution_options(populate_existing=True)
    ).one()
    before = Counter({outcome: held.told.get(outcome, 0) for outcome in FINAL_OUTCOMES})
    told = outcomes + before
    told["again"] -= before.total()
    held.told, held.adopted_at = dict(+told), held.adopted_at or now


def _envelopes(adoption: Adoption, now: datetime | None) -> Iterator[Envelope]:
    operations = _read(adoption.content)["operations"]
    for start in range(0, len(operations), AT_ONCE):
        envelope = read_envelope({"operations": operations[start : start + AT_ONCE]})
        sent_at = now - _wrong_by(envelope.sent, adoption.actor) if now is not None else None
        yield Envelope(sent_at, None, 0, 0, envelope.sent)


def _wrong_by(sent: Iterable[Sent], actor: User) -> timedelta:
    devices = {each.operation.device_id for each in sent if each.operation is not None}
    query = select(PhoneDevice.clock_offset_ms).where(
        PhoneDevice.device_id.in_(devices), PhoneDevice.user_id == actor.id
    )
    return timedelta(milliseconds=db.session.scalar(query.limit(1)) or 0)


def _read(text: str) -> dict[str, Any]:
    try:
        told = json.loads(text)
    except (ValueError, RecursionError):
        raise NotAQueue(why="unreadable") from None
    if not isinstance(told, dict) or told.get("rollcall") != "queue":
        raise NotAQueue(why="something else")
    if told.get("v") != VERSION:
        raise NotAQueue(why="another version")
    operations = told.get("operations")
    if not isinstance(operations, list) or len(operations) > MOST_OPERATIONS:
        raise NotAQueue(why="operations")
    return told


def _person(told: Any) -> User | None:
    try:
        uuid = UUID(told)
    except (TypeError, ValueError, AttributeError):
        return None
    return db.session.scalar(select(User).where(User.uuid == uuid))


def _moment(told: Any) -> datetime | None:
    """A time as a file tells it; None where it is none, or none that anybody could have saved a queue at."""
    try:
        moment = parse_instant(told)
    except (TypeError, ValueError, OverflowError):
        return None
    return moment if EARLIEST <= moment <= LATEST else None


def _known(names: Iterable[UUID]) -> set[UUID]:
    known: set[UUID] = set()
    for wanted in portions(names):
        query = select(KeptOperation.op_id).where(KeptOperation.op_id.in_(wanted))
        known |= set(db.session.scalars(query))
    return known
