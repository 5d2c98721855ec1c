"""The register: what is registered, corrected, moved and retagged, always by way of the ledger."""

from app.domain.central import ManagedByITS
from app.domain.register.catalogue import (
    category_names,
    funding_named,
    model_known,
    model_named,
    models_known,
    sources_known,
)
from app.domain.register.coding import CodeTooLong, UnfitCode
from app.domain.register.correcting import EDITABLE, CartLoaded, correct, identify, retag
from app.domain.register.merging import NeedsAnotherTag, NotTwoOfOneSite, merge, release
from app.domain.register.moving import StillHeld, move, refuse_to_move
from app.domain.register.registering import (
    RoomClosed,
    TagTaken,
    codes_of,
    refuse_if_closed,
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
    "category_names",
    "codes_of",
    "correct",
    "funding_named",
    "identify",
    "merge",
    "model_known",
    "model_named",
    "models_known",
    "move",
    "refuse_if_closed",
    "refuse_to_move",
    "register",
    "register_each",
    "release",
    "retag",
    "sources_known",
    "void",
]  # fmt: skip
