"""Moving an asset to another room of its site. Policy: ORG-10."""

from app.domain import ledger, transfers
from app.domain.audits import settling
from app.domain.central import refuse_if_central
from app.domain.ledger import Act
from app.domain.lifecycle import RULES, NotFromThisState, placed_state
from app.domain.refusals import Refusal
from app.domain.register.registering import refuse_if_closed
from app.models import Asset, Room


class StillHeld(Refusal):
    """A person holds the asset: it is checked in first."""

    reason = "still_held"


class AnotherSite(Refusal):
    """The room belongs to another site: that is a transfer, not a move."""

    reason = "another_site"


def move(asset: Asset, room: Room, act: Act) -> bool:
    """Place an asset in a room of its site; False, and nothing in the ledger, where it already stands there.

    Raises ManagedByITS, StillHeld, OnTheWayAlready, AnotherSite, RoomClosed, NotFromThisState.
    """
    _refuse_move(asset, room, act)
    if asset.room_id == room.id and asset.cart_id is None:
        return False
    _refuse_state(asset)
    changes = {"room_id": room.id, "cart_id": None, "slot": None}
    details = {"from": asset.room.name} if asset.room else {}
    if asset.state == "salvage":
        ledger.record(asset, "salvage_moved", act, changes=changes, details=details)
    elif asset.state == "in_transit":  # as a list said that came in: no transfer brings it anywhere
        ledger.record(asset, "recalled", act, to=placed_state(room), changes=changes)
    else:
        ledger.record(asset, "moved", act, to=placed_state(room), changes=changes, details=details)
    settling.settle_by_move(asset, room, act)
    return True


def refuse_to_move(asset: Asset, room: Room, act: Act) -> None:
    """Whatever moving it there would raise."""
    _refuse_move(asset, room, act)
    _refuse_state(asset)


def refuse_to_place(asset: Asset, room: Room, act: Act) -> None:
    """Raises AnotherSite, RoomClosed, ManagedByITS: whatever brings it there, that is no place for it."""
    if room.site_id != asset.site_id:
        raise AnotherSite(asset=str(asset), room=room.name)
    refuse_if_closed(room)
    refuse_if_central(asset, act)


def _refuse_move(asset: Asset, room: Room, act: Act) -> None:
    """Raises what `refuse_to_place` raises, and StillHeld."""
    refuse_to_place(asset, room, act)
    if asset.state == "checked_out":
        raise StillHeld(asset=str(asset))


def _refuse_state(asset: Asset) -> None:
    """Raises OnTheWayAlready, NotFromThisState."""
    transfers.refuse_if_on_the_way(asset)
    action = {"salvage": "salvage_moved", "in_transit": "recalled"}.get(asset.state, "moved")
    if asset.state not in RULES[action].sources:
        raise NotFromThisState(action=action, state=asset.state)
