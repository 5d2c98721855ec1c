"""From which state an asset may go to which, and by what: the whole life of a device. Policy: REG-10, DIS-4."""

from collections.abc import Iterable
from typing import NamedTuple, Protocol

from app.domain.refusals import Refusal
from app.models.register.asset import STATES


class Rule(NamedTuple):
    """An action: the states it starts from, and the states it may lead to (none: the state stays)."""

    sources: frozenset[str]
    targets: frozenset[str]


class NotFromThisState(Refusal):
    """The action is known, but not from the state the asset is in."""

    reason = "not_from_this_state"


class Place(Protocol):
    """A room, as far as standing in it goes."""

    @property
    def stores(self) -> bool: ...


def _rule(sources: Iterable[str], targets: Iterable[str] = ()) -> Rule:
    return Rule(frozenset(sources), frozenset(targets))


NEW = "unregistered"
AT_HAND = ("received", "in_stock", "deployed")
IN_USE = (*AT_HAND, "checked_out")
GONE = ("sanitized", "disposed", "void")
LIVING = tuple(state for state in STATES if state not in GONE)

RULES: dict[str, Rule] = {
    "registered": _rule([NEW], [s for s in STATES if s != "void"]),
    "merged": _rule(AT_HAND, ["void"]),
    "registration_undone": _rule(["received", "in_stock"], ["void"]),
    "signed_off": _rule(STATES),
    "corrected": _rule(STATES),
    "retagged": _rule(LIVING),
    "identified": _rule(LIVING),
    "code_released": _rule(LIVING),
    "sighted": _rule(STATES),
    "sighting_undone": _rule(STATES),
    "moved": _rule(AT_HAND, ["in_stock", "deployed"]),
    "salvage_moved": _rule(["salvage"]),
    "loaded": _rule(AT_HAND, ["deployed"]),
    "cart_checked_out": _rule(AT_HAND, ["deployed"]),
    "cart_checked_in": _rule(AT_HAND, ["in_stock", "deployed"]),
    "checked_out": _rule(AT_HAND, ["checked_out"]),
    "checked_in": _rule(["checked_out"], ["in_stock", "deployed"]),
    "returned_to_its": _rule(["checked_out"], ["returned_to_its"]),
    "checkout_undone": _rule(["checked_out"], AT_HAND),
    "checkin_undone": _rule(["in_stock", "deployed", "returned_to_its"], ["checked_out"]),
    "condition_noted": _rule(LIVING),
    "sent_to_repair": _rule(IN_USE, ["in_repair"]),
    "mended": _rule(["in_repair"], ["in_stock", "deployed", "checked_out"]),
    "sent": _rule([*AT_HAND, "in_repair"], ["in_transit"]),
    "accepted": _rule(["in_transit"], ["in_stock", "deployed"]),
    "refused": _rule(["in_transit"], [*AT_HAND, "in_repair"]),
    "recalled": _rule(["in_transit"], [*AT_HAND, "in_repair"]),
    "loss_told": _rule(STATES),
    "reported_lost": _rule([s for s in LIVING if s != "lost"], ["lost"]),
    "reported_stolen": _rule([s for s in LIVING if s != "stolen"], ["stolen"]),
    "reported_damaged": _rule([s for s in LIVING if s not in ("lost", "stolen")]),
    "reported_vandalised": _rule([s for s in LIVING if s not in ("lost", "stolen")]),
    "found": _rule(["lost", "stolen"], ["in_stock", "deployed"]),
    "finding_undone": _rule(["in_stock", "deployed"], ["lost", "stolen"]),
    "retired": _rule(
        [s for s in LIVING if s not in ("salvage", "returned_to_its", "in_transit")], ["salvage"]
    ),
    "handed_to_its": _rule(["salvage", "returned_to_its"], ["with_its"]),
    "redeployed": _rule(["salvage", "with_its"], ["in_stock"]),
    "wiped": _rule(["with_its"], ["sanitized"]),
    "destroyed": _rule(["sanitized"], ["disposed"]),
}


def after(state: str, action: str, to: str | None = None) -> str:
    """The state that `action` leads to from `state`.

    `to` chooses where a rule leaves a choice; with a single target it may be left out.
    Raises NotFromThisState; a KeyError for an action that nobody wrote down.
    """
    rule = RULES[action]
    if state not in rule.sources:
        raise NotFromThisState(action=action, state=state)
    if not rule.targets:
        if to not in (None, state):
            raise NotFromThisState(action=action, state=state, to=to)
        return state
    target = to if to is not None else next(iter(rule.targets)) if len(rule.targets) == 1 else None
    if target not in rule.targets:
        raise NotFromThisState(action=action, state=state, to=to)
    return target


def placed_state(room: Place | None) -> str:
    """In stock where it waits to be issued or no place is known yet, deployed where it is used. Policy: REG-5."""
    return "in_stock" if room is None or room.stores else "deployed"
