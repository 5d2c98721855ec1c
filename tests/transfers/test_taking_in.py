"""Lola of Lincoln takes in what Marshall sent: by scan, the rest at once, or back with a reason. Policy: RCV-4."""

import re
from functools import partial

from flask import Flask
from sqlalchemy import select

from app.db import db
from app.domain import carts, losses, register
from app.models import Asset, Room, TransferLine
from tests.at_once import at_once
from tests.conftest import FixedClock, Visits
from tests.district import District, Visitor
from tests.phones import at_a_desk
from tests.transfers.lists import scan, sent


def test_scan_by_scan_devices_become_the_other_schools(
    ivy: Visitor, lola: Visitor, district: District
) -> None:
    list_ = sent(ivy, "A1001", "A1002", "A1003")
    assert [scan(lola, list_, code) for code in ("A1001", "PFA1002", "A1001")] == [
        "arrived",
        "arrived",
        "already",
    ]
    asset = district.asset("A1001")
    assert (asset.state, asset.site.code, asset.responsible_id) == ("in_stock", "8729", None)
    assert asset.last_seen_at is not None
    page = lola.get(list_).text
    assert "2 of 3 arrived" in page
    assert district.asset("A1003").state == "in_transit"
    assert ivy.get(f"/assets/{asset.uuid}").status_code == 404
    assert "Arrived" in lola.get(f"/assets/{asset.uuid}").text
    lola.post(f"{list_}/accept-rest")
    assert district.asset("A1003").last_seen_at is None
    assert "Everything has arrived" in lola.get(list_).text
    assert "Nothing of this transfer is on its way any more" in lola.post(f"{list_}/accept-rest").text
    assert district.faults() == []


def test_what_came_along_unlisted_is_told_to_both_schools(
    ivy: Visitor, lola: Visitor, district: District
) -> None:
    list_, other = sent(ivy, "A1001"), sent(ivy, "A1004")
    codes = ("A1002", "A1004", "B2001", "MENU-7")
    assert [scan(lola, list_, code) for code in codes] == ["extra", "other_list", "own", "unknown"]
    hers = lola.get(list_).text
    assert "Came along, not on the list" in hers
    assert str(district.asset("A1002").uuid) not in hers
    assert "came along on a transfer" in ivy.get("/attention").text
    [address] = re.findall(r"/transfers/extras/[\w-]+/add", ivy.get(list_).text)
    assert lola.post(address).status_code == 404
    ivy.post(address)
    assert district.asset("A1002").state == "in_transit"
    assert scan(lola, list_, "A1002") == "arrived"
    assert scan(lola, other, "A1004") == "arrived"


def test_what_came_along_and_came_by_another_list_is_not_put_on_this_one(
    ivy: Visitor, lola: Visitor, district: District
) -> None:
    list_ = sent(ivy, "A1001")
    assert scan(lola, list_, "A1002") == "extra"
    [address] = re.findall(r"/transfers/extras/[\w-]+/add", ivy.get(list_).text)
    assert scan(lola, sent(ivy, "A1002"), "A1002") == "arrived"
    assert ivy.post(address).status_code == 404
    assert (district.asset("A1002").state, district.asset("A1002").site.code) == ("in_stock", "8729")
    assert district.faults() == []


def test_what_is_refused_stands_where_it_stood(ivy: Visitor, lola: Visitor, district: District) -> None:
    list_ = sent(ivy, "A1001", "A1002", "C1")
    refused = lola.post(f"{list_}/refuse", data={"reason": " "})
    assert (refused.status_code, "Say in a word why" in refused.text) == (409, True)
    line = line_of("A1001")
    lola.post(f"{list_}/refuse", data={"reason": "We have enough.", "line": str(line.uuid)})
    assert (district.asset("A1001").state, district.asset("A1001").room) == ("deployed", district.room("204"))
    assert district.asset("A1002").state == "in_transit"
    assert "We have enough." in ivy.get(list_).text
    assert scan(lola, list_, "A1001") == "back"
    with at_a_desk():
        room = district.room("204")
        room.closed_at = district.act().happened_at
        room.name = "Room 204, closed"
    lola.post(f"{list_}/refuse", data={"reason": "None of it."})
    assert (district.asset("A1002").state, district.asset("A1002").room) == ("in_stock", district.room("STO"))
    assert district.asset("A1007").cart == district.asset("C1")
    assert district.faults() == []


