"""A checkout or check-in just made: undone while nothing else touched the device, or its condition. Policy: CUS-2."""

from typing import Any, TypeVar
from uuid import UUID

from sqlalchemy import Select, select
from sqlalchemy.orm import InstrumentedAttribute

from app.db import db
from app.domain import accessories, checkouts, ledger
from app.domain.access import may
from app.domain.central import ITS, ManagedByITS, refuse_if_central
from app.domain.custody.conditions import refuse_unknown
from app.domain.custody.desk import place_of_return
from app.domain.ledger import Act
from app.domain.lifecycle import placed_state
from app.domain.refusals import Refusal
from app.models import Asset, Event, Room

T = TypeVar("T")

UNDOABLE = {
    "checked_out": "checkout_undone",
    "checked_in": "checkin_undone",
    "returned_to_its": "checkin_undone",
}


class TouchedSince(Refusal):
    """Something else happened to the device after what is to be undone: both are left as they are."""

    reason = "touched_since"


def deed_of(op_id: UUID, asset: Asset) -> Event | None:
    """What an operation of the desk did to a device: the checkout or check-in that the ledger has of it."""
    query = select(Event).where(Event.asset_id == asset.id, Event.operation == op_id)
    return db.session.scalar(query.where(Event.action.in_(UNDOABLE)).order_by(Event.number.desc()).limit(1))


def undo(asset: Asset, event: Event, act: Act) -> bool:
    """Let a checkout or a check-in not have been; False, and nothing in the ledger, where it is undone already.

    Raises TouchedSince, and ManagedByITS for what waits for ITS. Policy: DIS-4.
    """
    if _is_undone(event):
        return False
    if any(ledger.touches(changes) for changes in _later(event)):
        raise TouchedSince(asset=str(asset))
    if event.action == "checked_out":
        _undo_checkout(asset, event, act)
    else:
        _undo_checkin(asset, event, act)
    return True


def note_condition(asset: Asset, event: Event, condition: str, act: Act) -> bool:
    """In which condition it went out, or came back; False where that is what is known. Raises UnknownCondition."""
    refuse_unknown(asset, condition, act)
    if asset.condition != condition:
        ledger.record(asset, "condition_noted", act, changes={"condition": condition}, details=_naming(event))
    return checkouts.note_condition(asset, condition, out=event.action == "checked_out")


def _undo_checkout(asset: Asset, event: Event, act: Act) -> None:
    holder_id = asset.holder_id
    state, place = _place_before(asset, event)
    ledger.record(
        asset, "checkout_undone", act, to=state, changes={"holder_id": None, **place}, person_id=holder_id,
        details=_naming(event),
    )  # fmt: skip
    if opened := checkouts.open_checkout_of(asset):
        accessories.take_all_back(opened, act)
    checkouts.undo_checkout(asset, act)


def _undo_checkin(asset: Asset, event: Event, act: Act) -> None:
    if event.action == "returned_to_its":
        _refuse_unless_its(asset, act)
    else:
        refuse_if_central(asset, act)
    changes = {"holder_id": event.person_id, "room_id": None, "cart_id": None, "slot": None}
    ledger.record(
        asset, "checkin_undone", act, to="checked_out", changes=changes, person_id=event.person_id,
        details=_naming(event),
    )  # fmt: skip
    checkouts.reopen_checkout(asset)
    if reopened := checkouts.open_checkout_of(asset):
        accessories.give_again(reopened, event.happened_at, act)


def _refuse_unless_its(asset: Asset, act: Act) -> None:
    """What came back to ITS changes by ITS alone."""
    if act.actor and not may(act.actor, ITS, asset.site_id):
        raise ManagedByITS(asset=str(asset))


def _place_before(asset: Asset, event: Event) -> tuple[str, dict[str, Any]]:
    """Where the asset stood before it went out, as far as there is still room for it; else the site's storage."""
    before = _before(event, {"state", "room", "cart", "slot"})
    room = _named(select(Room), Room.uuid, before.get("room"))
    if room is not None and room.closed_at is None and room.site_id == asset.site_id:
        return str(before["state"]), {"room_id": room.id}
    cart = _named(select(Asset), Asset.uuid, before.get("cart"))
    if cart is not None and cart.site_id == asset.site_id and not _is_taken(cart, before.get("slot")):
        return str(before["state"]), {"cart_id": cart.id, "slot": before.get("slot")}
    if room is None and cart is None:
        return str(before["state"]), {}
    store = place_of_return(asset.site_id)
    return placed_state(store), {"room_id": store.id if store else None}


def _before(event: Event, names: set[str]) -> dict[str, Any]:
    """The last word of earlier events on some of an asset's columns."""
    earlier = select(Event.changes).where(Event.asset_id == event.asset_id, Event.number < event.number)
    known: dict[str, Any] = {}
    for changes in db.session.scalars(earlier.order_by(Event.number.desc())):
        known = {name: value for name, value in changes.items() if name in names} | known
        if known.keys() == names:
            break
    return known


def _named(query: Select[T], column: InstrumentedAttribute[UUID], uuid: str | None) -> T | None:
    return db.session.scalar(query.where(column == UUID(uuid))) if uuid else None


def _is_taken(cart: Asset, slot: int | None) -> bool:
    inside = select(Asset.id).where(Asset.cart_id == cart.id, Asset.slot == slot)
    return slot is not None and db.session.scalar(inside.limit(1)) is not None


def _is_undone(event: Event) -> bool:
    later = select(Event.details).where(
        Event.asset_id == event.asset_id, Event.number > event.number, Event.action.in_(UNDOABLE.values())
    )
    return any(details.get("about") == event.number for details in db.session.scalars(later))


def _later(event: Event) -> list[dict[str, Any]]:
    later = select(Event.changes).where(Event.asset_id == event.asset_id, Event.number > event.number)
    return list(db.session.scalars(later))


def _naming(event: Event) -> dict[str, Any]:
    return {"about": event.number}
