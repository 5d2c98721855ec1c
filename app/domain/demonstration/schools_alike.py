"""Schools that are all alike: their names, their rooms, and the forty devices of each room."""

from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import select

from app.db import Base, db, insert_all, table_of, uuid7
from app.domain import directory
from app.domain.directory import SiteDetails
from app.models import Room

ASSETS_A_ROOM, LOADED, FIRST_SCHOOL = 40, 30, 10_001
REGIONS = ("North", "East", "South", "West", "Central", "Harbor", "Valley", "Foothills")
TREES = (
    "Alder", "Birch", "Cedar", "Elm", "Fir", "Hazel", "Juniper", "Laurel", "Maple", "Oak", "Pine", "Willow",
)  # fmt: skip
LEVELS = ("Elementary", "Middle", "High")
EQUIPMENT = (
    "panel", "document camera", "printer", "monitor", "monitor", "monitor", "desktop", "desktop", "desktop",
    "desktop", "desktop", "desktop",
)  # fmt: skip


class Spot(NamedTuple):
    """Where a device goes: into a room, onto a cart's slot, to a student, or on a shelf."""

    room_id: int
    word: str
    how: str
    slot: int | None = None


def spots(number: int, room_id: int) -> Iterator[Spot]:
    """The forty devices of a room: a store, a room with a cart, or a homeroom whose students carry theirs."""
    if stores(number):
        yield from (Spot(room_id, "chromebook", "stock") for _ in range(ASSETS_A_ROOM))
        return
    cart = number % 5 == 0
    if cart:
        yield Spot(room_id, "cart", "placed")
        yield from (Spot(room_id, "chromebook", "loaded", slot) for slot in range(1, LOADED + 1))
    own = ASSETS_A_ROOM - LOADED - 1 if cart else len(EQUIPMENT)
    yield from (Spot(room_id, word, "placed") for word in EQUIPMENT[:own])
    if not cart:
        yield from (Spot(room_id, "chromebook", "held") for _ in range(ASSETS_A_ROOM - own))


def open_school(number: int) -> int:
    """The next school; its key."""
    name = f"{TREES[number % len(TREES)]} {LEVELS[number // len(TREES) % len(LEVELS)]}"
    name += f" {number // (len(TREES) * len(LEVELS)) + 1}"
    region = REGIONS[number % len(REGIONS)]
    site, _ = directory.put_site(SiteDetails(str(FIRST_SCHOOL + number), name, region=region))
    return site.id


def open_rooms(site_id: int, numbers: Sequence[int]) -> list[int]:
    """Some rooms of a school; their keys."""
    return insert_keyed(
        Room,
        [
            {
                "site_id": site_id,
                "code": str(101 + number),
                "name": f"{'Storage' if stores(number) else 'Room'} {101 + number}",
                "kind": "storage" if stores(number) else "classroom",
            }
            for number in numbers
        ],
    )


def insert_keyed(model: type[Base], rows: Sequence[dict[str, Any]]) -> list[int]:
    """Many rows at once; their keys in the same order."""
    named = [{"uuid": uuid7(), **row} for row in rows]
    insert_all(model, named)
    keys: dict[UUID, int] = {}
    table = table_of(model)
    for start in range(0, len(named), 500):
        uuids = [row["uuid"] for row in named[start : start + 500]]
        query = select(table.c.uuid, table.c.id).where(table.c.uuid.in_(uuids))
        keys |= dict(db.session.execute(query).all())
    return [keys[row["uuid"]] for row in named]


def stores(number: int) -> bool:
    """Whether the room of this number is a store. Policy: REG-5."""
    return number % 25 == 1
