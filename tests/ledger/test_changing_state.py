"""From which state a device may go to which, and by what; every other change is refused by name. Policy: REG-10."""

import pytest

from app.domain import lifecycle
from app.domain.lifecycle import NEW, RULES, NotFromThisState
from app.models.register.asset import STATES

# One line of life each.
LIVES = [
    "registered:received moved:in_stock checked_out checked_in:in_stock moved:deployed sent_to_repair mended:deployed",
    "registered:in_stock loaded checked_out sent_to_repair mended:checked_out checked_in:deployed moved:in_stock",
    "registered:in_stock sent accepted:in_stock moved:deployed sent refused:deployed sent recalled:deployed",
    "registered:deployed sent_to_repair sent accepted:deployed",
    "registered:deployed reported_lost found:deployed reported_stolen found:in_stock finding_undone:stolen",
    "registered:checked_out reported_stolen retired handed_to_its redeployed",
    "registered:deployed retired salvage_moved redeployed moved:deployed retired handed_to_its wiped destroyed",
    "registered:in_stock checked_out returned_to_its handed_to_its redeployed",
]


@pytest.mark.parametrize("life", LIVES)
def test_a_life_that_may_be_lived(life: str) -> None:
    state = NEW
    for step in life.split():
        action, _, to = step.partition(":")
        state = lifecycle.after(state, action, to or None)
    assert state in STATES


ALWAYS = "sighted sighting_undone corrected signed_off loss_told"
ALIVE = f"{ALWAYS} retagged identified code_released condition_noted reported_lost reported_stolen"
HARMED = "reported_damaged reported_vandalised"
KNOWN = f"{ALIVE} {HARMED}"
AT_HAND = (
    f"{KNOWN} moved loaded checked_out cart_checked_out cart_checked_in sent_to_repair sent retired merged"
)
# What may happen in each state; everything that is not here is refused.
ALLOWED = {
    "received": f"{AT_HAND} registration_undone",
    "in_stock": f"{AT_HAND} registration_undone checkin_undone finding_undone",
    "deployed": f"{AT_HAND} checkin_undone finding_undone",
    "checked_out": f"{KNOWN} checked_in returned_to_its checkout_undone sent_to_repair retired",
    "in_repair": f"{KNOWN} mended sent retired",
    "in_transit": f"{KNOWN} accepted refused recalled",
    "lost": f"{ALWAYS} retagged identified code_released condition_noted found reported_stolen retired",
    "stolen": f"{ALWAYS} retagged identified code_released condition_noted found reported_lost retired",
    "salvage": f"{KNOWN} salvage_moved handed_to_its redeployed",
    "with_its": f"{KNOWN} redeployed wiped retired",
    "returned_to_its": f"{KNOWN} checkin_undone handed_to_its",
    "sanitized": f"{ALWAYS} destroyed",
    "disposed": ALWAYS,
    "void": ALWAYS,
}


@pytest.mark.parametrize("state", STATES)
def test_what_may_happen_in_each_state(state: str) -> None:
    possible = {action for action in RULES for to in (None, *STATES) if leads_somewhere(state, action, to)}
    assert possible == set(ALLOWED[state].split())


def test_nothing_is_registered_twice() -> None:
    for state in STATES:
        with pytest.raises(NotFromThisState):
            lifecycle.after(state, "registered", "in_stock")


def test_where_there_is_a_choice_somebody_chooses() -> None:
    with pytest.raises(NotFromThisState):
        lifecycle.after("lost", "found")
    assert lifecycle.after("lost", "found", "deployed") == "deployed"


def test_an_action_leads_nowhere_else() -> None:
    with pytest.raises(NotFromThisState):
        lifecycle.after("deployed", "moved", "disposed")
    with pytest.raises(NotFromThisState):
        lifecycle.after("deployed", "sighted", "lost")


def test_an_action_nobody_wrote_down_is_a_mistake_of_ours() -> None:
    with pytest.raises(KeyError):
        lifecycle.after("deployed", "teleported")


def leads_somewhere(state: str, action: str, to: str | None) -> bool:
    try:
        lifecycle.after(state, action, to)
    except NotFromThisState:
        return False
    return True
