"""How a site of the demonstration is laid out: its doors, who answers behind each, and what was delivered there."""

from collections.abc import Iterable
from dataclasses import dataclass

from app.domain.directory import SiteDetails


@dataclass(frozen=True, slots=True)
class Door:
    """A room. Its cart is loaded from a delivery; its students take devices home from one.

    `keeper` is the account of whoever answers for the room; where there is none, it is somebody of the staff.
    """

    code: str
    name: str
    kind: str = "classroom"
    students: int = 0
    take_home: str = ""
    cart: str = ""
    slots: int = 0
    keeper: str = ""


@dataclass(frozen=True, slots=True)
class Delivery:
    """So many of an order: behind one door, or behind every door of a kind."""

    order: str
    where: str
    count: int = 1


@dataclass(frozen=True, slots=True)
class Plan:
    """A site. Its `manager` (an account) registers, checks out and counts."""

    details: SiteDetails
    manager: str
    doors: tuple[Door, ...]
    deliveries: tuple[Delivery, ...]
    more_staff: int = 0

    def where(self, delivery: Delivery) -> list[str]:
        """The codes of the doors that a delivery goes to, one for each device."""
        codes = [door.code for door in self.doors if delivery.where in (door.code, door.kind)]
        return [code for code in codes for _ in range(delivery.count)]


def classrooms(codes: Iterable[str], *, students: int = 0, take_home: str = "") -> tuple[Door, ...]:
    """Rooms alike, side by side."""
    return tuple(Door(code, f"Room {code}", students=students, take_home=take_home) for code in codes)
