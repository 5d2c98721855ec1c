"""Whose hands an asset is in: checked out, checked in and replaced the moment it happens. Policy: CUS-2."""

from app.domain.custody.checking import AlreadyCheckedOut, NewCheckout, check_in, check_out, check_out_all
from app.domain.custody.conditions import UnknownCondition, conditions
from app.domain.custody.standing import Standing, standings
from app.domain.custody.undoing import TouchedSince, deed_of, note_condition, undo

__all__ = [
    "AlreadyCheckedOut", "NewCheckout", "Standing", "TouchedSince", "UnknownCondition", "check_in", "check_out",
    "check_out_all", "conditions", "deed_of", "note_condition", "standings", "undo",
]  # fmt: skip
