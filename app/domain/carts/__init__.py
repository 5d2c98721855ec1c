"""Carts: assets that hold assets in numbered slots, loaded by the IDM and confirmed by whoever answers for them."""

from app.domain.carts.confirming import Confirmed, SlotSeen, confirm
from app.domain.carts.differing import differences_of, open_differences, settle
from app.domain.carts.loading import NotACart, load, load_all
from app.domain.carts.looking import CartShown, carts_of, confirmed_before, contents_of, last_check

__all__ = [
    "CartShown", "Confirmed", "NotACart", "SlotSeen", "carts_of", "confirm", "confirmed_before", "contents_of",
    "differences_of", "last_check", "load", "load_all", "open_differences", "settle",
]  # fmt: skip
