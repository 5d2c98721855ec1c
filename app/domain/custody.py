"""Whose hands an asset is in: checked out and checked in the moment it happens. Policy: CUS-2."""

from sqlalchemy import select

from app.db import db
from app.domain import ledger
from app.domain.ledger import Act
from app.domain.refusals import Refusal
from app.models import Asset, Checkout, Person, Room


class AlreadyCheckedOut(Refusal):
    """Somebody holds the asset already."""

    reason = "already_checked_out"


def check_out(asset: Asset, to: Person, act: Act, *, condition: str | None = None) -> Checkout:
    """Give an asset to a person. Raises AlreadyCheckedOut, NotFromThisState."""
    if asset.state == "checked_out":
        raise AlreadyCheckedOut(asset=str(asset))
    place = {"room_id": None, "cart_id": None, "slot": None}
    ledger.record(
        asset, "checked_out", act, changes={"holder_id": to.id, **place}, person_id=to.id, room_id=asset.room_id
    )
    return open_checkout(asset, to, act, condition)


def check_in(asset: Asset, room: Room, act: Act, *, condition: str | None = None) -> None:
    """Take an asset back into a room. Raises NotFromThisState."""
    holder_id = asset.holder_id
    state = "in_stock" if room.stores else "deployed"
    changes = {"holder_id": None, "room_id": room.id}
    ledger.record(asset, "checked_in", act, to=state, changes=changes, person_id=holder_id)
    close_checkout(asset, act, condition)


def open_checkout(asset: Asset, to: Person, act: Act, condition: str | None = None) -> Checkout:
    """The checkout that goes with a ledger entry by which `to` became the holder."""
    checkout = Checkout(asset_id=asset.id, person_id=to.id, began_at=act.happened_at, condition_out=condition)
    db.session.add(checkout)
    db.session.flush()
    return checkout


def close_checkout(asset: Asset, act: Act, condition: str | None = None) -> None:
    """End the asset's open checkout, if there is one."""
    checkout = db.session.scalar(select(Checkout).where(Checkout.asset_id == asset.id, Checkout.ended_at.is_(None)))
    if checkout:
        checkout.ended_at = max(act.happened_at, checkout.began_at)
        checkout.condition_in = condition
        db.session.flush()
