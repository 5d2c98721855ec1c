"""A cart that its teacher has checked out and looks through, and what she found to differ. Policy: CUS-7."""

from datetime import timedelta

from app.db import uuid7
from app.domain import carts
from app.domain.carts import SlotSeen
from app.domain.demonstration.calendar import Calendar
from app.domain.demonstration.furnishing import Place
from app.domain.demonstration.telling import Told
from app.models import User

MISSING, DAMAGED, EMPTY = 9, 17, 35


def look_through_a_cart(place: Place, calendar: Calendar, users: dict[str, User]) -> None:
    """In room 204 one device is missing, one damaged, and one of the storage too many."""
    room, teacher = place.rooms["204"], Told.now(users["teacher"], "demo")
    cart = next(asset for asset in place.fixed["204"] if asset.slots)
    inside = carts.contents_of(cart)
    began = calendar.at(calendar.first_day() + timedelta(days=2), 9)
    carts.check_out(cart, place.act.at(began), to=place.roster.keepers["204"], room=room)
    other = {MISSING: "missing", DAMAGED: "damaged"}
    said = [
        SlotSeen(asset.slot, other.get(asset.slot or 0, "present"), asset)
        for asset in inside
        if asset.state == "deployed"
    ]
    spare = next(asset for stock in place.stock.values() for asset in stock if asset.state == "in_stock")
    said.append(SlotSeen(EMPTY, "present", spare))
    carts.confirm(cart, said, uuid7(), teacher.at(calendar.counting(0.92)))
