"""The yearly certification of a site, from the rooms that were counted to a sealed record. Policy: CERT-1 to CERT-5."""

from app.domain.certification.cycles import CycleThere, current, join, open_cycle, standing
from app.domain.certification.ends import Ended, ends_of
from app.domain.certification.keys import Keyring, KeyThere, NoKey, signing_key
from app.domain.certification.reviewing import accept, finish_counting, reopen, return_, send_for_review
from app.domain.certification.signing import (
    ChangedSinceOpened,
    NotTheName,
    Signing,
    SoleCounter,
    seal_of,
    sign,
)
from app.domain.certification.spot_checks import NotDrawn, SameEyes, draw, drawn, see
from app.domain.certification.states import NotNow, NoWord

__all__ = [
    "ChangedSinceOpened", "CycleThere", "Ended", "KeyThere", "Keyring", "NoKey", "NoWord", "NotDrawn", "NotNow",
    "NotTheName", "SameEyes", "Signing", "SoleCounter", "accept", "current", "draw", "drawn", "ends_of",
    "finish_counting", "join", "open_cycle", "reopen", "return_", "seal_of", "see", "send_for_review", "sign",
    "signing_key", "standing",
]  # fmt: skip
