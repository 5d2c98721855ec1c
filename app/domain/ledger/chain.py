"""The hash that ties an event to everything before it."""

import hashlib
from datetime import datetime
from typing import Any, NamedTuple

from app.clock import written
from app.db import canonical

GENESIS = bytes(32)


class Fact(NamedTuple):
    """An event in portable form: what its hash is made of, besides the hash before it."""

    asset: str
    number: int
    action: str
    happened_at: datetime
    heard_at: datetime
    actor: str | None
    via: str
    operation: str | None
    site: str
    room: str | None
    person: str | None
    changes: dict[str, Any]
    details: dict[str, Any]


def link(before: bytes, fact: Fact) -> bytes:
    """The hash of `fact` after the event whose hash is `before`: SHA-256 over its canonical JSON."""
    told = [
        before.hex(),
        *fact[:3],
        written(fact.happened_at),
        written(fact.heard_at),
        *fact[5:],
    ]
    return hashlib.sha256(canonical(told).encode()).digest()
