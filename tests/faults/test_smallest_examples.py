"""What the state machine found, told in as few steps as it takes."""

from collections.abc import Callable
from typing import Any

from sqlalchemy import func, select

from app.db import db
from app.models import Event
from tests.conftest import FixedClock
from tests.district import District
from tests.phones import Phone, Sent

NewPhone = Callable[[str], Phone]


def test_a_sighting_that_is_undone_does_not_take_a_cart_check_with_it(
    phone: NewPhone, district: District, fixed_clock: FixedClock
) -> None:
    """Last seen was forgotten, and a found device lost again, though it had been seen in its cart."""
    ivy = phone("ivy")
    ivy.sends(ivy.makes("asset.report", {"code": "A1006", "kind": "lost", "note": ""}))
    fixed_clock.pass_time(minutes=1)
    seen = ivy.sees("204", "A1006")
    checked = fixed_clock.pass_time(minutes=1)
    confirmed = confirms(ivy, district, 1, "A1006")
    fixed_clock.pass_time(minutes=1)
    again = ivy.sees("205", "A1006")
    assert {result["outcome"] for result in ivy.sends(seen, confirmed, again)} == {"applied"}
    ivy.sends(ivy.undoes(again, room="205"), ivy.undoes(seen))
    asset = district.asset("A1006")
    assert (asset.last_seen_at, asset.last_seen_room) == (checked, district.room("204"))
    assert asset.state == "deployed"
    assert district.faults() == []


def test_a_cart_whose_own_label_is_read_into_a_slot_is_seen_once_and_not_in_itself(
    phone: NewPhone, district: District
) -> None:
    ivy = phone("ivy")
    assert [result["outcome"] for result in ivy.sends(confirms(ivy, district, 2, "C1"))] == ["applied"]
    assert district.asset("C1").cart_id is None
    seen = select(func.count()).select_from(Event).where(Event.action == "sighted")
    assert db.session.scalar(seen) == 1
    assert district.faults() == []


def confirms(phone: Phone, district: District, slot: int, tag: str) -> Sent:
    said: dict[str, Any] = {
        "slot": slot,
        "asset": str(district.asset(tag).uuid),
        "code": tag,
        "state": "present",
    }
    return phone.makes("cart.confirm", {"cart": str(district.asset("C1").uuid), "slots": [said]})
