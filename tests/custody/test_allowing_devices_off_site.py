"""No device leaves Marshall Middle without Paul's leave: asked for, given or refused, with an end. Policy: CUS-6."""

from datetime import date, timedelta
from functools import partial

import pytest
from sqlalchemy import select

from app.db import db
from app.domain import custody
from app.models import OffsitePermission
from tests.asking import as_read
from tests.at_once import at_once
from tests.conftest import FixedClock, Visits
from tests.custody.papers import a_homeroom_of_three, checkout_of
from tests.district import District, Visitor
from tests.phones import at_a_desk

JUNE = "2027-06-30"


def permission() -> OffsitePermission:
    query = select(OffsitePermission).order_by(OffsitePermission.id.desc())
    found = db.session.scalars(query.execution_options(populate_existing=True)).first()
    assert found is not None
    return found


def ask(visitor: Visitor, district: District, tag: str = "A1030", ends_on: str = JUNE) -> int:
    address = f"/checkouts/{checkout_of(district, tag).uuid}/permission"
    return visitor.post(address, data={"ends_on": ends_on}).status_code


def answer(visitor: Visitor, **form: str) -> int:
    return visitor.post("/permissions/answer", data={"site": "8217", **form}).status_code


def test_the_teacher_asks_the_principal_allows_and_the_device_shows_it(
    visit: Visits, district: District
) -> None:
    tess, paul, device = visit("tess"), visit("paul"), f"/assets/{district.asset('A1030').uuid}"
    assert "Stays on the premises" in as_read(tess.get(device).text)
    assert ask(tess, district) == 303
    assert "Permission to leave is asked for" in as_read(tess.get(device).text)
    assert "1 device waits for your permission" in paul.get("/attention").text
    assert answer(paul, permission=str(permission().uuid), answer="given") == 303
    assert "May leave the premises until Jun 30, 2027" in as_read(tess.get(device).text)
    assert "Paul Marshall gave it" in tess.get(f"/checkouts/{checkout_of(district, 'A1030').uuid}").text
    assert "waits for your permission" not in paul.get("/attention").text
    assert "Nguyen, Sam" in paul.get("/permissions?show=given").text


def test_it_ends_on_its_day_and_may_be_asked_for_again(
    visit: Visits, district: District, fixed_clock: FixedClock
) -> None:
    tess, device = visit("tess"), f"/assets/{district.asset('A1030').uuid}"
    ask(tess, district, ends_on="2026-10-15")
    assert ask(tess, district) == 409
    answer(visit("paul"), permission=str(permission().uuid), answer="given")
    fixed_clock.pass_time(days=1)
    assert "May leave the premises until Oct 15, 2026" in as_read(visit("tess").get(device).text)
    fixed_clock.pass_time(days=1)
    assert "Stays on the premises" in as_read(visit("tess").get(device).text)
    assert ask(visit("tess"), district) == 303
    assert [each.answer for each in db.session.scalars(select(OffsitePermission))] == ["given", None]


def test_refused_it_says_why_and_withdrawn_it_is_over(visit: Visits, district: District) -> None:
    ivy, paul = visit("ivy"), visit("paul")
    ask(ivy, district)
    assert (
        answer(paul, permission=str(permission().uuid), answer="refused", word="Not before the fair.") == 303
    )
    page = ivy.get(f"/checkouts/{checkout_of(district, 'A1030').uuid}").text
    assert "Refused by Paul Marshall" in page
    assert "Not before the fair." in page
    assert answer(paul, permission=str(permission().uuid), answer="given") == 409
    ask(ivy, district)
    answer(paul, permission=str(permission().uuid), answer="given")
    assert paul.post(f"/permissions/{permission().uuid}/withdraw").status_code == 303
    assert paul.post(f"/permissions/{permission().uuid}/withdraw").status_code == 409
    assert "Stays on the premises" in ivy.get(f"/assets/{district.asset('A1030').uuid}").text


def test_two_answers_at_once_are_one(visit: Visits, district: District) -> None:
    ask(visit("tess"), district)
    name = str(permission().uuid)
    told = at_once(
        *(partial(answer, visit("paul"), permission=name, answer=said) for said in ("given", "refused"))
    )
    assert sorted(told) == [303, 409]
    assert (permission().answer == "refused") == (permission().closed_at is not None)


