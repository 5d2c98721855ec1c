"""Tess asks for a change of a device; Ivy, the IDM, carries it out or says why not. Policy: ORG-10."""

from functools import partial

import pytest
from flask import Flask
from sqlalchemy import select

from app.db import db
from app.domain import requests
from app.domain.custody import desk
from app.models import Person, Request
from tests.asking import questions
from tests.at_once import at_once
from tests.conftest import Visits
from tests.district import District, Visitor
from tests.phones import at_a_desk
from tests.transfers.lists import sent


def asks(visitor: Visitor, district: District, tag: str, kind: str, **more: str) -> int:
    address = f"/assets/{district.asset(tag).uuid}/requests"
    return visitor.post(address, data={"kind": kind, **more}).status_code


def asked() -> Request:
    query = select(Request).order_by(Request.id.desc()).execution_options(populate_existing=True)
    found = db.session.scalars(query).first()
    assert found is not None
    return found


def carries_out(visitor: Visitor, **form: str) -> int:
    return visitor.post(f"/requests/{asked().uuid}/carry-out", data=form).status_code


def test_a_teacher_asks_on_the_device_s_page_and_the_idm_hears_of_it(
    visit: Visits, district: District
) -> None:
    tess, ivy, asset = visit("tess"), visit("ivy"), district.asset("A1001")
    page = tess.get(f"/assets/{asset.uuid}").text
    assert "Ask for a change" in page
    assert 'name="kind" value="repair"' in page
    assert "Ask for a change" not in ivy.get(f"/assets/{asset.uuid}").text
    assert asks(tess, district, "A1001", "repair", note="It does not charge.") == 303
    assert "It does not charge." in ivy.get("/attention").text
    assert "It does not charge." in ivy.get(f"/assets/{asset.uuid}").text
    assert "It does not charge." not in visit("lola").get("/attention").text
    assert district.asset("A1001").state == "deployed"
    assert district.asset("A1001").event_number == asset.event_number


def test_carried_out_it_is_done_by_the_idm_and_the_teacher_is_told(visit: Visits, district: District) -> None:
    tess, ivy = visit("tess"), visit("ivy")
    asks(tess, district, "A1001", "repair", note="It does not charge.")
    assert carries_out(ivy, word="Back in a week.") == 303
    asset = district.asset("A1001")
    assert (asset.state, asset.room_id) == ("in_repair", None)
    page = ivy.get(f"/assets/{asset.uuid}").text
    assert "Sent to repair" in page
    assert "Ivy Delgado" in page
    told = tess.get("/attention").text
    assert "Answers to you" in told
    assert "Back in a week." in told
    assert tess.post(f"/requests/{asked().uuid}/read").status_code == 303
    assert "Answers to you" not in tess.get("/attention").text
    assert "Back in a week." in tess.get("/requests").text
    assert district.faults() == []


@pytest.mark.parametrize(
    ("asked_for", "becomes"),
    [
        (("A1001", "move", {"room": "205"}), ("deployed", "205")),
        (("A1001", "salvage", {}), ("salvage", "STO")),
        (("A1030", "return", {}), ("in_stock", "STO")),
        (("A1001", "return", {}), ("in_stock", "STO")),
        (("A1030", "repair", {}), ("in_repair", None)),
        (("A1030", "salvage", {}), ("salvage", "STO")),
        (("A1020", "reassign", {"person": "700001"}), ("checked_out", None)),
    ],
)
def test_each_kind_is_done_by_the_verb_that_does_it_anywhere(
    visit: Visits,
    district: District,
    asked_for: tuple[str, str, dict[str, str]],
    becomes: tuple[str, str | None],
) -> None:
    tag, kind, form = asked_for
    if "room" in form:
        form = {"room": str(district.room(form["room"]).uuid)}
    assert asks(visit("tess"), district, tag, kind, **form) == 303
    assert carries_out(visit("ivy"), **form) == 303
    asset = district.asset(tag)
    assert (asset.state, asset.room.code if asset.room else None) == becomes
    assert asked().answer == "carried_out"
    assert district.faults() == []


def test_what_the_verb_refuses_stays_asked(visit: Visits, district: District) -> None:
    asks(visit("tess"), district, "A1030", "move", room=str(district.room("205").uuid))
    ivy = visit("ivy")
    assert "Check it in before moving it" in ivy.post(f"/requests/{asked().uuid}/carry-out").text
    assert asked().answer is None
    asks(visit("tess"), district, "A1001", "move")
    assert "Say to which room." in ivy.post(f"/requests/{asked().uuid}/carry-out").text
    asks(visit("tess"), district, "A1020", "reassign", person="Somebody Else")
    assert asked().note == "Somebody Else."
    assert (
        "Nobody of this site"
        in ivy.post(f"/requests/{asked().uuid}/carry-out", data={"person": "700099"}).text
    )
    assert {each.answer for each in db.session.scalars(select(Request))} == {None}


