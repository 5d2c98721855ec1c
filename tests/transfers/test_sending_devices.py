"""Ivy of Marshall packs a list for Lincoln, and sends it: by scan, by paste, from the devices. Policy: ORG-7, RCV-4."""

import re
from collections.abc import Callable
from datetime import date

from flask import Flask
from sqlalchemy import func, select

from app.db import db
from app.domain import carts, policy, register
from app.domain.ledger import NewAsset, register_all
from app.models import Asset, Transfer, TransferLine
from tests.asking import statements
from tests.conftest import Visits
from tests.district import District
from tests.phones import Phone, at_a_desk
from tests.transfers.lists import SCANNED, packed


def test_what_is_scanned_is_on_the_list_and_in_transit_once_it_is_sent(
    visit: Visits, district: District
) -> None:
    ivy = visit("ivy")
    list_ = packed(ivy, "A1001")
    assert (
        'data-answer="packed"' in ivy.post(f"{list_}/devices", data={"code": "PFA1002"}, headers=SCANNED).text
    )
    assert (
        'data-answer="already"' in ivy.post(f"{list_}/devices", data={"code": "A1002"}, headers=SCANNED).text
    )
    assert district.asset("A1001").state == "deployed"
    assert (
        "2 devices are on their way to Lincoln High" in ivy.post(f"{list_}/send", follow_redirects=True).text
    )
    for tag in ("A1001", "A1002"):
        asset = district.asset(tag)
        assert (asset.state, asset.room_id, asset.site.code) == ("in_transit", None, "8217")
    story = ivy.get(f"/assets/{district.asset('A1001').uuid}").text
    assert "On its way to Lincoln High" in story
    assert "to Lincoln High: surplus" in story
    assert district.faults() == []


def test_a_second_tap_makes_no_second_list(visit: Visits, district: District) -> None:
    """The same form leads to the same list, whatever became of it; another school's name for one is of no use."""
    ivy, lola = visit("ivy"), visit("lola")
    [name] = re.findall(r'name="form" value="([^"]+)"', ivy.get("/transfers/new").text)
    assert packed(ivy, "A1001", form=name) == packed(ivy, "A1001", "A1002", form=name) == f"/transfers/{name}"
    assert ivy.post(f"/transfers/{name}/send").status_code == 303
    assert packed(ivy, "A1001", form=name) == f"/transfers/{name}"
    assert [len(one.lines) for one in db.session.scalars(select(Transfer))] == [1]
    theirs = {"to": "8217", "why": "surplus", "site": "8729", "form": name}
    assert lola.post("/transfers", data=theirs).status_code == 409
    assert packed(ivy, "A1002", form="no name at all") != f"/transfers/{name}"
    assert district.faults() == []


def test_what_cannot_go_is_named_with_its_reason(visit: Visits, district: District) -> None:
    ivy = visit("ivy")
    with at_a_desk():
        register.correct(district.asset("A1003"), district.act(), ecf=True)
        register.correct(district.asset("A1004"), district.act(), managed_by="its")
    list_ = packed(ivy, "A1001", "A1030", "A1003", "A1004", "B2001", "NOBODY")
    told = ivy.get(list_).text
    assert "A1030 is checked out. Check it in first, then send it." in told
    assert "A1003 belongs to ITS, which lent it to this site" in told
    assert "A1004 is managed by ITS" in told
    assert "It belongs to Lincoln High, and only that site sends it." in told
    assert "NOBODY: nothing in the register bears this code." in told
    assert [line.asset.tag for line in lines()] == ["A1001"]


def test_a_device_that_was_checked_out_meanwhile_holds_the_list_back(
    visit: Visits, phone: Callable[[str], Phone], district: District
) -> None:
    ivy = visit("ivy")
    list_ = packed(ivy, "A1001", "A1020")
    hers = phone("ivy")
    hers.sends(hers.makes("custody.check_out", {"code": "A1020", "person": "700001"}))
    refused = ivy.post(f"{list_}/send")
    assert refused.status_code == 409
    assert "A1020 is checked out" in refused.text
    assert "Cannot go" in ivy.get(list_).text
    assert {district.asset(tag).state for tag in ("A1001", "A1020")} == {"deployed", "checked_out"}
    [line] = [line for line in lines() if line.asset.tag == "A1020"]
    ivy.post(f"/transfers/lines/{line.uuid}/remove")
    assert ivy.post(f"{list_}/send").status_code == 303


def test_a_cart_takes_along_what_is_in_it(visit: Visits, district: District) -> None:
    ivy = visit("ivy")
    list_ = packed(ivy, "C1")
    assert sorted(str(line.asset.tag) for line in lines()) == ["A1006", "A1007", "C1"]
    [line] = [line for line in lines() if line.asset.tag == "A1006"]
    ivy.post(f"/transfers/lines/{line.uuid}/remove")
    refused = ivy.post(f"{list_}/send")
    assert "C1 still holds devices (1) in its slots" in refused.text
    ivy.post(f"{list_}/devices", data={"tags": "A1006"})
    ivy.post(f"{list_}/send")
    assert district.asset("A1006").cart_id is None
    assert "3 devices are back where they were" in ivy.post(f"{list_}/recall", follow_redirects=True).text
    assert (district.asset("A1006").cart, district.asset("A1006").slot) == (district.asset("C1"), 1)
    assert district.asset("A1006").state == "deployed"


