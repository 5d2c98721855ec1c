"""Chargers and sleeves go along with devices, come back with them, and stay where a second tap left them. CUS-5."""

from collections.abc import Callable
from functools import partial
from typing import Any

from sqlalchemy import select

from app.db import db
from app.domain import accessories
from app.models import AccessoryMovement, Checkout
from tests.accessories.shelf import adds_up, checks_in, checks_out, keep, kind
from tests.asking import as_read
from tests.at_once import at_once
from tests.conftest import Visits
from tests.district import District
from tests.phones import Phone

NewPhone = Callable[[str], Phone]


def test_what_goes_along_leaves_the_stock_and_comes_back_with_the_device(
    phone: NewPhone, district: District
) -> None:
    keep(district, Charger=5, Sleeve=5)
    ivy = phone("ivy")
    checks_out(ivy, "A1020", "charger", "SLEEVE", "Balloon")
    assert (kind("Charger").stock, kind("Sleeve").stock) == (4, 4)
    checks_in(ivy, "A1020", "Charger")
    assert (kind("Charger").stock, kind("Sleeve").stock) == (5, 4)
    rows = db.session.scalars(select(AccessoryMovement).order_by(AccessoryMovement.id)).all()
    told = [(row.action, row.change, row.stock, row.by.name if row.by else None) for row in rows]
    assert told == [
        ("counted", 5, 5, "Ivy Delgado"), ("counted", 5, 5, "Ivy Delgado"), ("issued", -1, 4, "Ivy Delgado"),
        ("issued", -1, 4, "Ivy Delgado"), ("returned", 1, 5, "Ivy Delgado"),
    ]  # fmt: skip
    assert adds_up()
    assert district.faults() == []


def test_what_phones_sent_before_accessories_means_what_it_did(phone: NewPhone, district: District) -> None:
    """A body without the field, or with null, moves nothing; names that the site keeps no kind of stay words."""
    keep(district, Charger=5)
    ivy = phone("ivy")
    out, back = ({"code": "A1020", "person": "700001"}, {"code": "A1020"})
    more: dict[str, Any]
    for more in ({}, {"accessories": None}, {"accessories": []}, {"accessories": ["Balloon"]}):
        both = ivy.sends(
            ivy.makes("custody.check_out", out | more), ivy.makes("custody.check_in", back | more)
        )
        assert [each["outcome"] for each in both] == ["applied"] * 2, more
        assert kind("Charger").stock == 5
    [told] = ivy.sends(ivy.makes("custody.check_out", out | {"accessories": "Charger"}))
    assert (told["outcome"], told["reason"], kind("Charger").stock) == ("rejected", "bad_payload", 5)
    assert ivy.visitor.get("/offline/snapshot").get_json()["accessories"] == ["Charger"]


def test_the_device_s_page_and_story_tell_what_went_along(
    phone: NewPhone, visit: Visits, district: District
) -> None:
    keep(district, Charger=5)
    checks_out(phone("ivy"), "A1020", "Charger")
    page = visit("ivy").get(f"/assets/{district.asset('A1020').uuid}").text
    assert "Sam Nguyen · with Charger" in as_read(page)
    assert "not signed · with Charger" in as_read(page)


def test_nothing_goes_along_with_a_device_that_is_back(
    phone: NewPhone, visit: Visits, district: District
) -> None:
    keep(district, Charger=5)
    ivy = phone("ivy")
    address = f"/checkouts/{checks_out(ivy, 'A1020')['checkout']}/accessories"
    assert visit("ivy").post(address, data={"name": "Charger"}).status_code == 303
    checks_in(ivy, "A1020", "Charger")
    assert visit("ivy").post(address, data={"name": "Charger"}).status_code == 409
    assert kind("Charger").stock == 5


def test_a_second_tap_brings_nothing_back_twice(phone: NewPhone, visit: Visits, district: District) -> None:
    keep(district, Charger=5)
    told = checks_out(phone("ivy"), "A1020", "Charger")
    address, back = f"/checkouts/{told['checkout']}/accessories", {"back": "Charger"}
    taps = at_once(*(partial(visit("ivy").post, address, data=back) for _ in range(4)))
    assert {tap.status_code for tap in taps} == {303}
    assert kind("Charger").stock == 5
    assert adds_up()


def test_what_is_sent_again_leaves_the_stock_once(phone: NewPhone, district: District) -> None:
    keep(district, Charger=5)
    ivy = phone("ivy")
    payload = {"code": "A1020", "person": "700001", "condition": None, "accessories": ["Charger", "Charger"]}
    sent = ivy.makes("custody.check_out", payload, base=district.asset("A1020").version)
    for _ in range(3):
        ivy.sends(sent)
    assert kind("Charger").stock == 4


def test_a_replacement_leaves_the_charger_with_its_holder(phone: NewPhone, district: District) -> None:
    keep(district, Charger=5)
    ivy = phone("ivy")
    checks_out(ivy, "A1020", "Charger")
    old, new = district.asset("A1020").version, district.asset("A1011").version
    payload = {"old": "A1020", "new": "A1011", "reason": "broken", "new_version": new}
    assert [r["outcome"] for r in ivy.sends(ivy.makes("custody.replace", payload, base=old))] == ["applied"]
    assert kind("Charger").stock == 4
    checks_in(ivy, "A1011", "Charger")
    assert kind("Charger").stock == 5
    assert adds_up()


def test_undoing_puts_back_and_takes_again(phone: NewPhone, district: District) -> None:
    keep(district, Charger=5)
    ivy = phone("ivy")
    told = checks_out(ivy, "A1020", "Charger")
    undo = ivy.makes("custody.undo", {"operation": told["op_id"], "code": "A1020", "asset": None})
    assert [each["outcome"] for each in ivy.sends(undo)] == ["applied"]
    assert kind("Charger").stock == 5
    checks_out(ivy, "A1020", "Charger")
    back = checks_in(ivy, "A1020", "Charger")
    undo = ivy.makes("custody.undo", {"operation": back, "code": "A1020", "asset": None})
    assert [each["outcome"] for each in ivy.sends(undo)] == ["applied"]
    assert kind("Charger").stock == 4
    out = accessories.still_out(db.session.scalars(select(Checkout.id).where(Checkout.ended_at.is_(None))))
    assert [(each.name, number) for [(each, number)] in out.values()] == [("Charger", 1)]
    assert adds_up()
