"""Neither school loses sight of a device on its way, or of one that another school counted. Policy: ORG-7, CERT-2."""

import re
from collections.abc import Callable

import pytest
from sqlalchemy import select

from app.db import db
from app.domain import losses, policy
from app.models import Discrepancy
from tests.asking import statements
from tests.conftest import FixedClock, Visits
from tests.district import District, Visitor
from tests.phones import Phone, at_a_desk
from tests.transfers.lists import packed, scan, sent


def test_neither_school_loses_sight_of_what_is_on_its_way(
    ivy: Visitor, lola: Visitor, district: District
) -> None:
    unsent = packed(ivy, "A1002")
    list_ = sent(ivy, "A1001")
    assert lola.get(unsent).status_code == 404
    assert "A1001" in ivy.get("/assets?state=in_transit").text
    coming = lola.get("/assets?state=in_transit").text
    assert "A1001" in coming
    assert list_ in coming
    assert "A1002" not in coming
    assert lola.get(f"/assets/{district.asset('A1001').uuid}").status_code == 404
    for by in (ivy, lola):
        assert list_ in by.get("/transfers").text
    assert f'action="{list_}/accept"' in lola.get("/scan/resolve?code=A1001").text
    assert "Another school" in lola.get("/scan/resolve?code=A1002").text


def test_what_does_not_arrive_in_time_is_in_both_schools_attention(
    ivy: Visitor, lola: Visitor, district: District, fixed_clock: FixedClock, visit: Visits
) -> None:
    list_ = sent(ivy, "A1001", "A1002")
    scan(lola, list_, "A1001")
    assert list_ not in ivy.get("/attention").text
    fixed_clock.pass_time(days=policy.value("transfer_overdue_days"), minutes=1)
    for who in ("ivy", "lola"):
        attention = visit(who).get("/attention").text
        assert list_ in attention
        assert "not all of it has arrived" in attention
    # Who keeps the books hears of it, and is led nowhere they may not go.
    books = visit("fay").get("/attention").text
    assert ("not all of it has arrived" in books, list_ in books) == (True, False)
    assert "Overdue" in visit("lola").get("/transfers").text
    visit("ivy").post(f"{list_}/recall")
    assert list_ not in visit("lola").get("/attention").text
    assert district.asset("A1002").room == district.room("204")


def test_what_is_on_its_way_waits_for_whoever_takes_it_in(
    ivy: Visitor, lola: Visitor, visit: Visits, district: District
) -> None:
    begun = badge_of(lola)
    list_ = sent(ivy, "A1001", "A1002")
    assert "2 devices are on their way to you" in lola.get("/attention").text
    assert badge_of(lola) == begun + 1
    scan(lola, list_, "A1001")
    assert "1 device is on its way to you" in lola.get("/attention").text
    for other in ("ivy", "ian", "paul"):
        assert "on its way to you" not in visit(other).get("/attention").text
    scan(lola, list_, "A1002")
    assert "on its way to you" not in lola.get("/attention").text
    assert badge_of(lola) == begun


def badge_of(who: Visitor) -> int:
    """The number at Attention."""
    number = re.search(r'class="spoken">(\d+) waiting', who.get("/more").text)
    return int(number[1]) if number else 0


def test_a_device_counted_at_another_school_is_news_to_its_owner(
    ivy: Visitor, lola: Visitor, phone: Callable[[str], Phone], district: District
) -> None:
    """Lincoln counts A1001 in its lab: Lincoln hears whose it is, Marshall where it was seen, and sends it there."""
    count(phone("lola"), "L1", "A1001")
    attention = ivy.get("/attention").text
    assert "counted at Lincoln High" in attention
    assert "Secret Lab" not in attention
    assert "8729" in re.findall(r"/transfers/new\?([^\"]+)", attention)[0]
    list_ = sent(ivy, "A1001")
    assert "counted at Lincoln High" not in ivy.get("/attention").text
    scan(lola, list_, "A1001")
    db.session.rollback()
    found = db.session.scalars(select(Discrepancy).where(Discrepancy.kind == "other_site")).one()
    assert found.settled_how == "accepted"


def test_seen_at_home_again_it_is_no_news_any_more(
    ivy: Visitor, phone: Callable[[str], Phone], fixed_clock: FixedClock
) -> None:
    count(phone("lola"), "L1", "A1001")
    assert "counted at Lincoln High" in ivy.get("/attention").text
    fixed_clock.pass_time(minutes=5)
    count(phone("ivy"), "204", "A1001")
    assert "counted at Lincoln High" not in ivy.get("/attention").text


def count(by: Phone, room: str, code: str) -> None:
    """A room counted and finished, with this one device in it."""
    told = by.sends(by.sees(room, code), by.finishes(room))
    assert [one["outcome"] for one in told] == ["applied", "applied"]


@pytest.mark.parametrize("path", ["/transfers", "/losses", "/assets?state=in_transit"])
def test_a_list_asks_as_much_of_few_as_of_many(
    ivy: Visitor, lola: Visitor, district: District, path: str
) -> None:
    sent(lola, "B2001", to="8217", site="8729")
    with statements() as few:
        ivy.get(path)
    with at_a_desk():
        for tag in ("A1003", "A1004", "A1005"):
            losses.report(district.asset(tag), "lost", district.act())
    for tag in ("A1001", "A1002", "A1011"):
        sent(ivy, tag)
    with statements() as many:
        assert ivy.get(path).status_code == 200
    assert len(many) <= len(few) + 1 < 20
