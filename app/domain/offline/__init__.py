"""Taking in what phones did: every operation once, in order, under the name of the person who did it."""

from app.domain.offline.accepting import TROUBLE, accept
from app.domain.offline.envelope import BadEnvelope, Envelope, Sent, read_envelope
from app.domain.offline.keeping import Answer
from app.domain.offline.server import server_epoch, server_state
from app.domain.offline.snapshot import snapshot

__all__ = [
    "TROUBLE", "Answer", "BadEnvelope", "Envelope", "Sent", "accept", "read_envelope", "server_epoch", "server_state",
    "snapshot",
]  # fmt: skip
