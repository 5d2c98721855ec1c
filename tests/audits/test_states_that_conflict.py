"""Each state in which a device may be seen by a count: what the difference is, and what can be done. Policy: REG-10."""

from collections.abc import Callable

import pytest
from sqlalchemy import select

from app.db import db
from app.domain import disposal, ledger, losses, repairs, transfers
from app.models import Asset, Discrepancy
from app.models.register.asset import STATES
from tests.conftest import FixedClock, Visits
from tests.district import District
from tests.phones import Phone, at_a_desk

NewPhone = Callable[[str], Phone]
CODE = "A1011"

# In which state it is, how the count tells it, and the words of the ways that its page offers.
TABLE = {
    "received": ("elsewhere", "Move to Library"),
    "in_stock": ("elsewhere", "Move to Library"),
    "deployed": ("elsewhere", "Move to Library"),
    "checked_out": (None, ""),
    "salvage": ("elsewhere", "Move to Library"),
    "in_repair": ("conflicting_state", "It is back here"),
    "in_transit": ("conflicting_state", "Open the transfer"),
    "lost": ("found", "Noted"),
    "stolen": ("found", "Noted"),
    "with_its": ("conflicting_state", "Only ITS changes that"),
    "returned_to_its": ("conflicting_state", "Only ITS changes that"),
    "sanitized": ("conflicting_state", "Report it to ITS"),
    "disposed": ("conflicting_state", "Report it to ITS"),
}


def brought_to(state: str, asset: Asset, district: District) -> None:
    """By its own verbs as far as there are any."""
    act = district.act()
    if state == "in_repair":
        repairs.send_out(asset, act)
    elif state in ("lost", "stolen"):
        losses.report(asset, state, act)
    elif state == "in_transit":
        packed = transfers.pack(district.site("8217"), district.site("8729"), "Moved", act)
        transfers.put_on(packed, [CODE], act)
        transfers.send(packed, district.act("ian"))
    elif state == "checked_out":
        holder = district.asset("A1030").holder_id
        ledger.record(asset, "checked_out", act, changes={"holder_id": holder, "room_id": None})
    elif state == "returned_to_its":
        holder = district.asset("A1030").holder_id
        ledger.record(asset, "checked_out", act, changes={"holder_id": holder, "room_id": None})
        ledger.record(asset, "returned_to_its", act, changes={"holder_id": None})
    elif state in ("salvage", "with_its", "sanitized", "disposed"):
        disposal.retire(asset, district.room("STO"), act)
        for _ in range({"with_its": 1, "sanitized": 2, "disposed": 3}.get(state, 0)):
            step = {"salvage": "handed_to_its", "with_its": "wiped", "sanitized": "destroyed"}[asset.state]
            ledger.record(asset, step, act, changes={"room_id": None} if asset.room_id else {})
    elif state == "in_stock":
        ledger.record(asset, "moved", act, to="in_stock", changes={"room_id": district.room("STO").id})


@pytest.mark.parametrize("state", [state for state in STATES if state != "void"])
def test_each_state_that_is_seen_offers_what_can_be_done(
    state: str, phone: NewPhone, visit: Visits, district: District, fixed_clock: FixedClock
) -> None:
    if state != "received":
        with at_a_desk():
            brought_to(state, district.asset(CODE), district)
            assert district.asset(CODE).state == state
    fixed_clock.pass_time(minutes=5)
    ivy, (kind, offered) = phone("ivy"), TABLE[state]
    ivy.sends(ivy.sees("LIB", CODE), ivy.finishes("LIB"))
    left = db.session.scalar(select(Discrepancy).where(Discrepancy.asset_id == district.asset(CODE).id))
    assert (left.kind if left else None) == kind
    if left is None:
        return
    page = visit("ivy").get(f"/discrepancies/{left.uuid}").text
    assert offered in page
    assert district.faults() == []


@pytest.mark.parametrize("state", ["lost", "stolen"])
def test_seen_before_it_was_reported_it_is_found_by_whoever_stands_before_it(
    state: str, phone: NewPhone, visit: Visits, district: District, fixed_clock: FixedClock
) -> None:
    ivy = phone("ivy")
    early = ivy.sees("LIB", CODE)
    fixed_clock.pass_time(minutes=5)
    with at_a_desk():
        losses.report(district.asset(CODE), state, district.act())
    ivy.sends(early, ivy.finishes("LIB"))
    left = db.session.scalars(select(Discrepancy).where(Discrepancy.kind == "conflicting_state")).one()
    fixed_clock.pass_time(minutes=5)
    assert "If you stand before it now, it is found" in visit("ivy").get(f"/discrepancies/{left.uuid}").text
    visit("ivy").post(f"/discrepancies/{left.uuid}/seen")
    asset = district.asset(CODE)
    assert (asset.state, asset.room) == ("deployed", district.room("LIB"))
    assert db.session.get_one(Discrepancy, left.id, populate_existing=True).settled_at is not None
    assert district.faults() == []


@pytest.mark.parametrize("state", ["lost", "stolen", "in_repair", "salvage", "disposed"])
def test_what_leaves_a_loaded_cart_leaves_its_slot(state: str, district: District) -> None:
    """The ledger says from which slot, and the others stay where they are. Policy: LOSS-1, DIS-1."""
    with at_a_desk():
        brought_to(state, district.asset("A1006"), district)
    gone, cart = district.asset("A1006"), district.asset("C1")
    assert (gone.state, gone.cart, gone.slot) == (state, None, None)
    assert (district.asset("A1007").cart, district.asset("A1007").slot) == (cart, 2)
    assert district.faults() == []
