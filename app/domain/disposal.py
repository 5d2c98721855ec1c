"""Retiring a device that is not worth keeping, so that ITS assesses it. Policy: DIS-1."""

from app.domain import checkouts, ledger
from app.domain.central import refuse_if_central
from app.domain.ledger import Act
from app.models import Asset, Room


def retire(asset: Asset, room: Room | None, act: Act, note: str = "") -> None:
    """Set a device aside as salvage, in a room or in none; whoever held it no longer does.

    Raises ManagedByITS, NotFromThisState.
    """
    refuse_if_central(asset, act)
    changes = {"room_id": room.id if room else None, "cart_id": None, "slot": None, "holder_id": None}
    changes |= checkouts.given_up(asset)
    told = {"person_id": asset.holder_id, "details": {"note": note} if note else {}}
    ledger.record(asset, "retired", act, changes=changes, **told)
    checkouts.close_checkout(asset, act)
