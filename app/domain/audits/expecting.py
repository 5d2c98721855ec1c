"""What should be in a room: what is placed there, what is in its carts, and what its homeroom's students hold."""

from collections.abc import Iterable
from typing import Any

from sqlalchemy import ColumnElement, CompoundSelect, Select, case, func, select, union_all
from sqlalchemy.orm import aliased

from app.db import db
from app.models import Asset, Person, Room
from app.models.register.asset import PRESENT_STATES

Cart = aliased(Asset, name="carts")


def expected_in(room: Room) -> set[int]:
    """The keys of the assets expected in a room now."""
    return expected_in_all([room.id])[room.id]


def expected_in_all(rooms: Iterable[int]) -> dict[int, set[int]]:
    """The keys of the assets expected in each of these rooms now, in one query."""
    expected: dict[int, set[int]] = {room_id: set() for room_id in rooms}
    if expected:
        for room_id, asset_id in db.session.execute(_ways_into(expected)):
            expected[room_id].add(asset_id)
    return expected


def expected_rows(room: Room) -> Select[Any]:
    """The assets expected in a room, to be joined further and shown."""
    expected = _ways_into([room.id]).subquery()
    return select(Asset).where(Asset.id.in_(select(expected.c.asset_id)))


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


def _ways_into(rooms: Iterable[int]) -> CompoundSelect[Any]:
    """Pairs of room and asset, by each way an asset comes to be expected in a room, so that each finds its index.

    A student of this homeroom may hold another school's device: that one is not expected here.
    """
    keys = list(rooms)
    ways: list[tuple[Any, Any, Any]] = [
        (Asset.room_id, None, Asset.holder_id.is_(None)),
        (Cart.room_id, (Cart, Asset.cart_id == Cart.id), Asset.holder_id.is_(None)),
        (Person.homeroom_id, (Person, Asset.holder_id == Person.id), Asset.holder_id.is_not(None)),
    ]
    queries = []
    for room, by_way_of, condition in ways:
        query = select(room.label("room_id"), Asset.id.label("asset_id")).select_from(Asset)
        query = query.join(*by_way_of) if by_way_of else query
        query = query.join(Room, (Room.id == room) & (Room.site_id == Asset.site_id))
        queries.append(query.where(room.in_(keys), condition, Asset.state.in_(PRESENT_STATES)))
    return union_all(*queries)
