"""What a phone sends, taken apart with care: the envelope, and each operation's frozen body."""

import hashlib
import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import lru_cache
from typing import Any
from uuid import UUID

from app.clock import parse_instant
from app.domain.refusals import Refusal

MOST_OPERATIONS = 1000
MOST_SEQ = 2**53
MOST_KIND = 64
# A phone whose battery was empty says 1970; what a database does with the year 1 or 9999 differs by time zone.
EARLIEST, LATEST = datetime(1970, 1, 1, tzinfo=UTC), datetime(9000, 1, 1, tzinfo=UTC)


Body = dict[str, Any]


def as_it_is(body: Body) -> Body:
    """A body of the newest version needs no change."""
    return body


# How a body of each version becomes one of the newest: a phone that lay in a drawer sends what it froze long ago.
READERS: dict[int, Callable[[Body], Body]] = {1: as_it_is}


class BadEnvelope(Refusal):
    """The envelope itself cannot be read: the phone halves its batch."""

    reason = "bad_envelope"


@dataclass(frozen=True, slots=True)
class Operation:
    """An operation as the phone froze it; `body` is the text that `sha256` is of."""

    op_id: UUID
    device_id: UUID
    seq: int
    actor_id: UUID
    kind: str
    captured_at: datetime
    base_version: int | None
    payload: dict[str, Any]
    body: str
    sha256: str


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
        last_seq=_number(data, "last_seq"),
        first_kept=_number(data, "first_kept"),
        sent=[_sent(item) for item in data["operations"]],
    )


def uuid_in(payload: dict[str, Any], name: str) -> UUID | None:
    """A uuid of the payload; None where there is none, or no such thing."""
    text = payload.get(name)
    return _uuid(text) if isinstance(text, str) else None


def _sent(item: Any) -> Sent:
    if not isinstance(item, dict) or not isinstance(item.get("body"), str):
        return Sent("", None, None, "unreadable")
    body, claimed = item["body"], item.get("sha256")
    told = claimed if isinstance(claimed, str) else ""
    try:
        digest = hashlib.sha256(body.encode()).hexdigest()
    except UnicodeEncodeError:
        return Sent(told, None, None, "unreadable")
    data = _json(body)
    op_id = _named(data)
    if digest != told:
        return Sent(told, None, op_id, "bad_hash")
    if isinstance(data, dict) and type(data.get("v")) is int and data["v"] > max(READERS):
        return Sent(digest, None, op_id, "newer_version")
    operation = _operation(data, body, digest) if op_id and _well_typed(data) else None
    return Sent(digest, operation, op_id, None if operation else "unreadable")


def _json(text: str) -> Any:
    """What a body says; None where it is no JSON, or nested beyond reason."""
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        return None


def _named(data: Any) -> str | None:
    """The name of an operation as the phone spells it, however little else can be read."""
    try:
        UUID(data["op_id"])
    except (KeyError, TypeError, ValueError, AttributeError):
        return None
    return str(data["op_id"])


def _well_typed(data: Any) -> bool:
    """JSON may hold anything where a number or a name is expected."""
    seq, kind, base = data.get("seq"), data.get("kind"), data.get("base_version")
    return (
        type(data.get("v")) is int
        and data["v"] in READERS
        and type(seq) is int
        and 0 < seq <= MOST_SEQ
        and isinstance(kind, str)
        and len(kind) <= MOST_KIND
        and kind.isascii()
        and kind.isprintable()
        and isinstance(data.get("payload"), dict)
        and (base is None or type(base) is int)
        and all(isinstance(data.get(name), str) for name in ("device_id", "actor_id", "captured_at"))
    )


def _operation(data: dict[str, Any], body: str, digest: str) -> Operation | None:
    data = READERS[data["v"]](data)
    try:
        return Operation(
            op_id=UUID(data["op_id"]),
            device_id=UUID(data["device_id"]),
            seq=data["seq"],
            actor_id=UUID(data["actor_id"]),
            kind=data["kind"],
            captured_at=min(max(parse_instant(data["captured_at"]), EARLIEST), LATEST),
            base_version=data.get("base_version"),
            payload=data["payload"],
            body=body,
            sha256=digest,
        )
    except (ValueError, OverflowError):
        return None


def _instant(value: Any) -> datetime | None:
    try:
        return parse_instant(value)
    except (TypeError, ValueError, OverflowError):
        return None


def _number(data: dict[str, Any], name: str) -> int:
    value = data.get(name, 0)
    if type(value) is not int or not 0 <= value <= MOST_SEQ:
        raise BadEnvelope(what=name)
    return value


@lru_cache(maxsize=1024)
def _uuid(text: str) -> UUID | None:
    """Sightings name the same audit and room over and over."""
    try:
        return UUID(text)
    except ValueError:
        return None
