"""Carts: assets that hold assets in slots, loaded by the IDM and confirmed by whoever answers for them."""

from app.domain.carts.answering import (
    CartNotOut,
    NobodyToAnswer,
    answering_for,
    answering_id,
    check_in,
    check_out,
)
from app.domain.carts.confirming import Confirmed, NobodyLooked, SlotSeen, confirm
from app.domain.carts.differing import differences_of, open_differences
from app.domain.carts.listing import CheckShown, next_carts, next_checks, slots_of
from app.domain.carts.loading import (
    CartFull,
    CartInCart,
    FromAnotherSchool,
    HeldBySomebody,
    NoSuchSlot,
    NotACart,
    NotInThisCart,
    SlotTaken,
    is_numbered,
    load,
    load_all,
    load_in_hand,
    next_slot,
    put_back,
    take_out,
    undo_load,
)
from app.domain.carts.looking import (
    CartShown,
    carts_of,
    confirmed_before,
    contents_of,
    last_check,
    seen_by_who_answers,
    staff_of,
)
from app.domain.carts.settling import (
    NotThisWay,
    PlacedSince,
    SeenAgain,
    load_as_seen,
    report_damaged,
    report_missing,
    see_to,
)
from app.domain.checkouts import open_cart_checkout as open_checkout

__all__ = [
    "CartFull", "CartInCart", "CartNotOut", "CartShown", "CheckShown", "Confirmed", "FromAnotherSchool",
    "HeldBySomebody", "NoSuchSlot", "NobodyLooked", "NobodyToAnswer", "NotACart", "NotInThisCart",
    "NotThisWay", "PlacedSince", "SeenAgain", "SlotSeen", "SlotTaken", "answering_for", "answering_id",
    "carts_of", "check_in", "check_out", "confirm", "confirmed_before", "contents_of", "differences_of",
    "is_numbered", "last_check", "load", "load_all", "load_as_seen", "load_in_hand", "next_carts",
    "next_checks", "next_slot", "open_checkout", "open_differences", "put_back", "report_damaged",
    "report_missing", "see_to", "seen_by_who_answers", "slots_of", "staff_of", "take_out", "undo_load",
]  # fmt: skip
