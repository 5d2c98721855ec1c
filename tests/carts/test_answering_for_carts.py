"""A cart checked out to a teacher or a room: they answer for it, and its devices stay in it. Policy: CUS-7."""

from collections.abc import Callable

import pytest
from sqlalchemy import select

from app.db import db
from app.domain import carts, disposal, losses, repairs
from app.domain.ledger import Act
from app.models import Asset, CartCheckout, Person, Responsibility
from tests.carts.checking import confirms
from tests.conftest import FixedClock, Visits
from tests.district import District
from tests.phones import Phone, at_a_desk


def test_a_cart_goes_to_a_teacher_and_its_devices_with_it(
    phone: Callable[[str], Phone], visit: Visits, district: District, fixed_clock: FixedClock
) -> None:
    """In her list of carts, on the cart, in its story; her check is marked as hers, and so is what it saw."""
    ivy, tess = visit("ivy"), phone("tess")
    rivera = staff(district, "Tess", "Rivera", "tess")
    cart = f"/carts/{district.asset('C1').uuid}"
    assert "My carts" not in tess.visitor.get("/carts").text
    answer = ivy.post(f"{cart}/checkout", data={"person": rivera, "room": str(district.room("205").uuid)})
    assert answer.status_code == 303
    assert "is checked out to Tess Rivera" in ivy.get(cart).text
    assert "Tess Rivera answers for it, since" in ivy.get(cart).text
    asset = district.asset("C1")
    assert (asset.state, asset.room, str(asset.responsible)) == (
        "deployed",
        district.room("205"),
        "Tess Rivera",
    )
    assert [str(one) for one in carts.contents_of(asset)] == ["A1006", "A1007"]
    assert "My carts" in tess.visitor.get("/carts").text
    assert [cart["mine"] for cart in tess.visitor.get("/offline/snapshot").get_json()["carts"]] == [True]

    fixed_clock.pass_time(minutes=5)
    [told] = tess.sends(confirms(tess, (1, "present", "A1006"), (2, "present", "A1007")))
    assert told["answers"] is True
    for place in (cart, f"/assets/{district.asset('A1006').uuid}"):
        assert "Tess Rivera" in ivy.get(place).text
    story = ivy.get(f"/assets/{district.asset('A1006').uuid}").text
    assert "by the person who answers for it" in story
    assert "Tess Rivera, who answers for it" in story
    assert "C1, slot 1" in story
    [told] = phone("tom").sends(confirms(phone("tom"), (1, "present", "A1006")))
    assert told["answers"] is False
    assert "by the person who answers for it" not in ivy.get(f"/assets/{district.asset('A1006').uuid}").text
    assert district.faults() == []


def test_the_next_one_takes_over_and_checking_in_brings_it_to_storage(
    visit: Visits, district: District, fixed_clock: FixedClock
) -> None:
    """To a room, whoever answers for the room answers for the cart; one checkout is open at most, and all are kept."""
    ivy, cart = visit("ivy"), f"/carts/{district.asset('C1').uuid}"
    okafor, rivera = staff(district, "Maya", "Okafor"), staff(district, "Tess", "Rivera", "tess")
    assert ivy.post(f"{cart}/checkout", data={"person": okafor}).status_code == 303
    fixed_clock.pass_time(minutes=5)
    answers_for(district, "205", rivera)
    assert ivy.post(f"{cart}/checkout", data={"room": str(district.room("205").uuid)}).status_code == 303
    with at_a_desk():
        assert str(carts.answering_for(district.asset("C1"))) == "Tess Rivera"
    fixed_clock.pass_time(minutes=5)
    answer = ivy.post(f"{cart}/checkin")
    assert (answer.status_code, "is checked in: Storage" in ivy.get(cart).text) == (303, True)
    assert (district.asset("C1").state, district.asset("C1").responsible) == ("in_stock", None)
    assert [str(asset) for asset in carts.contents_of(district.asset("C1"))] == ["A1006", "A1007"]
    answer = ivy.post(f"{cart}/checkin")
    assert (answer.status_code, "is not checked out" in answer.text) == (409, True)
    kept = list(db.session.scalars(select(CartCheckout).order_by(CartCheckout.id)))
    assert [(str(one.person or one.room), one.ended_at is not None) for one in kept] == [
        ("Maya Okafor", True),
        ("Room 205", True),
    ]
    assert district.faults() == []


