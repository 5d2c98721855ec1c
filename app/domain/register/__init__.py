"""The register: what is registered, corrected, moved and retagged, always by way of the ledger."""

from app.domain.central import ManagedByITS
from app.domain.register.coding import CodeTooLong, UnfitCode
from app.domain.register.correcting import EDITABLE, CartLoaded, correct, identify, retag
from app.domain.register.moving import StillHeld, move
from app.domain.register.registering import TagTaken, codes_of, funding_named, model_named, register

__all__ = [
    "EDITABLE",
    "CartLoaded",
    "CodeTooLong",
    "ManagedByITS",
    "StillHeld",
    "TagTaken",
    "UnfitCode",
    "codes_of",
    "correct",
    "funding_named",
    "identify",
    "model_named",
    "move",
    "register",
    "retag",
]  # fmt: skip
