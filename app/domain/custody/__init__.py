"""Whose hands an asset is in: checked out, checked in and replaced the moment it happens. Policy: CUS-2."""

from app.domain.custody.checkouts import (
    AlreadyCheckedOut,
    HandOver,
    check_in,
    check_out,
    check_out_all,
    close_all,
    close_checkout,
    open_checkout,
    open_checkouts,
)
from app.domain.custody.handing import BACK, hand_out, place_of_return, replace, take_back

__all__ = [
    "BACK", "AlreadyCheckedOut", "HandOver", "check_in", "check_out", "check_out_all", "close_all", "close_checkout",
    "hand_out", "open_checkout", "open_checkouts", "place_of_return", "replace", "take_back",
]  # fmt: skip
