"""What should be in a room: what is placed there, what is in its carts, and what the students hold who learn there.

Those are the students whose homeroom it is and those of the classes that meet there. Whoever has left is awaited
nowhere: what they hold is on the list of what is to be collected.
"""

from collections.abc import Collection, Mapping
from typing import Any

from sqlalchemy import ColumnElement, CompoundSelect, Select, Subquery, case, func, select, union_all
from sqlalchemy.orm import aliased

from app import clock
from app.db import db
from app.models import Asset, Enrollment, Identifier, Person, Room, SchoolClass
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
        for room_id, site_id, asset_id in db.session.execute(_ways(list(rooms))).all():
            if rooms[room_id] == site_id:
                expected[room_id].add(asset_id)
    return expected


def expected_rows(room: Room) -> Select[Any]:
    """The assets expected in a room, to be joined further and shown."""
    expected = ways_into([room.id])
    keys = select(expected.c.asset_id).where(expected.c.site_id == room.site_id)
    return select(Asset).where(Asset.id.in_(keys))


def codes_of_two(assets: Collection[int]) -> list[str]:
    """The codes that two of these assets bear."""
    if not assets:
        return []
    query = select(Identifier.key).where(Identifier.asset_id.in_(assets)).group_by(Identifier.key)
    return list(db.session.scalars(query.having(func.count(Identifier.asset_id.distinct()) > 1)))


def expected_by_room(site_id: int) -> dict[int, int]:
    """How many assets each room of a site expects, in one query."""
    ways = ways_into(select(Room.id).where(Room.site_id == site_id))
    query = select(ways.c.room_id, func.count(ways.c.asset_id.distinct())).where(ways.c.site_id == site_id)
    return dict(db.session.execute(query.group_by(ways.c.room_id)).all())


def ways_into(rooms: list[int] | Select[int]) -> Subquery:
    """Room, site and asset of whatever is expected in some rooms, to be joined; some more than once.

    Who holds another school's device is no reason to expect that here: compare the site.
    """
    return _ways(rooms).subquery()


def class_rooms(site_id: int) -> Select[int | None, int, int]:
    """Asset and room, where a student who holds a device of the site learns in a room of it."""
    return _learned().where(Asset.site_id == site_id, SchoolClass.site_id == site_id).distinct()


def expected_room() -> ColumnElement[int]:
    """The key of the room in which an asset is expected before any other; its query joins cart and holder."""
    return case(
        (Asset.holder_id.is_not(None), case((Person.left_at.is_(None), Person.homeroom_id))),
        (Asset.cart_id.is_not(None), Cart.room_id),
        else_=Asset.room_id,
    )


def _ways(rooms: list[int] | Select[int]) -> CompoundSelect[Any]:
    """Room, site and asset, by each way an asset comes to be expected in a room, so that each way finds its index."""
    standing = select(Asset.room_id.label("room_id"), Asset.site_id, Asset.id.label("asset_id"))
    carried = select(Cart.room_id, Asset.site_id, Asset.id).join(Cart, Asset.cart_id == Cart.id)
    held = select(Person.homeroom_id, Asset.site_id, Asset.id).join(Person, Asset.holder_id == Person.id)
    return union_all(
        standing.where(Asset.room_id.in_(rooms), Asset.state.in_(PLACED_STATES)),
        carried.where(Cart.room_id.in_(rooms), Asset.state.in_(PLACED_STATES)),
        held.where(Person.homeroom_id.in_(rooms), Person.left_at.is_(None), Asset.state == "checked_out"),
        _learned().where(SchoolClass.room_id.in_(rooms)),
    )


def _learned() -> Select[int | None, int, int]:
    """What the students of a class hold is expected where it meets."""
    return (
        select(SchoolClass.room_id, Asset.site_id, Asset.id.label("asset_id"))
        .join(Enrollment, Enrollment.class_id == SchoolClass.id)
        .join(Person, Person.id == Enrollment.person_id)
        .join(Asset, Asset.holder_id == Person.id)
        .where(
            SchoolClass.room_id.is_not(None),
            SchoolClass.ended_at.is_(None),
            Enrollment.role == "student",
            Enrollment.holds(clock.day()),
            Person.left_at.is_(None),
            Asset.state == "checked_out",
        )
    )