def test_only_staff_and_rooms_of_the_school_have_a_cart(visit: Visits, district: District) -> None:
    ivy, cart = visit("ivy"), f"/carts/{district.asset('C1').uuid}"
    students = db.session.scalars(select(Person).where(Person.kind == "student").order_by(Person.id)).all()
    sam, zora = (str(student.uuid) for student in students)
    wrong: tuple[tuple[dict[str, str], int], ...] = (
        ({"person": sam}, 409), ({}, 409), ({"person": zora}, 404), ({"person": "x"}, 404),
        ({"room": str(district.room("L1").uuid)}, 404),
    )  # fmt: skip
    for sent, status in wrong:
        assert ivy.post(f"{cart}/checkout", data=sent).status_code == status, sent
    assert visit("tess").post(f"{cart}/checkout", data={"person": sam}).status_code == 403
    for path in ("checkout", "checkin"):  # a dialog asks, and the whole page follows
        told = {"headers": {"HX-Request": "true"}, "data": {"room": str(district.room("205").uuid)}}
        assert ivy.post(f"{cart}/{path}", **told).headers["HX-Redirect"] == cart
    assert (
        ivy.post(f"/carts/{district.asset('A1001').uuid}/checkout", data={"person": sam}).status_code == 404
    )


def test_a_cart_does_not_go_over_the_desk(phone: Callable[[str], Phone], district: District) -> None:
    """In somebody's hands it would leave its room, and its devices with it."""
    ivy = phone("ivy")
    sent: dict[str, object] = {"code": "C1", "person": "700001", "condition": None, "accessories": []}
    [told] = ivy.sends(ivy.makes("custody.check_out", sent, base=district.asset("C1").version))
    assert (told["outcome"], told["reason"]) == ("rejected", "cart_at_the_desk")
    assert district.asset("C1").room == district.room("204")


@pytest.mark.parametrize(
    "leave",
    [
        lambda cart, act: losses.report(cart, "stolen", act),
        lambda cart, act: disposal.retire(cart, None, act),
        repairs.send_out,
    ],
)
def test_nobody_has_a_cart_that_is_gone(
    leave: Callable[[Asset, Act], None], visit: Visits, district: District, fixed_clock: FixedClock
) -> None:
    ivy, cart = visit("ivy"), f"/carts/{district.asset('C1').uuid}"
    assert ivy.post(f"{cart}/checkout", data={"person": staff(district, "Tess", "Rivera")}).status_code == 303
    fixed_clock.pass_time(minutes=5)
    with at_a_desk():
        leave(district.asset("C1"), district.act())
    with at_a_desk():
        asset = district.asset("C1")
        assert (carts.open_checkout(asset), carts.answering_for(asset)) == (None, None)
        assert db.session.scalars(select(CartCheckout)).one().ended_at == fixed_clock.now
    assert district.faults() == []


def staff(district: District, given: str, family: str, account: str = "") -> str:
    with at_a_desk():
        person = Person(site_id=district.site("8217").id, kind="staff", given_name=given, family_name=family)
        db.session.add(person)
        db.session.flush()
        if account:
            district.user(account).person_id = person.id
        return str(person.uuid)


def answers_for(district: District, room: str, person: str) -> None:
    with at_a_desk():
        found = next(one for one in db.session.scalars(select(Person)) if str(one.uuid) == person)
        since = district.act().happened_at
        db.session.add(Responsibility(room_id=district.room(room).id, person_id=found.id, began_at=since))
