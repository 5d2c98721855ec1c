"""A district of any size, to measure with: schools alike, forty devices to a room, everything by the ledger."""

from collections.abc import Iterator, Sequence
from datetime import timedelta
from itertools import islice
from random import Random
from typing import Any, NamedTuple

from sqlalchemy import insert

from app.db import Base, db, table_of
from app.domain import custody, directory, ledger, register
from app.domain.demonstration.accounts import email_of, open_accounts
from app.domain.demonstration.calendar import Calendar
from app.domain.demonstration.kinds import KINDS, models
from app.domain.demonstration.loading import SEED, prepare
from app.domain.demonstration.names import FAMILY, GIVEN
from app.domain.directory import SiteDetails
from app.domain.ledger import Act, NewAsset
from app.models import AssetModel, Person, Room, User

ASSETS_A_SCHOOL, ASSETS_A_ROOM, ROOMS_AT_ONCE = 1_000, 40, 50
REGIONS = ("North", "East", "South", "West", "Central", "Harbor", "Valley", "Foothills")
TREES = (
    "Alder",
    "Birch",
    "Cedar",
    "Elm",
    "Fir",
    "Hazel",
    "Juniper",
    "Laurel",
    "Maple",
    "Oak",
    "Pine",
    "Willow",
)
LEVELS = ("Elementary", "Middle", "High")
FIRST_SCHOOL, FIRST_BADGE = 10_001, 2_000_000
# A bijection below sixteen million, so that no serial number and no address comes twice.
PRIME, FACTOR = 16_777_213, 7_368_787
EQUIPMENT = (
    "panel", "document camera", "printer", "monitor", "monitor", "monitor", "desktop", "desktop", "desktop",
    "desktop", "desktop", "desktop",
)  # fmt: skip
LOADED = 30


class Spot(NamedTuple):
    """Where a device goes: into a room, onto a cart's slot, to a student, or on a shelf."""

    room_id: int
    word: str
    how: str
    slot: int | None = None


