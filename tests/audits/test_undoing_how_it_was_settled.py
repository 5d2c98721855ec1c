"""Whoever settles a difference is told what was done, with the way back as long as there is one. Policy: CERT-2."""

import re
from collections.abc import Callable

import pytest
from sqlalchemy import select

from app.db import db
from app.domain import carts, register, repairs
from app.models import Asset, Discrepancy, Event
from tests.conftest import FixedClock, Visits
from tests.district import District, Visitor
from tests.phones import Phone, at_a_desk

NewPhone = Callable[[str], Phone]


@pytest.fixture
def left_open(phone: NewPhone) -> dict[str, Discrepancy]:
    """The library as Ivy counted it: A1006 of cart C1, A1011 of Room 205, and a strange code."""
    ivy = phone("ivy")
    ivy.sends(*(ivy.sees("LIB", code) for code in ("A1006", "A1011", "X-7781")), ivy.finishes("LIB"))
    ivy.sends(ivy.sees("204", "A1001"), ivy.finishes("204"))
    query = select(Discrepancy).where(Discrepancy.settled_at.is_(None))
    return {each.code or str(each.asset): each for each in db.session.scalars(query)}


def test_what_was_moved_is_said_and_goes_back_where_it_stood(
    left_open: dict[str, Discrepancy], visit: Visits, district: District
) -> None:
    ivy, moved = visit("ivy"), left_open["A1011"]
    page = settle(ivy, moved, "move-here")
    assert "A1011 belongs to Library now." in page
    assert undo_in(page) == at(moved, "undo")
    assert undo_in(ivy.get(at(moved)).text) == at(moved, "undo")
    assert undo_in(visit("tess").get(at(moved)).text) is None
    for nobody, status in (("tess", 403), ("lola", 404)):
        assert visit(nobody).post(at(moved, "undo")).status_code == status
    page = settle(ivy, moved, "undo", next=at(moved))
    assert "Undone. A1011 waits to be settled again." in page
    assert "Move to Library" in page
    assert (how(moved), district.asset("A1011").room) == (None, district.room("205"))
    assert ivy.post(at(moved, "undo")).status_code == 409
    assert district.faults() == []


def test_what_was_touched_since_stays(
    left_open: dict[str, Discrepancy], visit: Visits, district: District, fixed_clock: FixedClock
) -> None:
    ivy, moved = visit("ivy"), left_open["A1011"]
    settle(ivy, moved, "move-here")
    fixed_clock.pass_time(minutes=5)
    with at_a_desk():
        register.move(district.asset("A1011"), district.room("204"), district.act("jonas"))
    page = ivy.get(at(moved)).text
    assert (undo_in(page), "If that was wrong, move it on its own page." in page) == (None, True)
    refused = ivy.post(at(moved, "undo"))
    assert (refused.status_code, "Something was done since" in refused.text) == (409, True)
    assert (how(moved), district.asset("A1011").room) == ("moved_here", district.room("204"))


def test_what_belongs_in_a_cart_is_put_back_into_its_slot(
    left_open: dict[str, Discrepancy], visit: Visits, district: District
) -> None:
    ivy, stray = visit("ivy"), left_open["A1006"]
    page = ivy.get(at(stray)).text
    assert page.index("Put back into C1") < page.index("Move to Library") < page.index("Set aside")
    assert "Put it back into slot 1 of the cart" in page
    for place in ("/attention", f"/audits/{stray.audit.uuid}"):
        assert "Put back into C1" in ivy.get(place).text
    assert "Put back into" not in ivy.get(at(left_open["A1011"])).text
    assert ivy.post(at(left_open["A1011"], "cart")).status_code == 409
    page = settle(ivy, stray, "cart")
    assert "A1006 is back in C1." in page
    device = district.asset("A1006")
    assert (how(stray), device.cart, device.slot) == ("put_back", district.asset("C1"), 1)
    assert actions(device)[-1] == "loaded"
    assert "put back into its cart" in ivy.get(at(stray)).text
    settle(ivy, stray, "undo")
    assert (how(stray), district.asset("A1006").slot, district.faults()) == (None, 1, [])


