"""How what a cart check left open comes to its end: by what somebody does about it, one verb for each end."""

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from app.db import db
from app.domain import ledger, losses
from app.domain.carts.loading import load
from app.domain.central import refuse_if_central
from app.domain.ledger import Act, Entry
from app.domain.lifecycle import AT_HAND
from app.domain.refusals import AlreadySettled, Refusal
from app.models import Asset, Event, SlotCheck


class SeenAgain(Refusal):
    """What is to be reported lost was seen after the cart was checked."""

    reason = "seen_since"


class PlacedSince(Refusal):
    """Somebody moved, loaded or checked out the device after the cart was checked."""

    reason = "placed_since"


class NotThisWay(Refusal):
    """This difference does not end like that."""

    reason = "not_this_way"


def load_as_seen(row: SlotCheck, act: Act) -> None:
    """Make the register as the cart is: what was seen in a slot is loaded there, and takes the place of what was not.

    Raises AlreadySettled, NotThisWay, SeenAgain, PlacedSince, and what load raises.
    """
    held = _open(row)
    cart, seen = held.check.cart, held.seen
    if held.difference not in ("swapped", "extra") or seen is None:
        raise NotThisWay
    refuse_if_central(seen, act)
    _refuse_if_seen_since(seen, held)
    _refuse_if_placed_since(seen, held)
    _make_room(cart, seen, held.slot, act)
    load(cart, seen, held.slot, act)
    _settle(held, "loaded", act)


def report_missing(row: SlotCheck, act: Act) -> None:
    """Report lost what was not in its slot.

    Raises AlreadySettled, NotThisWay, SeenAgain, PlacedSince, NotFromThisState.
    """
    held = _open(row)
    if held.expected is None or held.difference not in ("missing", "swapped"):
        raise NotThisWay
    _refuse_if_seen_since(held.expected, held)
    _refuse_if_elsewhere(held.expected, held)
    losses.report(held.expected, "lost", act)
    _settle(held, "lost", act)


def report_damaged(row: SlotCheck, act: Act) -> None:
    """Report damaged what was seen to be. Raises AlreadySettled, NotThisWay, PlacedSince, NotFromThisState."""
    held = _open(row)
    if held.seen is None or held.state != "damaged":
        raise NotThisWay
    _refuse_if_elsewhere(held.seen, held)
    losses.report(held.seen, "damaged", act)
    _settle(held, "damaged", act)


def see_to(row: SlotCheck, act: Act) -> None:
    """Say that somebody saw to it. Raises AlreadySettled."""
    _settle(_open(row), "looked_at", act)


def _settle(row: SlotCheck, how: str, act: Act) -> None:
    row.settled_at, row.settled_how = act.heard_at, how
    row.settled_by_id = act.by_id
    db.session.flush()


def _open(row: SlotCheck) -> SlotCheck:
    """The difference as it is now, held with its devices until the transaction ends. Raises AlreadySettled.

    The devices first: a check that is heard holds them before it tells earlier differences again.
    """
    ledger.hold(key for key in (row.expected_id, row.seen_id) if key is not None)
    query = select(SlotCheck).where(SlotCheck.id == row.id).with_for_update(of=SlotCheck)
    query = query.options(joinedload(SlotCheck.expected), joinedload(SlotCheck.seen))
    held = db.session.scalars(query.execution_options(populate_existing=True)).one()
    if held.settled_at is not None:
        raise AlreadySettled
    return held


def _refuse_if_seen_since(asset: Asset, row: SlotCheck) -> None:
    if asset.last_seen_at is not None and asset.last_seen_at > row.check.captured_at:
        raise SeenAgain(asset=str(asset))


def _refuse_if_placed_since(asset: Asset, row: SlotCheck) -> None:
    """What the register moved after the check was made is where the register says, not where the check saw it."""
    _refuse_if_elsewhere(asset, row)
    later = select(Event).where(Event.asset_id == asset.id, Event.happened_at > row.check.captured_at)
    for event in db.session.scalars(later.order_by(Event.number.desc())):
        if ledger.touches(event.changes):
            raise PlacedSince(asset=str(asset), where=_place_of(asset))


def _refuse_if_elsewhere(asset: Asset, row: SlotCheck) -> None:
    """What went to another school since is for that school to deal with; where it stands there is not said."""
    if asset.site_id != row.check.site_id:
        raise PlacedSince(asset=str(asset), where=asset.site.name)


def _place_of(asset: Asset) -> str:
    place = asset.cart or asset.room or asset.holder
    return "–" if place is None or place is asset.holder else str(place)


def _make_room(cart: Asset, seen: Asset, slot: int | None, act: Act) -> None:
    """What the register has in the slot goes where the device came from in this cart, else it has no slot."""
    if slot is None:
        return
    inside = select(Asset).where(Asset.cart_id == cart.id, Asset.slot == slot, Asset.id != seen.id)
    freed = seen.slot if seen.cart_id == cart.id else None
    others = [other for other in db.session.scalars(inside) if other.state in AT_HAND]
    ledger.hold(asset.id for asset in others)
    ledger.record_all([
        Entry(
            other, "loaded", act, changes={"cart_id": cart.id, "slot": freed, "room_id": None},
            room_id=cart.room_id, details={"cart": str(cart)},
        )
        for other in others
    ])  # fmt: skip
