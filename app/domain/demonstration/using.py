"""Devices on their way from storage into carts, backpacks and hands. Policy: CUS-1, CUS-4."""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta

from app.domain import carts, custody
from app.domain.custody import NewCheckout
from app.domain.ledger import Act
from app.models import Asset, Person, Room

MINUTE = timedelta(minutes=1)


def load_cart(cart: Asset, devices: Iterable[Asset], began: datetime, act: Act) -> None:
    """Slot after slot, from the first."""
    carts.load_all(
        cart,
        [(slot, device, act.at(began + slot * MINUTE)) for slot, device in enumerate(devices, start=1)],
    )


def check_out(devices: Sequence[Asset], people: Sequence[Person], began: datetime, act: Act) -> None:
    """One device to each person, one after the other. Policy: CUS-2."""
    custody.check_out_all(
        [
            NewCheckout(device, person, act.at(began + number * MINUTE), device.condition)
            for number, (device, person) in enumerate(zip(devices, people, strict=True))
        ]
    )


def collect(devices: Iterable[Asset], room: Room, began: datetime, act: Act, *, condition: str) -> None:
    """Back into storage at the end of a school year. Policy: CUS-3."""
    for number, device in enumerate(devices):
        custody.check_in(device, room, act.at(began + number * MINUTE), condition=condition)
