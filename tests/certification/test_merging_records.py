"""Two records of one device become one: what was seen of either was seen of it, and papers call it by its tag."""

from uuid import uuid4

import pytest

from app.domain import carts, certification, register
from app.domain.carts import SlotSeen
from app.domain.certification import watching
from app.domain.certification.spot_checks import told_of
from app.models import Certification
from tests.certification.school import COUNTED, ends
from tests.conftest import FixedClock
from tests.district import District


def test_what_was_seen_of_either_record_counts_in_the_cycle(
    counted: Certification, district: District, fixed_clock: FixedClock
) -> None:
    """In a room and in a cart, through one merge and through two. Policy: CERT-2, LAW-4."""
    fixed_clock.pass_time(minutes=1)
    act, seen = district.act(), SlotSeen(1, "present", district.asset("A1006"))
    carts.confirm(district.asset("C1"), [seen], uuid4(), act)
    for kept, twin in (("A1011", "A1001"), ("A1012", "A1011"), ("A1030", "A1006")):
        register.merge(district.asset(kept), district.asset(twin), act)
    found = ends(counted)
    assert (found["A1012"], found["A1030"]) == ("sighted", "sighted")
    assert {"A1001", "A1011", "A1006"}.isdisjoint(found)
    assert district.user("ivy").id in certification.sights.seers_of(
        district.asset("A1012").id, counted.cycle.seen_since
    )
    figures = watching.figures_of(counted.cycle, [counted.site_id])[counted.site_id]
    assert figures.counts == certification.progress_of(counted).counts
    assert figures.counts["sighted"] == len(COUNTED) + 2
    assert district.faults() == []


def test_what_was_drawn_is_checked_and_printed_as_what_stands_for_it(
    counted: Certification, district: District
) -> None:
    """Policy: LAW-4."""
    certification.draw(counted, district.act("paul"))
    for kept, twin in (("A1011", "A1001"), ("A1012", "A1011")):
        register.merge(district.asset(kept), district.asset(twin), district.act())
    checks = certification.drawn(counted)
    assert {str(check.device) for check in checks} == {"A1002", "A1003", "A1012"}
    assert "'A1012'" in str(told_of(checks)["draws"])
    with pytest.raises(certification.SameEyes):
        certification.see(counted, "A1001", district.act("ivy"))
    assert certification.see(counted, "A1001", district.act("paul")).device == district.asset("A1012")
    ended = certification.ends_of(counted)
    assert certification.drawable(ended, checks).fresh == 0
