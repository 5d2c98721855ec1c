"""Chargers and sleeves of Marshall Middle: counted, received, written off, flagged when low, told in a file. CUS-5."""

import re
from collections.abc import Callable
from functools import partial

import pytest
from sqlalchemy import select

from app.db import db, uuid7
from app.domain import accessories
from app.models import Checkout
from tests.accessories.shelf import adds_up, checks_out, keep, kind
from tests.asking import questions
from tests.conftest import Visits
from tests.district import District, Visitor
from tests.phones import Phone, at_a_desk

NewPhone = Callable[[str], Phone]


def test_a_stock_goes_below_nothing_only_in_words(phone: NewPhone, visit: Visits, district: District) -> None:
    """What is in somebody's hand was there: the device goes out, the page says that more are out than there were."""
    keep(district, Charger=0)
    checks_out(phone("ivy"), "A1020", "Charger")
    assert kind("Charger").stock == -1
    ivy = visit("ivy")
    assert "More went out than were in stock" in ivy.get(f"/accessories/{kind('Charger').uuid}").text
    assert "-1: count them" in ivy.get("/accessories").text
    assert "1 kind is low" in ivy.get("/attention").text
    assert changes(ivy, "counted", "7") == 303
    assert kind("Charger").stock == 7
    assert "kind is low" not in ivy.get("/attention").text


def test_a_usual_kind_is_called_in_the_reader_s_words(visit: Visits, district: District) -> None:
    keep(district, Charger=5, Xyloband=5)
    page = visit("ivy").get("/accessories", headers={"Accept-Language": "es"}).text
    assert "Cargador" in page
    assert "Charger" not in page
    assert "Xyloband" in page


def changes(visitor: Visitor, how: str, number: str, **more: str) -> int:
    address = f"/accessories/{kind('Charger').uuid}/stock"
    return visitor.post(address, data={"how": how, "number": number, **more}).status_code


def test_counting_receiving_and_writing_off(visit: Visits, district: District) -> None:
    keep(district, Charger=5)
    ivy = visit("ivy")
    assert [changes(ivy, "received", "10"), changes(ivy, "written_off", "4", note="Frayed")] == [303, 303]
    assert kind("Charger").stock == 11
    answer = ivy.post(
        f"/accessories/{kind('Charger').uuid}/stock", data={"how": "written_off", "number": "12"}
    )
    assert answer.status_code == 409
    assert "The shelf holds only so many of Charger: 11" in answer.text
    page = ivy.get(f"/accessories/{kind('Charger').uuid}").text
    assert "Written off −4" in page
    assert "Frayed" in page
    assert adds_up()


@pytest.mark.parametrize("number", ["-1", "0", "", "x", "1e9", "99999999999999", "１", "1.5"])
def test_what_is_no_number_of_things_changes_nothing(visit: Visits, district: District, number: str) -> None:
    keep(district, Charger=5)
    ivy = visit("ivy")
    assert changes(ivy, "received", number) == (303 if number == "１" else 409)
    assert changes(ivy, "stolen", "1") == 409
    assert kind("Charger").stock == (6 if number == "１" else 5)


def test_the_last_word_on_a_number_is_undone_once_and_what_came_after_it_is_not(
    phone: NewPhone, visit: Visits, district: District
) -> None:
    keep(district, Charger=5)
    ivy, address = visit("ivy"), f"/accessories/{kind('Charger').uuid}"
    changes(ivy, "written_off", "3")
    told = {"headers": {"HX-Request": "true"}, "data": {"how": "received", "number": "x"}}
    assert ivy.post(f"{address}/stock", **told).status_code == 409
    told["data"]["number"] = "1"  # a dialog asks, and the whole page follows
    assert ivy.post(f"{address}/stock", **told).headers["HX-Redirect"] == address
    changes(ivy, "written_off", "1")
    changes(ivy, "counted", "5")
    changes(ivy, "written_off", "3")
    [movement] = re.findall(r'name="movement" value="([^"]+)"', ivy.get(address).text)
    undo = partial(ivy.post, f"{address}/undo", data={"movement": movement})
    assert (undo().status_code, kind("Charger").stock) == (303, 5)
    assert (undo().status_code, kind("Charger").stock) == (409, 5)
    changes(ivy, "received", "2")
    [movement] = re.findall(r'name="movement" value="([^"]+)"', ivy.get(address).text)
    checks_out(phone("ivy"), "A1020", "Charger")
    assert 'name="movement"' not in ivy.get(address).text
    assert (undo(data={"movement": movement}).status_code, kind("Charger").stock) == (409, 6)
    for rubbish in ("", "x" * 900, str(uuid7())):
        assert undo(data={"movement": rubbish}).status_code == 404
    assert adds_up()


def test_a_stock_that_was_tampered_with_is_found(district: District) -> None:
    keep(district, Charger=5, Sleeve=1)
    assert adds_up()
    with at_a_desk():
        kind("Charger").stock = 7
    [fault] = accessories.verify()
    assert (fault.asset, fault.what) == ("Charger", "stock is 7, its movements add up to 5")


def test_low_is_said_to_whoever_orders_and_to_nobody_else(visit: Visits, district: District) -> None:
    keep(district, Charger=1, Sleeve=2)
    page = visit("ivy").get("/accessories/low").text
    assert "Charger" in page
    assert "Sleeve" not in page
    assert "Charger" not in visit("lola").get("/accessories/low").text
    assert "is low" not in visit("tess").get("/attention").text
    assert visit("tess").get("/accessories").status_code == 403


def test_a_name_is_kept_once_and_a_kind_with_people_is_not_closed(
    phone: NewPhone, visit: Visits, district: District
) -> None:
    keep(district, Charger=5)
    ivy = visit("ivy")
    for name in (" charger ", "", "   "):
        assert ivy.post("/accessories", data={"site": "8217", "name": name}).status_code == 409
    assert (
        ivy.post("/accessories", data={"site": "8217", "name": "x" * 900, "threshold": "3"}).status_code
        == 303
    )
    checks_out(phone("ivy"), "A1020", "Charger")
    address = f"/accessories/{kind('Charger').uuid}"
    assert "Still with people: 1 of Charger" in ivy.post(f"{address}/close").text
    checkout = db.session.scalars(
        select(Checkout).where(Checkout.ended_at.is_(None)).order_by(Checkout.id.desc())
    ).first()
    assert checkout is not None
    for _ in range(2):
        ivy.post(f"/checkouts/{checkout.uuid}/accessories", data={"back": "Charger"})
    assert kind("Charger").stock == 5
    assert ivy.post(f"{address}/close").status_code == 303
    assert ivy.get(address).status_code == 404
    assert ivy.post("/accessories", data={"site": "8217", "name": "Charger"}).status_code == 303


def test_the_file_tells_everything_and_runs_as_no_formula(visit: Visits, district: District) -> None:
    keep(district, **{"=cmd()": 2})
    ada = visit("ada").get("/accessories.csv?site=8217").text
    assert "'=cmd()" in ada
    assert ",counted,2,2,Ivy Delgado," in ada
    assert visit("lola").get("/accessories.csv?site=8217").status_code in (403, 404)


def test_a_list_of_many_kinds_asks_little(visit: Visits, district: District) -> None:
    keep(district, **{f"Kind {number}": number for number in range(40)})
    ivy = visit("ivy")
    assert len(questions(ivy, "/accessories")) <= 8
    page = ivy.get("/accessories").text
    assert page.index("Kind 1<") < page.index("Kind 39<")
