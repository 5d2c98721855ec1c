"""What should be in a room: what is placed there, what is in its carts, and what its homeroom's students hold."""

from typing import Any

from sqlalchemy import ColumnElement, Select, case, func, select
from sqlalchemy.orm import aliased

from app.db import db
from app.models import Asset, Person, Room
from app.models.register.asset import PRESENT_STATES

Cart = aliased(Asset, name="carts")


def expected_in(room: Room) -> set[int]:
    """The keys of the assets expected in a room now."""
    return set(db.session.scalars(expected_query(Asset.id).where(expected_room() == room.id)))


def expected_rows(room: Room) -> Select[Any]:
    """The assets expected in a room, to be joined further and shown."""
    return expected_query(Asset).where(expected_room() == room.id, Asset.site_id == room.site_id)


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
