"""What should be in a room: what is placed there, what is in its carts, and what its homeroom's students hold."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import ColumnElement, CompoundSelect, Select, case, func, select, union_all
from sqlalchemy.orm import aliased

from app.db import db
from app.models import Asset, Person, Room
from app.models.register.asset import PRESENT_STATES

Cart = aliased(Asset, name="carts")
PLACED_STATES = tuple(state for state in PRESENT_STATES if state != "checked_out")


def expected_in(room: Room) -> set[int]:
    """The keys of the assets expected in a room now."""
    return expected_in_all({room.id: room.site_id})[room.id]


def expected_in_all(rooms: Mapping[int, int]) -> dict[int, set[int]]:
    """The keys of the assets expected in each of some rooms, which are given with their sites; in one query.

    A student of a homeroom may hold another school's device: that one is not expected here.
    """
    expected: dict[int, set[int]] = {room_id: set() for room_id in rooms}
    if expected:
        for room_id, site_id, asset_id in db.session.execute(_ways_into(list(rooms))).all():
            if rooms[room_id] == site_id:
                expected[room_id].add(asset_id)
    return expected


def expected_rows(room: Room) -> Select[Any]:
    """The assets expected in a room, to be joined further and shown."""
    expected = _ways_into([room.id]).subquery()
    keys = select(expected.c.asset_id).where(expected.c.site_id == room.site_id)
    return select(Asset).where(Asset.id.in_(keys))


def expected_by_room(site_id: int) -> dict[int, int]:
    """How many assets each room of a site expects, in one query."""
    room = expected_room()
    query = expected_query(room, func.count()).where(Asset.site_id == site_id).group_by(room)
    return {room_id: count for room_id, count in db.session.execute(query) if room_id is not None}


def expected_query(*columns: Any) -> Select[Any]:
    """A query over the assets that ought to be somewhere, joined to their carts and holders."""
    return (
        select(*columns)
        .select_from(Asset)
        .outerjoin(Cart, Asset.cart_id == Cart.id)
        .outerjoin(Person, Asset.holder_id == Person.id)
        .where(Asset.state.in_(PRESENT_STATES))
    )


def expected_room() -> ColumnElement[int]:
    """The key of the room in which an asset is expected."""
    return case(
        (Asset.holder_id.is_not(None), Person.homeroom_id),
        (Asset.cart_id.is_not(None), Cart.room_id),
        else_=Asset.room_id,
    )


def _ways_into(rooms: list[int]) -> CompoundSelect[Any]:
    """Room, site and asset, by each way an asset comes to be expected in a room, so that each way finds its index."""
    standing = select(Asset.room_id.label("room_id"), Asset.site_id, Asset.id.label("asset_id"))
    carried = select(Cart.room_id, Asset.site_id, Asset.id).join(Cart, Asset.cart_id == Cart.id)
    held = select(Person.homeroom_id, Asset.site_id, Asset.id).join(Person, Asset.holder_id == Person.id)
    return union_all(
        standing.where(Asset.room_id.in_(rooms), Asset.state.in_(PLACED_STATES)),
        carried.where(Cart.room_id.in_(rooms), Asset.state.in_(PLACED_STATES)),
        held.where(Person.homeroom_id.in_(rooms), Asset.state == "checked_out"),
    )
