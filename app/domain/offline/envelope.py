"""What a phone sends, taken apart with care: the envelope, and each operation's frozen body."""

import hashlib
import json
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from app.clock import parse_instant
from app.domain.refusals import Refusal

VERSION = 1
MOST_OPERATIONS = 1000
MOST_SEQ = 2**53


class BadEnvelope(Refusal):
    """The envelope itself cannot be read: the phone halves its batch."""

    reason = "bad_envelope"


class BadBody(Refusal):
    """One operation cannot be read. `reason` says in what."""

    def __init__(self, reason: str, op_id: str | None = None) -> None:
        super().__init__(op_id=op_id)
        self.reason = reason


@dataclass(frozen=True, slots=True)
class Operation:
    """An operation as the phone froze it."""

    op_id: UUID
    device_id: UUID
    seq: int
    actor_id: UUID
    kind: str
    captured_at: datetime
    base_version: int | None
    payload: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Sent:
    """One operation of a batch: readable, or with the reason why not."""

    sha256: str
    operation: Operation | None
    op_id: str | None
    fault: str | None


@dataclass(frozen=True, slots=True)
class Envelope:
    """A batch. `last_seq` and `first_kept` are the phone's counter and the oldest number it still has."""

    sent_at: datetime | None
    server_epoch: str | None
    last_seq: int
    first_kept: int
    sent: list[Sent]


def read_envelope(data: Any) -> Envelope:
    """A parsed request body as an envelope. Raises BadEnvelope."""
    if not isinstance(data, dict) or not isinstance(data.get("operations"), list):
        raise BadEnvelope(what="operations")
    if len(data["operations"]) > MOST_OPERATIONS:
        raise BadEnvelope(what="too many operations")
    return Envelope(
        sent_at=_instant(data.get("sent_at")),
        server_epoch=data.get("server_epoch") if isinstance(data.get("server_epoch"), str) else None,
        last_seq=_count(data, "last_seq"),
        first_kept=_count(data, "first_kept"),
        sent=[_sent(item) for item in data["operations"]],
    )


def _sent(item: Any) -> Sent:
    if not isinstance(item, dict) or not isinstance(item.get("body"), str):
        return Sent("", None, None, "unreadable")
    body, claimed = item["body"], item.get("sha256")
    try:
        digest = hashlib.sha256(body.encode()).hexdigest()
    except UnicodeEncodeError:
        return Sent("", None, None, "unreadable")
    told = claimed if isinstance(claimed, str) else ""
    if digest != told:
        return Sent(told, None, _op_id_in(body), "bad_hash")
    try:
        return Sent(digest, (operation := _operation(body)), str(operation.op_id), None)
    except BadBody as refusal:
        return Sent(digest, None, refusal.facts["op_id"], refusal.reason)


def _operation(body: str) -> Operation:
    data = _json(body)
    if not isinstance(data, dict):
        raise BadBody("unreadable")
    op_id = str(data.get("op_id"))
    try:
        version = data["v"]
        operation = Operation(
            op_id=UUID(data["op_id"]),
            device_id=UUID(data["device_id"]),
            seq=data["seq"],
            actor_id=UUID(data["actor_id"]),
            kind=data["kind"],
            captured_at=parse_instant(data["captured_at"]),
            base_version=data.get("base_version"),
            payload=data["payload"],
        )
    except (KeyError, TypeError, ValueError, AttributeError, OverflowError) as fault:
        raise BadBody("unreadable", op_id) from fault
    if type(version) is not int or version < 1:
        raise BadBody("unreadable", op_id)
    if version > VERSION:
        raise BadBody("newer_version", op_id)
    _check_types(operation, op_id)
    return operation


def _check_types(operation: Operation, op_id: str) -> None:
    good = (
        type(operation.seq) is int
        and 0 < operation.seq <= MOST_SEQ
        and isinstance(operation.kind, str)
        and isinstance(operation.payload, dict)
        and (operation.base_version is None or type(operation.base_version) is int)
    )
    if not good:
        raise BadBody("unreadable", op_id)


def _json(text: str) -> Any:
    try:
        return json.loads(text)
    except (ValueError, RecursionError) as fault:
        raise BadBody("unreadable") from fault


def _op_id_in(body: str) -> str | None:
    """The name of an operation whose hash is wrong, as far as it can still be read."""
    try:
        data = _json(body)
        return str(UUID(data["op_id"]))
    except (BadBody, KeyError, TypeError, ValueError, AttributeError):
        return None


def _instant(value: Any) -> datetime | None:
    try:
        return parse_instant(value)
    except (TypeError, ValueError, OverflowError):
        return None


def _count(data: dict[str, Any], name: str) -> int:
    value = data.get(name, 0)
    if type(value) is not int or not 0 <= value <= MOST_SEQ:
        raise BadEnvelope(what=name)
    return value
