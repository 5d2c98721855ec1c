"""What was refused is settled by a person: dismissed with a word, or done anew by an operation that names it."""

import hashlib
import json
from datetime import datetime
from typing import Any

from sqlalchemy import select

from app.clock import written
from app.db import db, insert_all, uuid7
from app.domain.ledger import Act
from app.domain.offline.batch import Batch
from app.domain.offline.envelope import READERS, Operation
from app.domain.offline.kinds import apply
from app.domain.refusals import AlreadySettled, NoWord, Refusal
from app.models import Operation as KeptOperation
from app.models import PhoneDevice, Room, User

# What was seen stays seen when it was seen; everything else happens when somebody does it anew.
FACTS = {"audit.sight", "audit.absent", "cart.confirm"}
NAMING_A_COUNT = {"audit.sight", "audit.absent", "audit.open"}
IN_A_ROOM = NAMING_A_COUNT | {"asset.move"}
# Nobody can do anew what nobody understood.
HOPELESS = {"bad_payload", "unknown_kind", "reused", "unreadable"}
MOST_WORDS = 2000


class NotToBeDoneAnew(Refusal):
    """It was refused because it could not be understood."""

    reason = "not_to_be_done_anew"


def can_be_done_anew(operation: KeptOperation) -> bool:
    """Whether somebody with the right could do it now."""
    return operation.settled_at is None and operation.reason not in HOPELESS


def dismiss(operation: KeptOperation, word: str, by: User, now: datetime) -> None:
    """Leave it at the refusal. Raises NoWord, AlreadySettled."""
    if not word.strip():
        raise NoWord
    _settle(_open(operation), "dismissed", by, now, word)


def do_anew(
    operation: KeptOperation,
    by: User,
    now: datetime,
    *,
    room: Room | None = None,
    word: str = "",
    after_check_in: bool = False,
) -> None:
    """Do the same by one's own right, in another room where one is given, whatever was changed meanwhile.

    What is to be checked out is checked in first, where that is said.

    The new operation bears the person's name who does it, and names the old one. Raises what its kind refuses,
    NotToBeDoneAnew, AlreadySettled.
    """
    held = _open(operation)
    if not can_be_done_anew(held):
        raise NotToBeDoneAnew
    phone = db.session.get_one(PhoneDevice, held.phone_id)
    anew = _anew(held, phone, by, now, room, after_check_in=after_check_in)
    batch = Batch.read(by, {phone.device_id: phone}, [anew])
    [adds] = apply([anew], batch, [Act(by, "page", anew.captured_at, now, anew.op_id)])
    insert_all(KeptOperation, [_row(anew, held, by, now, adds)])
    _settle(held, "done_anew", by, now, word)
    held.settled_by_op = anew.op_id


def _open(operation: KeptOperation) -> KeptOperation:
    """The operation as it is now, held until the transaction ends. Raises AlreadySettled."""
    query = select(KeptOperation).where(KeptOperation.id == operation.id).with_for_update(of=KeptOperation)
    held = db.session.scalars(query.execution_options(populate_existing=True)).one()
    if held.settled_at is not None:
        raise AlreadySettled
    return held


def _settle(operation: KeptOperation, how: str, by: User, now: datetime, word: str) -> None:
    operation.settled_at, operation.settled_by_id, operation.settled_how = now, by.id, how
    operation.note = word.strip()[:MOST_WORDS] or None
    db.session.flush()


def _anew(
    old: KeptOperation,
    phone: PhoneDevice,
    by: User,
    now: datetime,
    room: Room | None,
    *,
    after_check_in: bool,
) -> Operation:
    """An operation in the shape that phones make, without a number of the phone's and a version to conflict with."""
    payload = {name: value for name, value in old.payload.items() if name != "new_version"}
    if after_check_in:
        payload["after_check_in"] = True
    if room is not None and old.kind in IN_A_ROOM:
        payload["room"] = str(room.uuid)
        if old.kind in NAMING_A_COUNT:
            payload["audit"] = str(uuid7())
    happened_at = min(old.captured_at, now) if old.kind in FACTS else now
    op_id = uuid7()
    told: dict[str, Any] = {
        "op_id": str(op_id), "v": max(READERS), "device_id": str(phone.device_id), "seq": 0,
        "actor_id": str(by.uuid), "kind": old.kind, "captured_at": written(happened_at), "base_version": None,
        "payload": payload, "anew": str(old.op_id),
    }  # fmt: skip
    # In ASCII: a torn character in what the phone sent cannot be written otherwise.
    body = json.dumps(told, sort_keys=True, separators=(",", ":"))
    return Operation(
        op_id=op_id, device_id=phone.device_id, seq=0, actor_id=by.uuid, kind=old.kind, captured_at=happened_at,
        base_version=None, payload=payload, body=body, sha256=hashlib.sha256(body.encode()).hexdigest(),
    )  # fmt: skip


def _row(
    anew: Operation, old: KeptOperation, by: User, now: datetime, adds: dict[str, Any]
) -> dict[str, Any]:
    return {
        "op_id": anew.op_id,
        "sha256": anew.sha256,
        "phone_id": old.phone_id,
        "actor_id": by.id,
        "site_id": old.site_id,
        "seq": 0,
        "kind": anew.kind,
        "captured_at": anew.captured_at,
        "received_at": now,
        "outcome": "applied",
        "reason": None,
        "result": {"facts": {}, "adds": adds},
        "body": anew.body,
        "settled_at": now,
    }