def test_a_cart_in_somebodys_care_is_checked_in_first(visit: Visits, district: District) -> None:
    ivy = visit("ivy")
    with at_a_desk():
        carts.check_out(district.asset("C1"), district.act(), room=district.room("205"))
    list_ = packed(ivy, "C1")
    assert "C1 is checked out. Check it in first" in ivy.get(list_).text
    with at_a_desk():
        carts.check_in(district.asset("C1"), district.act())
    ivy.post(f"{list_}/devices", data={"code": "C1"})
    assert ivy.post(f"{list_}/send").status_code == 303


def test_a_whole_storeroom_goes_in_one_list(app: Flask, visit: Visits, district: District) -> None:
    """5,000 devices, pasted by tag: a few hundred statements pack, send and take them in; one more is too many."""
    many = [f"M{number:05}" for number in range(5000)]
    with at_a_desk():
        registered(district, many)
    ivy, lola = visit("ivy"), visit("lola")
    with statements() as asked:
        list_ = packed(ivy, *many)
        assert ivy.post(f"{list_}/devices", data={"tags": "A1001"}).status_code == 409
        assert ivy.post(f"{list_}/send").status_code == 303
        assert lola.get(list_).text.count('<li class="row asset"') == 100
        assert lola.post(f"{list_}/accept-rest").status_code == 303
    assert len(asked) < 350
    here = select(func.count()).where(Asset.state == "in_stock", Asset.site_id == district.site("8729").id)
    assert db.session.scalar(here) == 5000


def test_where_it_owns_the_devices_only_its_sends_them(visit: Visits, district: District) -> None:
    ivy, ian = visit("ivy"), visit("ian")
    with at_a_desk():
        policy.enter("ownership", "central", effective_on=date(2026, 7, 1), by=None)
    list_ = packed(ivy, "A1001")
    page = ivy.get(list_).text
    assert "Ask ITS to send it" in page
    assert "Send to Lincoln High" not in page
    refused = ivy.post(f"{list_}/send")
    assert (refused.status_code, district.asset("A1001").state) == (409, "deployed")
    assert "In this district ITS sends between sites" in refused.text
    ivy.post(f"{list_}/ask")
    assert "Waiting for ITS to send them" in ian.get("/transfers?site=all").text
    assert "waits for ITS to send it" in ian.get("/attention").text
    assert ian.post(f"{list_}/send").status_code == 303
    assert district.asset("A1001").state == "in_transit"


def test_its_sends_what_only_its_moves(visit: Visits, district: District) -> None:
    with at_a_desk():
        register.correct(district.asset("A1003"), district.act("ian"), ecf=True, managed_by="its")
    ian = visit("ian")
    assert ian.post(f"{packed(ian, 'A1003')}/send").status_code == 303
    assert district.asset("A1003").state == "in_transit"


def test_a_list_goes_somewhere_else_and_says_why(visit: Visits, district: District) -> None:
    ivy = visit("ivy")
    for form, words in (
        ({"to": "8217", "why": "x"}, "Within a site a device is moved"),
        ({"to": "", "why": "x"}, "Choose the school or office"),
        ({"to": "8729", "why": "  "}, "Say in a word why"),
    ):
        answer = ivy.post("/transfers", data={"site": "8217", **form})
        assert (answer.status_code, words in answer.text) == (422, True), form
    assert db.session.scalars(select(Transfer)).all() == []
    empty = packed(ivy)
    assert "Nothing is on the list yet" in ivy.post(f"{empty}/send").text
    ivy.post(f"{empty}/discard")
    assert ivy.get(empty).status_code == 404


def test_the_packing_list_is_a_tagged_paper_with_a_code_that_opens_it(
    visit: Visits, district: District
) -> None:
    ivy = visit("ivy")
    list_ = packed(ivy, "A1001", "C1", why="Moved with Ms. Ñandú")
    paper = ivy.get(f"{list_}.pdf")
    assert (paper.mimetype, paper.data[:5]) == ("application/pdf", b"%PDF-")
    assert b"/StructTreeRoot" in paper.data
    scanned = ivy.get(f"/scan/resolve?code=http://localhost{list_}").text
    assert f'data-open="{list_}"' in scanned
    assert "Nothing in the register" in visit("lola").get(f"/scan/resolve?code=http://localhost{list_}").text


def lines() -> list[TransferLine]:
    db.session.rollback()
    return list(db.session.scalars(select(TransferLine).order_by(TransferLine.id)))


def registered(district: District, tags: list[str]) -> None:
    like, act = district.asset("A1020"), district.act()
    columns = {
        "site_id": like.site_id,
        "room_id": like.room_id,
        "model_id": like.model_id,
        "state": "in_stock",
    }
    register_all([NewAsset({**columns, "tag": tag}, [("tag", tag)], act) for tag in tags])
