"""Where a device stands that does not arrive: where it stood before, as far as there is room for it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select

from app.db import db
from app.domain.custody import desk
from app.domain.lifecycle import placed_state
from app.domain.portions import portions
from app.models import Asset, Room, Transfer, TransferLine

Slots = set[tuple[int, int]]


@dataclass(frozen=True, slots=True)
class PlaceBack:
    """A place and the state that goes with it."""

    state: str
    changes: dict[str, Any]


def places_of_return(transfer: Transfer, lines: Sequence[TransferLine]) -> dict[int, PlaceBack]:
    """For each line the place its device was taken from.

    Where that is no more (a room that closed, a cart that left, a slot that is taken) it is the site's storage.
    """
    carts, taken = carts_at(transfer.from_site_id, lines)
    rooms = _rooms(lines)
    storage = desk.place_of_return(transfer.from_site_id)
    told: dict[int, PlaceBack] = {}
    for line in lines:
        room = rooms.get(line.from_room_id or 0)
        if line.from_cart_id in carts and (line.from_cart_id, line.from_slot) not in taken:
            changes = {"room_id": None, "cart_id": line.from_cart_id, "slot": line.from_slot}
            told[line.id] = PlaceBack(line.from_state or "deployed", changes)
        elif room is not None and room.closed_at is None and line.from_state is not None:
            told[line.id] = PlaceBack(line.from_state, _in(room))
        elif line.from_room_id is None and line.from_cart_id is None and line.from_state is not None:
            told[line.id] = PlaceBack(line.from_state, _in(None))
        else:
            told[line.id] = PlaceBack(placed_state(storage), _in(storage))
    return told


def carts_at(site_id: int, lines: Sequence[TransferLine]) -> tuple[set[int], Slots]:
    """The carts from which devices were taken that are at this site now, and which of their slots are taken."""
    wanted = {line.from_cart_id for line in lines if line.from_cart_id}
    carts, taken = set[int](), Slots()
    for some in portions(sorted(wanted)):
        carts |= set(db.session.scalars(select(Asset.id).where(Asset.id.in_(some), Asset.site_id == site_id)))
        inside = select(Asset.cart_id, Asset.slot).where(Asset.cart_id.in_(some), Asset.slot.is_not(None))
        taken |= {(cart, slot) for cart, slot in db.session.execute(inside) if cart and slot}
    return carts, taken


def _in(room: Room | None) -> dict[str, Any]:
    return {"room_id": room.id if room else None, "cart_id": None, "slot": None}


def _rooms(lines: Sequence[TransferLine]) -> dict[int, Room]:
    wanted = sorted({line.from_room_id for line in lines if line.from_room_id})
    return {
        room.id: room
        for some in portions(wanted)
        for room in db.session.scalars(select(Room).where(Room.id.in_(some)))
    }
