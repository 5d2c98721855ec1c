"""The register: what is registered, corrected, moved and retagged, always by way of the ledger."""

from app.domain.central import ManagedByITS
from app.domain.register.coding import CodeTooLong, UnfitCode
from app.domain.register.correcting import EDITABLE, CartLoaded, correct, identify, retag
from app.domain.register.merging import NeedsAnotherTag, NotTwoOfOneSite, merge, release
from app.domain.register.moving import StillHeld, move, refuse_to_move
from app.domain.register.registering import (
    RoomClosed,
    TagTaken,
    codes_of,
    funding_named,
    model_named,
    register,
    register_each,
)
from app.domain.register.voiding import UsedSince, void

__all__ = [
    "EDITABLE",
    "CartLoaded",
    "CodeTooLong",
    "ManagedByITS",
    "NeedsAnotherTag",
    "NotTwoOfOneSite",
    "RoomClosed",
    "StillHeld",
    "TagTaken",
    "UnfitCode",
    "UsedSince",
    "codes_of",
    "correct",
    "funding_named",
    "identify",
    "merge",
    "model_named",
    "move",
    "refuse_to_move",
    "register",
    "register_each",
    "release",
    "retag",
    "void",
]  # fmt: skip
