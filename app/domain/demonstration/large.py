"""A district of any size, to measure with: schools alike, forty devices to a room, everything by the ledger."""

from collections.abc import Iterator, Sequence
from datetime import timedelta
from itertools import islice
from random import Random
from typing import Any

from sqlalchemy import select

from app.db import db
from app.domain import checkouts, ledger, register
from app.domain.demonstration.accounts import email_of, open_accounts
from app.domain.demonstration.calendar import Calendar
from app.domain.demonstration.kinds import KINDS, models
from app.domain.demonstration.loading import SEED, prepare
from app.domain.demonstration.names import FAMILY, GIVEN
from app.domain.demonstration.schools_alike import (
    ASSETS_A_ROOM,
    FIRST_SCHOOL,
    LOADED,
    REGIONS,
    Spot,
    insert_keyed,
    open_rooms,
    open_school,
    spots,
)
from app.domain.demonstration.telling import Told
from app.domain.ledger import Act, NewAsset
from app.models import AssetModel, Person, User

ASSETS_A_SCHOOL, ROOMS_AT_ONCE = 1_000, 50
FIRST_BADGE = 2_000_000
# A bijection below sixteen million, so that no serial number and no address comes twice.
PRIME, FACTOR = 16_777_213, 7_368_787


def load_large(schools: int, assets: int, strength: str = "strong") -> Iterator[int]:
    """So many schools with so many assets among them; says after each part how many there are.

    The caller commits each part and may begin a new session for the next. Raises NotEmpty.
    """
    prepare()
    works = Works(Calendar.today(), Random(SEED))
    for number in range(schools):
        site_id = open_school(number)
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
            keys = open_rooms(site_id, numbers)
            wanted = (spot for number, key in zip(numbers, keys, strict=True) for spot in spots(number, key))
            self._furnish(site_id, list(islice(wanted, count - first * ASSETS_A_ROOM)))
            yield self._made

    def _furnish(self, site_id: int, wanted: Sequence[Spot]) -> None:
        bought, lent = (
            self._calendar.at(self._calendar.first_day(), 9) - timedelta(days=days) for days in (30, 0)
        )
        act = Told.now(_manager(), "demo").at(bought)
        columns = {"site_id": site_id}
        carts = [spot for spot in wanted if spot.word == "cart"]
        keys = ledger.register_all(
            [self._device(spot, act, columns | {"room_id": spot.room_id, "slots": LOADED}) for spot in carts]
        )
        cart_in = {spot.room_id: key for spot, key in zip(carts, keys, strict=True)}
        holders = iter(self._enrol(site_id, [spot.room_id for spot in wanted if spot.how == "held"]))
        new = [
            self._device(spot, act, columns | _placed(spot, cart_in, holders))
            for spot in wanted
            if spot.word != "cart"
        ]
        keys = ledger.register_all(new)
        checkouts.open_checkouts(
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
        return insert_keyed(Person, rows)


def _placed(spot: Spot, cart_in: dict[int, int], holders: Iterator[int]) -> dict[str, Any]:
    if spot.how == "held":
        return {"state": "checked_out", "holder_id": next(holders)}
    if spot.how == "loaded":
        return {"cart_id": cart_in[spot.room_id], "slot": spot.slot}
    return {"room_id": spot.room_id, "state": "in_stock" if spot.how == "stock" else "deployed"}


def _open_accounts(strength: str) -> None:
    """All at the first school, but for those who look after many."""
    places = dict.fromkeys(
        ("idm", "teacher", "principal", "finance", "technician", "auditor"), str(FIRST_SCHOOL)
    )
    open_accounts(strength, places | {"region": REGIONS[0].upper()})


def _manager() -> User:
    return db.session.scalars(select(User).where(User.email == email_of("idm"))).one()