def test_what_came_back_waits_for_nobody(visit: Visits, district: District) -> None:
    tess, address = visit("tess"), f"/checkouts/{checkout_of(district, 'A1030').uuid}/permission"
    ask(tess, district)
    with at_a_desk():
        custody.check_in(district.asset("A1030"), district.room("STO"), district.act())
    assert "waits for your permission" not in visit("paul").get("/attention").text
    assert "Nothing waits for an answer" in visit("paul").get("/permissions").text
    late = tess.post(address, data={"ends_on": JUNE})
    assert (late.status_code, "A1030 has come back" in late.text) == (409, True)


@pytest.mark.parametrize(
    "ends_on", ["", "soon", "2026-10-13", "2030-01-01", "2026-02-30", "9999-12-31", "0000-01-01"]
)
def test_an_end_that_cannot_be_is_refused(visit: Visits, district: District, ends_on: str) -> None:
    assert ask(visit("tess"), district, ends_on=ends_on) == 409
    assert db.session.scalars(select(OffsitePermission)).all() == []


def test_a_class_is_asked_for_and_allowed_with_one_tap_each(visit: Visits, district: District) -> None:
    a_homeroom_of_three(district)
    ivy, paul, room = visit("ivy"), visit("paul"), str(district.room("205").uuid)
    form = {"site": "8217", "room": room, "ends_on": JUNE, "next": f"/receipts?site=8217&room={room}"}
    assert "Asked for 3 devices." in ivy.get(ivy.post("/receipts/permission", data=form).location).text
    assert "Asked for 0 devices." in ivy.get(ivy.post("/receipts/permission", data=form).location).text
    ask(ivy, district, "A1003")
    page = paul.get("/permissions").text
    assert "Allow all 3" in page
    assert "Staff, and students without a homeroom" in page
    seen = page.partition('name="seen" value="')[2].partition('"')[0]
    assert answer(paul, room=room, seen=seen, answer="given") == 303
    told = {each.checkout.asset.tag: each.answer for each in db.session.scalars(select(OffsitePermission))}
    assert told == {"A1030": "given", "A1001": "given", "A1002": "given", "A1003": None}


def test_what_was_asked_for_after_the_page_was_drawn_is_not_allowed_unseen(
    visit: Visits, district: District
) -> None:
    a_homeroom_of_three(district)
    ivy, paul, room = visit("ivy"), visit("paul"), str(district.room("205").uuid)
    ask(ivy, district, "A1001")
    seen = str(permission().uuid)
    ask(ivy, district, "A1002")
    assert answer(paul, room=room, seen=seen, answer="given") == 303
    assert [each.answer for each in db.session.scalars(select(OffsitePermission).order_by(OffsitePermission.id))] == [
        "given", None,
    ]  # fmt: skip


def test_only_the_site_administrator_answers_and_only_for_their_own_site(
    visit: Visits, district: District
) -> None:
    ask(visit("tess"), district)
    uuid = str(permission().uuid)
    for who, status in (("ivy", 403), ("tess", 403), ("ian", 403), ("lola", 403)):
        assert answer(visit(who), permission=uuid, answer="given") == status
    assert ask(visit("paul"), district) == 403
    assert (
        visit("paul")
        .bare_post("/permissions/answer", data={"permission": uuid, "answer": "given"})
        .status_code
        == 403
    )
    for form in (
        {"answer": "given"},
        {"answer": "perhaps", "permission": uuid},
        {"answer": "given", "room": "none"},
    ):
        assert answer(visit("paul"), **form) in (400, 404)
    zora = str(checkout_of(district, "B2003").uuid)
    assert visit("tess").post(f"/checkouts/{zora}/permission", data={"ends_on": JUNE}).status_code == 404
    assert permission().answer is None


def test_the_usual_end_is_the_next_end_of_the_school_year(
    visit: Visits, district: District, fixed_clock: FixedClock
) -> None:
    address = f"/checkouts/{checkout_of(district, 'A1030').uuid}"
    assert f'value="{JUNE}"' in visit("ivy").get(address).text
    fixed_clock.now += timedelta(days=(date(2027, 7, 1) - fixed_clock.now.date()).days)
    assert 'value="2028-06-30"' in visit("ivy").get(address).text