def load_large(schools: int, assets: int, strength: str = "strong") -> Iterator[int]:
    """So many schools with so many assets among them; says after each part how many there are.

    The caller commits each part and may begin a new session for the next. Raises NotEmpty.
    """
    prepare()
    works = Works(Calendar.today(), Random(SEED))
    for number in range(schools):
        site_id = _open_school(number)
        if number == 0:
            _open_accounts(strength)
        yield from works.fill(site_id, assets // schools + (number < assets % schools))


class Works:
    """Turns out devices by the thousand. It remembers numbers alone, and no object of any session."""

    def __init__(self, calendar: Calendar, chance: Random) -> None:
        self._calendar, self._chance = calendar, chance
        self._money = register.funding_named("General Fund").id
        self._papers = {word: self._paper(word, model) for word, model in models().items()}
        self._made = self._enrolled = 0

    def fill(self, site_id: int, count: int) -> Iterator[int]:
        """Rooms, people and devices of one school, fifty rooms at a time."""
        rooms = range(-(-count // ASSETS_A_ROOM))
        for first in rooms[::ROOMS_AT_ONCE]:
            numbers = rooms[first : first + ROOMS_AT_ONCE]
            keys = _open_rooms(site_id, numbers)
            spots = (spot for number, key in zip(numbers, keys, strict=True) for spot in _spots(number, key))
            self._furnish(site_id, list(islice(spots, count - first * ASSETS_A_ROOM)))
            yield self._made

    def _furnish(self, site_id: int, spots: Sequence[Spot]) -> None:
        bought, lent = (
            self._calendar.at(self._calendar.first_day(), 9) - timedelta(days=days) for days in (30, 0)
        )
        act = Act.now(_manager(), "demo").at(bought)
        columns = {"site_id": site_id}
        carts = [spot for spot in spots if spot.word == "cart"]
        keys = ledger.register_all(
            [self._device(spot, act, columns | {"room_id": spot.room_id, "slots": LOADED}) for spot in carts]
        )
        cart_in = {spot.room_id: key for spot, key in zip(carts, keys, strict=True)}
        holders = iter(self._enrol(site_id, [spot.room_id for spot in spots if spot.how == "held"]))
        new = [
            self._device(spot, act, columns | _placed(spot, cart_in, holders))
            for spot in spots
            if spot.word != "cart"
        ]
        keys = ledger.register_all(new)
        custody.open_checkouts(
            (key, one.columns["holder_id"], lent, "good")
            for key, one in zip(keys, new, strict=True)
            if one.columns["state"] == "checked_out"
        )

    def _device(self, spot: Spot, act: Act, columns: dict[str, Any]) -> NewAsset:
        self._made += 1
        scrambled = f"{self._made * FACTOR % PRIME:06X}"
        numbers = {"tag": f"A{self._made:07}", "serial": f"PF{scrambled}"}
        if KINDS[spot.word].wireless:
            numbers["wireless_mac"] = f"E0:C2:64:{scrambled[:2]}:{scrambled[2:4]}:{scrambled[4:]}"
        columns = {"state": "deployed"} | self._papers[spot.word] | numbers | columns
        return NewAsset(columns, register.codes_of(columns), act)

    def _paper(self, word: str, model: AssetModel) -> dict[str, Any]:
        kind, bought = KINDS[word], self._calendar.summer(1, 14)
        return {
            "model_id": model.id,
            "managed_by": model.category.managed_by,
            "condition": "good",
            "purchase_order": "4500100210",
            "purchased_on": bought - timedelta(days=46),
            "delivered_on": bought,
            "cost_cents": kind.cents,
            "funding_source_id": self._money,
            "warranty_months": kind.warranty,
            "operating_system": kind.system,
        }

    def _enrol(self, site_id: int, homerooms: Sequence[int]) -> list[int]:
        """A student for every homeroom given; their keys in the same order."""
        rows = []
        for room_id in homerooms:
            self._enrolled += 1
            badge = str(FIRST_BADGE + self._enrolled)
            name = {"given_name": self._chance.choice(GIVEN), "family_name": self._chance.choice(FAMILY)}
            rows.append(
                name
                | {
                    "site_id": site_id,
                    "kind": "student",
                    "external_id": badge,
                    "badge": badge,
                    "homeroom_id": room_id,
                }
            )
        return _insert(Person, rows)


def _spots(number: int, room_id: int) -> Iterator[Spot]:
    """The forty devices of a room: a store, a room with a cart, or a homeroom whose students carry theirs."""
    if _stores(number):
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


def _placed(spot: Spot, cart_in: dict[int, int], holders: Iterator[int]) -> dict[str, Any]:
    if spot.how == "held":
        return {"state": "checked_out", "holder_id": next(holders)}
    if spot.how == "loaded":
        return {"cart_id": cart_in[spot.room_id], "slot": spot.slot}
    return {"room_id": spot.room_id, "state": "in_stock" if spot.how == "stock" else "deployed"}


def _stores(number: int) -> bool:
    return number % 25 == 1


def _open_school(number: int) -> int:
    name = f"{TREES[number % len(TREES)]} {LEVELS[number // len(TREES) % len(LEVELS)]}"
    name += f" {number // (len(TREES) * len(LEVELS)) + 1}"
    region = REGIONS[number * len(REGIONS) // 1000 % len(REGIONS)]
    site, _ = directory.put_site(SiteDetails(str(FIRST_SCHOOL + number), name, region=region))
    return site.id


def _open_accounts(strength: str) -> None:
    """All at the first school, but for those who look after many."""
    places = dict.fromkeys(
        ("idm", "teacher", "principal", "finance", "technician", "auditor"), str(FIRST_SCHOOL)
    )
    open_accounts(strength, places | {"region": REGIONS[0].upper()})


def _open_rooms(site_id: int, numbers: Sequence[int]) -> list[int]:
    return _insert(
        Room,
        [
            {
                "site_id": site_id,
                "code": str(101 + number),
                "name": f"{'Storage' if _stores(number) else 'Room'} {101 + number}",
                "kind": "storage" if _stores(number) else "classroom",
            }
            for number in numbers
        ],
    )


def _manager() -> User:
    return db.session.query(User).filter_by(email=email_of("idm")).one()


def _insert(model: type[Base], rows: Sequence[dict[str, Any]]) -> list[int]:
    """Many rows at once; their keys in the same order."""
    if not rows:
        return []
    db.session.flush()
    table = table_of(model)
    statement = insert(table).returning(table.c.id, sort_by_parameter_order=True)
    return list(db.session.connection().execute(statement, list(rows)).scalars())
