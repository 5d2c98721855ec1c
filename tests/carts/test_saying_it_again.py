"""A cart is looked through twice: the later word on a device or a code holds, whatever slot it stands in by then."""

from collections.abc import Callable

import pytest

from tests.carts.checking import confirms, open_now
from tests.conftest import FixedClock
from tests.district import District
from tests.phones import Phone


@pytest.mark.parametrize("code", ["A1001", "MENU-7"])
def test_what_stands_in_another_slot_by_now_is_open_once(
    phone: Callable[[str], Phone], district: District, fixed_clock: FixedClock, code: str
) -> None:
    tess = phone("tess")
    for slot in (5, 8):
        tess.sends(confirms(tess, (slot, "present", None, code)))
        assert [row.slot for row in open_now(district)] == [slot]
        fixed_clock.pass_time(minutes=5)
