"""Assets that hold assets in numbered slots, or as many as fit: filled and emptied device by device."""

from collections.abc import Collection, Iterable
from typing import Any
from uuid import UUID

from sqlalchemy import func, select

from app.db import db
from app.domain import ledger, losses
from app.domain.audits import settling
from app.domain.central import refuse_if_central
from app.domain.custody import desk
from app.domain.ledger import Act, Entry
from app.domain.lifecycle import AT_HAND, NotFromThisState, placed_state
from app.domain.refusals import Refusal
from app.models import Asset, Event, Room


class NotACart(Refusal):
    """The asset has no slots to load."""

    reason = "not_a_cart"


class CartInCart(Refusal):
    """What is to be loaded is a cart itself."""

    reason = "cart_in_cart"


class FromAnotherSchool(Refusal):
    """The device belongs to another site: it is transferred first."""

    reason = "from_another_school"


class HeldBySomebody(Refusal):
    """Somebody has the device in their hands: it is checked in first."""

    reason = "held_by_somebody"


class SlotTaken(Refusal):
    """Another device is in the slot."""

    reason = "slot_taken"


class NoSuchSlot(Refusal):
    """The cart has no slot of this number."""

    reason = "no_such_slot"


class CartFull(Refusal):
    """Every slot has its device."""

    reason = "cart_full"


class NotInThisCart(Refusal):
    """The device is not in this cart, or no longer."""

    reason = "not_in_this_cart"


def load(cart: Asset, asset: Asset, slot: int | None, act: Act) -> bool:
    """Put an asset into a slot of a cart, or into a cart without numbers; False where it is there already.

    Raises NotACart, CartInCart, FromAnotherSchool, NoSuchSlot, SlotTaken, CartFull, HeldBySomebody, NotFromThisState.
    """
    ledger.lock([cart, asset])
    _refuse_unfit(cart, asset)
    if asset.cart_id == cart.id and asset.slot == slot:
        return False
    _refuse_taken(cart, asset, slot)
    origin = {"room": _uuid(asset.room), "cart": _uuid(asset.cart), "slot": asset.slot}
    ledger.record_all([_loading(cart, asset, slot, act, {"from": origin})])
    return True


def load_all(cart: Asset, loaded: Iterable[tuple[int | None, Asset, Act]]) -> None:
    """Fill a cart as a list says: each asset with its slot and its moment. Raises NotACart, NotFromThisState."""
    if not cart.slots:
        raise NotACart(asset=str(cart))
    ledger.record_all([_loading(cart, asset, slot, act, {}) for slot, asset, act in loaded])


def load_in_hand(
    cart: Asset, asset: Asset, act: Act, *, slot: int | None = None, plain: bool = False
) -> bool:
    """Put a device that somebody holds in their hand into the next free slot, or into the chosen one.

    What was lost is found by that; what is in the cart stays where it is, unless a slot was chosen; `plain` begins an
    empty cart whose slots have no numbers. False where nothing had to be done.
    Raises ManagedByITS and SeenBeforeReport, and what load raises.
    """
    refuse_if_central(asset, act)
    # Two devices that are loaded at once would find the same slot free; and a second tap finds the device inside.
    ledger.hold([cart.id, asset.id])
    db.session.refresh(cart)
    db.session.refresh(asset)
    _refuse_unfit(cart, asset)
    if asset.cart_id == cart.id and slot in (None, asset.slot):
        return False
    losses.find(asset, cart.room, act)
    loaded = load(cart, asset, slot or next_slot(cart, plain=plain), act)
    if cart.room is not None:
        settling.settle_by_move(asset, cart.room, act)
    return loaded


def put_back(asset: Asset, act: Act) -> Asset:
    """A device that lay somewhere else is in its cart again, in its slot where it has one; gives the cart.

    Raises ManagedByITS, NotInThisCart where the register has it in none, NotACart, HeldBySomebody, NotFromThisState.
    """
    refuse_if_central(asset, act)
    cart = asset.cart
    if cart is None:
        raise NotInThisCart(asset=str(asset), cart="")
    ledger.lock([cart, asset])
    _refuse_unfit(cart, asset)
    origin = {"room": None, "cart": _uuid(cart), "slot": asset.slot}
    ledger.record_all([_loading(cart, asset, asset.slot, act, {"from": origin})])
    return cart


