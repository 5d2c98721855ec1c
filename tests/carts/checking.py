"""What somebody says of a cart with a phone, and what it left open."""

from typing import Any

from app.db import db
from app.domain import carts
from app.domain.access import Scope
from app.models import SlotCheck
from tests.district import District
from tests.phones import Phone, Sent

Said = tuple[int | None, str, str | None] | tuple[int | None, str, str | None, str | None]


def confirms(who: Phone, *said: Said, cart: str = "C1", **more: Any) -> Sent:
    """Slots as (number, state, tag the phone believes, code it read)."""
    uuids = {one[2]: str(who.district.asset(one[2]).uuid) for one in said if one[2]}
    slots = [
        {
            "slot": one[0],
            "state": one[1],
            "asset": uuids.get(one[2] or ""),
            "code": one[3] if len(one) > 3 else None,
        }
        for one in said
    ]
    return who.makes("cart.confirm", {"cart": str(who.district.asset(cart).uuid), "slots": slots}, **more)


def open_now(district: District) -> list[SlotCheck]:
    db.session.rollback()
    return carts.differences_of(Scope.of(district.site("8217").id))
