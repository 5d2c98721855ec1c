"""Sending a device out for repair. Policy: REP-1."""

from app.domain import checkouts, ledger
from app.domain.central import refuse_if_central
from app.domain.ledger import Act
from app.models import Asset

PLACE = ("room_id", "cart_id", "slot", "holder_id")


def send_out(asset: Asset, act: Act, note: str = "") -> None:
    """A device goes to be repaired; whoever held it no longer does. Raises ManagedByITS, NotFromThisState."""
    refuse_if_central(asset, act)
    changes = {column: None for column in PLACE if getattr(asset, column) is not None}
    changes |= checkouts.given_up(asset)
    told = {"room_id": asset.room_id, "person_id": asset.holder_id, "details": {"note": note} if note else {}}
    ledger.record(asset, "sent_to_repair", act, changes=changes, **told)
    checkouts.close_checkout(asset, act)
