"""The ways to settle a difference, by its kind; of a state that does not fit, by that state. Policy: CERT-2."""

from app.domain.audits import held_open
from app.domain.refusals import Refusal
from app.models import Asset, Discrepancy
from app.models.register.asset import MISSING_STATES, PRESENT_STATES

# Reporting and registering have pages of their own: the difference is settled by them.
WAYS: dict[str, tuple[str, ...]] = {
    "missing": ("say_seen", "explain", "report"),
    "elsewhere": ("put_back", "move_here", "set_aside"),
    "no_place": ("move_here", "set_aside"),
    "found": ("acknowledge",),
    "unregistered": ("register", "add_code", "set_aside"),
    "duplicate_code": ("keep_code", "merge", "set_aside"),
    "other_site": ("set_aside",),
    "wrong_holder": ("check_in", "check_out_to", "set_aside"),
}
BY_STATE: dict[str, tuple[str, ...]] = {
    "in_repair": ("bring_back", "set_aside"),
    "in_transit": ("call_back", "move_here", "set_aside"),
    "with_its": ("ask_its", "set_aside"),
    "returned_to_its": ("ask_its", "set_aside"),
    "sanitized": ("tell_its", "set_aside"),
    "disposed": ("tell_its", "set_aside"),
    "void": ("tell_its", "set_aside"),
} | dict.fromkeys(MISSING_STATES, ("say_seen", "set_aside"))
# It was of another state when it was counted, and fits by now.
FITS = ("move_here", "acknowledge")


class NotOfThisKind(Refusal):
    """A difference of this kind is not settled in this way."""

    reason = "not_of_this_kind"


def ways_of(discrepancy: Discrepancy) -> tuple[str, ...]:
    """How this difference can be settled, the likeliest way first."""
    asset = discrepancy.asset
    if discrepancy.kind != "conflicting_state":
        in_cart = asset is not None and asset.cart_id is not None
        return tuple(way for way in WAYS[discrepancy.kind] if way != "put_back" or in_cart)
    state = asset.state if asset else ""
    return FITS if state in PRESENT_STATES else BY_STATE.get(state, ("set_aside",))


def open_for(discrepancy: Discrepancy, way: str) -> Discrepancy:
    """The difference as it is now, held, to be settled in this way. Raises AlreadySettled, NotOfThisKind."""
    held = held_open(discrepancy)
    if way not in ways_of(held):
        raise NotOfThisKind
    return held


def device_of(discrepancy: Discrepancy) -> Asset:
    """The device it is about. Raises NotOfThisKind where it is about a code alone."""
    if discrepancy.asset is None:
        raise NotOfThisKind
    return discrepancy.asset
