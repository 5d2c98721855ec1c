"""The hash that ties an event to everything before it."""

import hashlib
from typing import NamedTuple

from app.canonical import Canonical, canonical

GENESIS = bytes(32)


class Fact(NamedTuple):
    """An event in portable form: what its hash is made of, besides the hash before it.

    `changes` and `details` are the very text that is kept, so that not a byte of it can be altered unseen.
    """

    asset: str
    number: int
    action: str
    happened_at: str
    heard_at: str
    actor: str | None
    via: str
    operation: str | None
    site: str
    room: str | None
    person: str | None
    changes: Canonical
    details: Canonical


def link(before: bytes, fact: Fact) -> bytes:
    """The hash of `fact` after the event whose hash is `before`: SHA-256 over one canonical JSON list of both."""
    head = canonical([before.hex(), *fact[:-2]])
    return hashlib.sha256(f"{head[:-1]},{fact.changes},{fact.details}]".encode()).digest()