def test_moved_out_of_its_cart_it_goes_back_into_its_slot_unless_that_is_taken(
    left_open: dict[str, Discrepancy], visit: Visits, district: District
) -> None:
    ivy, stray = visit("ivy"), left_open["A1006"]
    settle(ivy, stray, "move-here")
    with at_a_desk():
        carts.load(district.asset("C1"), district.asset("A1011"), 1, district.act("jonas"))
    assert ivy.post(at(stray, "undo")).status_code == 409
    assert how(stray) == "moved_here"
    with at_a_desk():
        carts.take_out(district.asset("C1"), district.asset("A1011"), district.act("jonas"))
    settle(ivy, stray, "undo")
    device = district.asset("A1006")
    assert (how(stray), device.cart, device.slot) == (None, district.asset("C1"), 1)


def test_a_word_is_undone_too(left_open: dict[str, Discrepancy], visit: Visits, district: District) -> None:
    jonas, missing, strange = visit("jonas"), left_open["A1002"], left_open["X-7781"]
    for way, form, said in (
        ("seen", {}, "A1002: kept that you saw it there."),
        ("absence", {"reason": "with_repair"}, "A1002 is explained: "),
    ):
        page = settle(jonas, missing, way, **form)
        assert (said in page, undo_in(page)) == (True, at(missing, "unsaid"))
        settle(jonas, missing, "unsaid")
        assert how(missing) is None
    assert jonas.post(at(missing, "unsaid")).status_code == 409
    page = settle(jonas, strange, "set-aside", note="I typed X for A.")
    assert "X-7781 is set aside, with your word." in page
    settle(jonas, strange, "undo")
    assert how(strange) is None
    settle(jonas, strange, "set-aside", note="I typed X for A.")
    with at_a_desk():
        register.identify(district.asset("A1002"), "X-7781", district.act())
    assert undo_in(jonas.get(at(strange)).text) is None, "the code means a device by now"


def test_what_is_not_undone_says_what_to_do_instead(
    phone: NewPhone, visit: Visits, district: District
) -> None:
    with at_a_desk():
        repairs.send_out(district.asset("A1011"), district.act())
        for tag in ("A1001", "A1012"):
            register.identify(district.asset(tag), "X-1", district.act())
    ivy = phone("ivy")
    ivy.sends(ivy.sees("LIB", "A1011"), ivy.sees("LIB", "X-1"), ivy.finishes("LIB"))
    found = {each.kind: each for each in db.session.scalars(select(Discrepancy))}
    back, two = found["conflicting_state"], found["duplicate_code"]
    page = settle(visit("ivy"), back, "back")
    assert "A1011 is back from repair, in Library. If that was wrong, send it to repair again" in page
    assert undo_in(page) is None
    assert "back from repair" in visit("paul").get(at(back)).text
    assert "moved here" not in visit("paul").get(at(back)).text
    page = settle(visit("ivy"), two, "merging", keeper=str(district.asset("A1012").uuid))
    assert "A1012 is kept, A1001 is void; its story stays. Two records that became one do not part" in page
    assert undo_in(page) is None


def settle(visitor: Visitor, found: Discrepancy, way: str, **form: str) -> str:
    answer = visitor.post(at(found, way), data=form)
    assert answer.status_code == 303, answer.text
    return visitor.get(answer.location).text


def undo_in(page: str) -> str | None:
    told = re.search(r'action="(/discrepancies/[^"]+/(?:undo|unsaid))"', page)
    return told and told[1]


def at(found: Discrepancy, way: str = "") -> str:
    return f"/discrepancies/{found.uuid}/{way}".rstrip("/")


def how(found: Discrepancy) -> str | None:
    db.session.rollback()
    return db.session.get_one(Discrepancy, found.id, populate_existing=True).settled_how


def actions(asset: Asset) -> list[str]:
    query = select(Event.action).where(Event.asset_id == asset.id)
    return list(db.session.scalars(query.order_by(Event.number)))