def test_a_cart_arrives_with_what_is_in_it(ivy: Visitor, lola: Visitor, district: District) -> None:
    list_ = sent(ivy, "C1")
    with at_a_desk():
        db.session.add(Room(site_id=district.site("8729").id, code="L9", name="Stock", kind="storage"))
    scan(lola, list_, "A1006")
    assert district.asset("A1006").room == district.room("L9")
    lola.post(f"{list_}/accept-rest?room={district.room('L1').uuid}")
    cart, inside = district.asset("C1"), district.asset("A1007")
    assert (cart.site.code, cart.room) == ("8729", district.room("L1"))
    assert (inside.cart, inside.slot, inside.site.code, inside.state) == (cart, 2, "8729", "deployed")
    with at_a_desk():
        carts.load(cart, district.asset("A1006"), 1, district.act("lola"))


def test_what_is_lost_on_the_way_and_scanned_after_all_has_arrived(
    ivy: Visitor, lola: Visitor, district: District, fixed_clock: FixedClock
) -> None:
    list_ = sent(ivy, "A1001", "A1002")
    with at_a_desk():
        for tag in ("A1001", "A1002"):
            losses.report(district.asset(tag), "lost", district.act(), note="Not in the van.")
    assert "Reported gone" in lola.get(list_).text
    fixed_clock.pass_time(minutes=5)
    assert scan(lola, list_, "A1001") == "arrived"
    assert (district.asset("A1001").state, district.asset("A1001").site.code) == ("in_stock", "8729")
    assert losses.losses_of(district.asset("A1001"))[0].ended_how == "found"
    with at_a_desk():
        losses.find(district.asset("A1002"), district.room("205"), district.act())
    assert scan(lola, list_, "A1002") == "back"
    assert district.faults() == []


def test_nobody_takes_in_what_is_another_schools(
    ivy: Visitor, lola: Visitor, visit: Visits, district: District
) -> None:
    list_, line = sent(ivy, "A1001"), line_of("A1001")
    for deed in ("accept", "accept-rest", "refuse"):
        assert ivy.post(f"{list_}/{deed}", data={"code": "A1001", "reason": "x"}).status_code == 404
    for deed in ("send", "recall", "devices", "discard", "ask"):
        assert lola.post(f"{list_}/{deed}", data={"code": "B2001"}).status_code == 404
    assert lola.post(f"/transfers/lines/{line.uuid}/remove").status_code == 404
    for who in ("tess", "paul", "tom"):
        assert visit(who).post(f"{list_}/recall").status_code == 403
    other = sent(ivy, "A1002")
    foreign = lola.post(f"{list_}/refuse", data={"reason": "x", "line": str(line_of("A1002").uuid)})
    assert foreign.status_code == 404
    assert lola.post(f"{list_}/accept", data={"code": ""}).status_code == 400
    assert (
        lola.post(f"{list_}/accept?room={district.room('204').uuid}", data={"code": "A1001"}).status_code
        == 404
    )
    assert {district.asset(tag).state for tag in ("A1001", "A1002")} == {"in_transit"}
    assert other


def test_accepting_and_calling_back_at_the_same_moment_ends_one_way(
    app: Flask, ivy: Visitor, lola: Visitor, district: District
) -> None:
    list_ = sent(ivy, "A1001", "A1002", "A1003")
    hands = ((ivy, "recall"), (lola, "accept-rest"), (lola, "refuse"))
    db.session.rollback()
    said = at_once(*(partial(by.post, f"{list_}/{deed}", data={"reason": "x"}) for by, deed in hands))
    assert sorted(answer.status_code for answer in said) == [303, 409, 409]
    standing = {(asset.state, asset.site.code) for asset in (district.asset(f"A100{n}") for n in (1, 2, 3))}
    assert standing in ({("deployed", "8217")}, {("in_stock", "8729")})
    assert district.faults() == []


def line_of(tag: str) -> TransferLine:
    db.session.rollback()
    query = select(TransferLine).join(Asset, Asset.id == TransferLine.asset_id).where(Asset.tag == tag)
    return db.session.scalars(query).one()


def test_only_what_no_transfer_brings_anywhere_is_moved(ivy: Visitor, district: District) -> None:
    """A list that was imported may say "in transit" of a device that no transfer knows: it is put where it is."""
    sent(ivy, "A1001")
    with at_a_desk():
        adrift = register.register(
            district.site("8217"), room=None, model=district.asset("A1001").model, act=district.act(), tag="Z1",
            state="in_transit",
        )  # fmt: skip
        uuid = adrift.uuid
    room = str(district.room("205").uuid)
    refused = ivy.post(f"/assets/{district.asset('A1001').uuid}/move", data={"room": room})
    assert "A1001 is on its way to another site already" in refused.text
    assert 'data-opens="move"' in ivy.get(f"/assets/{uuid}").text
    assert ivy.post(f"/assets/{uuid}/move", data={"room": room}).status_code == 303
    assert (district.asset("Z1").state, district.asset("Z1").room) == ("deployed", district.room("205"))
