"""Sending a device out for repair, and its coming back. Policy: REP-1."""

from app.domain import checkouts, ledger
from app.domain.central import refuse_if_central
from app.domain.ledger import Act
from app.domain.lifecycle import placed_state
from app.domain.register.moving import refuse_to_place
from app.models import Asset, Room
from app.models.register.asset import PLACE


def send_out(asset: Asset, act: Act, note: str = "") -> None:
    """A device goes to be repaired; whoever held it no longer does. Raises ManagedByITS, NotFromThisState."""
    refuse_if_central(asset, act)
    changes = asset.giving_up(*PLACE, "holder_id") | checkouts.given_up(asset)
    told = {"room_id": asset.room_id, "person_id": asset.holder_id, "details": {"note": note} if note else {}}
    ledger.record(asset, "sent_to_repair", act, changes=changes, **told)
    checkouts.close_checkout(asset, act)


def come_back(asset: Asset, room: Room, act: Act) -> None:
    """It is back from repair and stands in a room. Raises ManagedByITS, AnotherSite, RoomClosed, NotFromThisState."""
    refuse_to_place(asset, room, act)
    changes = {"room_id": room.id, "cart_id": None, "slot": None}
    ledger.record(asset, "mended", act, to=placed_state(room), changes=changes)