def test_it_is_declined_with_a_word_and_never_twice(visit: Visits, district: District) -> None:
    asks(visit("tess"), district, "A1001", "salvage")
    ivy, address = visit("ivy"), f"/requests/{asked().uuid}"
    assert ivy.post(f"{address}/decline", data={"word": "  "}).status_code == 409
    assert ivy.post(f"{address}/decline", data={"word": "It is under warranty."}).status_code == 303
    assert ivy.post(f"{address}/carry-out").status_code == 409
    assert "It is under warranty." in visit("tess").get("/attention").text
    assert district.asset("A1001").state == "deployed"


def test_a_device_that_went_to_another_school_is_left_alone(visit: Visits, district: District) -> None:
    """Lincoln has A1001 by now and gave it to Zora: Marshall learns nothing of that, and changes nothing."""
    asks(visit("tess"), district, "A1001", "repair", note="Sam spilled juice on it.")
    ivy, lola, address = visit("ivy"), visit("lola"), f"/requests/{asked().uuid}"
    lola.post(f"{sent(ivy, 'A1001')}/accept-rest")
    with at_a_desk():
        zora = db.session.scalars(select(Person).where(Person.family_name == "Hidden")).one()
        desk.check_out(district.asset("A1001"), zora, district.act("lola"))
    assert "Zora" not in ivy.get(address).text
    assert "Sam spilled" not in lola.get(f"/assets/{district.asset('A1001').uuid}").text
    refused = ivy.post(f"{address}/carry-out")
    assert (refused.status_code, "went to another school" in refused.text) == (409, True)
    assert district.asset("A1001").state == "checked_out"
    assert ivy.post(f"{address}/decline", data={"word": "It is at Lincoln."}).status_code == 303


def test_two_managers_at_once_give_one_answer(app: Flask, visit: Visits, district: District) -> None:
    asks(visit("tess"), district, "A1001", "repair")
    address, word = f"/requests/{asked().uuid}", {"word": "So it is."}
    hands = [(visit("ivy"), "carry-out"), (visit("jonas"), "decline")]
    said = at_once(*(partial(by.post, f"{address}/{how}", data=word) for by, how in hands))
    told = [answer.status_code for answer in said]
    state = district.asset("A1001").state
    assert (sorted(told), state == "in_repair") == ([303, 409], asked().answer == "carried_out")


def test_a_second_tap_asks_once_and_only_the_asker_withdraws(visit: Visits, district: District) -> None:
    tess = visit("tess")
    assert [asks(tess, district, "A1001", "repair") for _ in range(2)] == [303, 409]
    address = f"/requests/{asked().uuid}"
    assert visit("paul").post(f"{address}/withdraw").status_code == 409
    assert tess.post(f"{address}/withdraw").status_code == 303
    assert asks(tess, district, "A1001", "repair") == 303
    assert visit("tess").get("/requests").text.count("Withdrawn") == 1


@pytest.mark.parametrize("kind", ["", "burn", "move\0", "x" * 4000])
def test_what_cannot_be_asked_is_not(visit: Visits, district: District, kind: str) -> None:
    assert asks(visit("tess"), district, "A1001", kind) in (400, 409)
    assert db.session.scalars(select(Request)).all() == []


def test_nobody_asks_of_another_school_or_without_a_role(visit: Visits, district: District) -> None:
    assert asks(visit("lola"), district, "A1001", "repair") == 404
    assert asks(visit("ada"), district, "A1001", "repair") == 403
    room = str(district.room("L1").uuid)
    assert asks(visit("tess"), district, "A1001", "move", room=room) == 404
    asks(visit("tess"), district, "A1001", "repair")
    for who, status in (("tess", 403), ("tom", 403), ("lola", 404)):
        assert visit(who).post(f"/requests/{asked().uuid}/carry-out").status_code == status
    assert visit("ivy").bare_post(f"/requests/{asked().uuid}/carry-out").status_code == 403


def test_who_it_is_for_is_named_to_those_who_read_names(visit: Visits, district: District) -> None:
    asks(visit("tess"), district, "A1020", "reassign", person="700001")
    address = f"/requests/{asked().uuid}"
    assert "Sam Nguyen" in visit("ivy").get(address).text
    assert "Nguyen" not in visit("tom").get(address).text


def test_the_list_is_paged_by_what_came_last(visit: Visits, district: District) -> None:
    ivy = visit("ivy")
    with at_a_desk():
        asset, act = district.asset("A1001"), district.act("tess")
        for _ in range(51):
            requests.withdraw(requests.ask(asset, "repair", act, note="n" * 3000), act)
    assert len(questions(ivy, "/requests?show=answered")) <= 8
    first = ivy.get("/requests?show=answered").text
    assert first.count('class="row asset"') == 50
    rest = first.partition('rel="next"')[0].rpartition('href="')[2].partition('"')[0].replace("&amp;", "&")
    assert ivy.get(rest).text.count('class="row asset"') == 1