def next_slot(cart: Asset, *, plain: bool = False) -> int | None:
    """The lowest free slot; none in a cart whose devices have no numbers. Raises CartFull."""
    slots = list(db.session.scalars(select(Asset.slot).where(Asset.cart_id == cart.id)))
    if not is_numbered(slots) or (plain and not slots):
        return None
    free = (number for number in range(1, (cart.slots or 0) + 1) if number not in slots)
    if (number := next(free, None)) is None:
        raise CartFull(cart=str(cart))
    return number


def is_numbered(slots: Collection[int | None]) -> bool:
    """Whether a cart with devices in these slots goes by numbers: an empty one does, and one that has a number."""
    return not slots or any(slot is not None for slot in slots)


def take_out(cart: Asset, asset: Asset, act: Act) -> Room | None:
    """Take a device out: it stays in the cart's room, or goes to storage. Raises ManagedByITS, NotInThisCart."""
    refuse_if_central(asset, act)
    if asset.cart_id != cart.id:
        raise NotInThisCart(asset=str(asset), cart=str(cart))
    room = cart.room or desk.place_of_return(asset.site_id)
    _place(asset, room, act, {"out_of": str(cart)})
    return room


def undo_load(cart: Asset, asset: Asset, act: Act) -> None:
    """Put a device back where it was before it was loaded. Raises NotInThisCart where something followed, SlotTaken."""
    refuse_if_central(asset, act)
    last = select(Event).where(Event.asset_id == asset.id, Event.number == asset.event_number)
    origin = db.session.scalars(last).one().details.get("from")
    if asset.cart_id != cart.id or origin is None:
        raise NotInThisCart(asset=str(asset), cart=str(cart))
    before = db.session.scalar(select(Asset).where(Asset.uuid == _named(origin["cart"])))
    if before is not None:
        load(before, asset, origin["slot"], act)
    else:
        room = db.session.scalar(select(Room).where(Room.uuid == _named(origin["room"])))
        _place(asset, room, act, {"out_of": str(cart)})


def _loading(cart: Asset, asset: Asset, slot: int | None, act: Act, details: dict[str, Any]) -> Entry:
    changes = {"cart_id": cart.id, "slot": slot, "room_id": None}
    return Entry(
        asset,
        "loaded",
        act,
        changes=changes,
        room_id=cart.room_id,
        details={"cart": str(cart), "slot": slot} | details,
    )


def _refuse_unfit(cart: Asset, asset: Asset) -> None:
    if not cart.slots:
        raise NotACart(asset=str(cart))
    if cart.state not in AT_HAND:
        raise NotFromThisState(action="loaded", state=cart.state)
    if asset.slots:
        raise CartInCart(asset=str(asset))
    if asset.site_id != cart.site_id:
        raise FromAnotherSchool(asset=str(asset))
    if asset.holder_id is not None:
        raise HeldBySomebody(asset=str(asset))


def _refuse_taken(cart: Asset, asset: Asset, slot: int | None) -> None:
    if slot is None:
        others = select(func.count()).where(Asset.cart_id == cart.id, Asset.id != asset.id)
        if (db.session.scalar(others) or 0) >= (cart.slots or 0):
            raise CartFull(cart=str(cart))
        return
    if not 1 <= slot <= (cart.slots or 0):
        raise NoSuchSlot(cart=str(cart), slot=slot, slots=cart.slots)
    inside = select(Asset).where(Asset.cart_id == cart.id, Asset.slot == slot, Asset.id != asset.id)
    if (other := db.session.scalars(inside.limit(1)).first()) is not None:
        raise SlotTaken(cart=str(cart), slot=slot, other=str(other))


def _place(asset: Asset, room: Room | None, act: Act, details: dict[str, Any]) -> None:
    changes = {"room_id": room.id if room else None, "cart_id": None, "slot": None}
    ledger.record(asset, "moved", act, to=placed_state(room), changes=changes, details=details)


def _uuid(thing: Asset | Room | None) -> str | None:
    return str(thing.uuid) if thing else None


def _named(text: str | None) -> UUID | None:
    return UUID(text) if text else None
