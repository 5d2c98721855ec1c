"""A cart filled and emptied by scan: one device to a slot, what does not fit refused by name. Policy: ORG-10, CUS-4."""

from collections.abc import Callable
from functools import partial

import pytest
from sqlalchemy import select

from app.db import db
from app.domain import carts, custody, disposal, losses, register, repairs
from app.domain.ledger import Act
from app.models import Asset, Person
from tests.at_once import at_once
from tests.carts.checking import Said, confirms, open_now
from tests.conftest import FixedClock, Visits
from tests.district import District, Visitor
from tests.phones import Phone, at_a_desk
from tests.transfers.lists import sent

Checked = Callable[..., dict[int | None, str]]

HX = {"HX-Request": "true"}


@pytest.fixture
def ivy(visit: Visits) -> Visitor:
    return visit("ivy")


@pytest.fixture
def checked(phone: Callable[[str], Phone], district: District) -> Checked:
    """Tess looks through the cart; the names of what that left open, by slot."""

    def look(*said: Said) -> dict[int | None, str]:
        tess = phone("tess")
        tess.sends(confirms(tess, *said))
        return {row.slot: str(row.uuid) for row in open_now(district)}

    return look


def put_in(ivy: Visitor, district: District, code: str, cart: str = "C1", **form: str) -> tuple[int, str]:
    answer = ivy.post(f"/carts/{district.asset(cart).uuid}/slots", data={"code": code, **form}, headers=HX)
    return answer.status_code, answer.text


def inside(district: District, cart: str = "C1") -> dict[int | None, str]:
    return {asset.slot: str(asset) for asset in carts.contents_of(district.asset(cart))}


def test_device_after_device_goes_into_the_next_free_slot(ivy: Visitor, district: District) -> None:
    """By tag or serial number; the second scan of one changes nothing; a chosen slot moves it."""
    before = district.asset("A1001").version
    assert "goes into slot 3" in put_in(ivy, district, "A1001")[1]
    assert "goes into slot 4" in put_in(ivy, district, "PFA1002")[1]
    assert "is in slot 3 already" in put_in(ivy, district, "A1001")[1]
    assert district.asset("A1001").version == before + 1
    assert "goes into slot 30" in put_in(ivy, district, "A1001", slot="30")[1]
    assert "is in slot 30 already" in put_in(ivy, district, "A1001", slot="30")[1]
    with at_a_desk():
        assert not carts.load(district.asset("C1"), district.asset("A1001"), 30, district.act())
    assert district.asset("A1001").version == before + 2
    assert inside(district) == {1: "A1006", 2: "A1007", 4: "A1002", 30: "A1001"}
    assert "A1001" in ivy.get(f"/carts/{district.asset('C1').uuid}/load").text
    assert district.faults() == []


def test_what_does_not_fit_is_refused_in_words(ivy: Visitor, district: District) -> None:
    put_in(ivy, district, "A1020")
    with at_a_desk():
        register.register(
            district.site("8217"), room=district.room("204"), model=district.asset("C1").model,
            act=district.act(), tag="C2", slots=2,
        )  # fmt: skip
        register.correct(district.asset("A1012"), district.act(), managed_by="its")
    for code, form, words in (
        ("A1001", {"slot": "2"}, "Slot 2 of C1 already holds A1007"),
        ("A1001", {"slot": "37"}, "C1 has slots 1 to 36"),
        ("A1001", {"slot": "-1"}, "C1 has slots 1 to 36"),
        ("A1030", {}, "A1030 is checked out to somebody"),
        ("B2001", {}, "belongs to another school"),
        ("C1", {}, "is a cart itself"),
        ("C2", {}, "is a cart itself"),
        ("A1012", {}, "managed by ITS"),
        ("MENU-7", {}, "means no device of this school"),
        ("x" * 5000, {}, "means no device of this school"),
        ("", {}, "means no device of this school"),
    ):
        status, text = put_in(ivy, district, code, **form)
        assert (status, words in text) == (409, True), (code, text)
    assert [put_in(ivy, district, tag, cart="C2")[0] for tag in ("A1001", "A1002", "A1003")] == [
        200,
        200,
        409,
    ]
    assert put_in(ivy, district, "A1003", cart="A1001")[0] == 404
    assert inside(district, "C2") == {1: "A1001", 2: "A1002"}
    assert district.faults() == []


def test_a_cart_without_numbers_takes_as_many_as_fit(ivy: Visitor, district: District) -> None:
    with at_a_desk():
        register.register(
            district.site("8217"), room=district.room("205"), model=district.asset("C1").model,
            act=district.act(), tag="C2", slots=2,
        )  # fmt: skip
    assert "Its slots have no numbers" in ivy.get(f"/carts/{district.asset('C2').uuid}/load").text
    put_in(ivy, district, "A1001", cart="C2", plain="1")
    put_in(ivy, district, "A1002", cart="C2")
    status, text = put_in(ivy, district, "A1003", cart="C2")
    assert (status, "Every slot of C2 has its device" in text) == (409, True)
    assert [asset.slot for asset in carts.contents_of(district.asset("C2"))] == [None, None]


def test_what_is_loaded_is_found_and_comes_out_again(ivy: Visitor, district: District) -> None:
    """A lost one in the hand is found; out of the cart it stays in the room; undo puts it where it was."""
    with at_a_desk():
        losses.report(district.asset("A1020"), "lost", district.act())
    put_in(ivy, district, "A1020")
    assert (district.asset("A1020").state, district.asset("A1020").slot) == ("deployed", 3)
    cart = district.asset("C1").uuid

    def step(tag: str, way: str) -> int:
        return ivy.post(f"/carts/{cart}/slots/{district.asset(tag).uuid}/{way}", headers=HX).status_code

    assert step("A1020", "out") == 200
    assert (district.asset("A1020").room, district.asset("A1020").cart_id) == (district.room("204"), None)
    assert [step("A1020", "out"), step("A1020", "undo")] == [409, 409]

    put_in(ivy, district, "A1011")
    assert step("A1011", "undo") == 200
    assert (district.asset("A1011").room, district.asset("A1011").slot) == (district.room("205"), None)
    put_in(ivy, district, "A1011", slot="9")
    put_in(ivy, district, "A1011", slot="10")
    assert step("A1011", "undo") == 200
    assert inside(district)[9] == "A1011"
    assert [step("A1006", "undo"), step("A1006", "undo")] == [200, 409]
    assert step("B2001", "out") == 404
    assert district.faults() == []


def test_without_a_script_the_form_loads_and_says_so(ivy: Visitor, district: District) -> None:
    cart = f"/carts/{district.asset('C1').uuid}"
    answer = ivy.post(f"{cart}/slots", data={"code": "A1001"})
    assert (answer.status_code, answer.location) == (303, f"{cart}/load")
    assert "A1001 is in the cart." in ivy.get(answer.location).text


def test_a_stale_difference_is_not_loaded(
    ivy: Visitor, district: District, checked: Checked, fixed_clock: FixedClock
) -> None:
    """Loaded, moved or checked out elsewhere after the check: the difference says where it is, and nothing changes."""
    at = checked((5, "present", "A1001"), (6, "present", "A1002"), (2, "present", "A1003"))
    fixed_clock.pass_time(minutes=5)
    with at_a_desk():
        act = district.act()
        register.move(district.asset("A1001"), district.room("LIB"), act)
        sam = db.session.scalars(select(Person).where(Person.family_name == "Nguyen")).one()
        custody.check_out(district.asset("A1002"), sam, act)
    for slot, words in ((5, "Library"), (6, "was given another place")):
        answer = ivy.post(f"/carts/differences/{at[slot]}/load")
        assert (answer.status_code, words in answer.text) == (409, True), answer.text
    assert district.asset("A1001").room == district.room("LIB")
    assert ivy.post(f"/carts/differences/{at[2]}/load").status_code == 303
    assert inside(district) == {1: "A1006", 2: "A1003", None: "A1007"}
    assert ivy.post(f"/carts/differences/{at[2]}/load").status_code == 409
    assert district.faults() == []


def test_two_that_changed_places_are_settled_by_one_tap(
    ivy: Visitor, district: District, checked: Checked
) -> None:
    at = checked((1, "present", "A1007"), (2, "present", "A1006"))
    assert ivy.post(f"/carts/differences/{at[1]}/load").status_code == 303
    assert inside(district) == {1: "A1007", 2: "A1006"}
    assert "A1006" not in ivy.get("/attention").text
    assert district.faults() == []


@pytest.mark.parametrize(
    "leave",
    [
        lambda cart, act: losses.report(cart, "lost", act),
        lambda cart, act: disposal.retire(cart, None, act),
        repairs.send_out,
    ],
)
def test_nothing_is_loaded_into_a_cart_that_is_gone(
    leave: Callable[[Asset, Act], None], ivy: Visitor, district: District
) -> None:
    with at_a_desk():
        leave(district.asset("C1"), district.act())
    assert put_in(ivy, district, "A1001")[0] == 409
    assert (district.asset("A1001").cart, district.asset("A1001").room) == (None, district.room("204"))


def test_devices_loaded_at_the_same_moment_lie_in_slots_of_their_own(
    visit: Visits, district: District
) -> None:
    cart, tags = f"/carts/{district.asset('C1').uuid}/slots", ("A1001", "A1002", "A1003", "A1004", "A1005")
    hands = [(visit("ivy"), tag) for tag in tags]
    db.session.rollback()
    said = at_once(*(partial(by.post, cart, data={"code": tag}) for by, tag in hands))
    assert [answer.status_code for answer in said] == [303] * len(tags)
    slots = [one.slot for one in carts.contents_of(district.asset("C1"))]
    assert slots == [1, 2, 3, 4, 5, 6, 7]
    assert district.faults() == []


def test_what_went_to_another_school_since_is_left_to_that_school(
    ivy: Visitor, visit: Visits, district: District, checked: Checked, fixed_clock: FixedClock
) -> None:
    at = checked((1, "missing", "A1006"), (2, "damaged", "A1007"))
    fixed_clock.pass_time(minutes=5)
    visit("lola").post(f"{sent(ivy, 'A1006', 'A1007')}/accept-rest")
    with at_a_desk():
        register.move(district.asset("A1006"), district.room("L1"), district.act("lola"))
    for slot, how in ((1, "lost"), (2, "damaged")):
        answer = ivy.post(f"/carts/differences/{at[slot]}/{how}")
        assert (answer.status_code, "Secret Lab" in answer.text) == (409, False)
    assert district.asset("A1006").state == "deployed"
    assert district.asset("A1007").condition != "damaged"
    assert ivy.post(f"/carts/differences/{at[1]}/seen-to").status_code == 303


def test_a_second_tap_at_the_same_moment_finds_the_device_inside(visit: Visits, district: District) -> None:
    ivy, jonas, cart = visit("ivy"), visit("jonas"), district.asset("C1").uuid
    db.session.rollback()
    told = at_once(
        *(partial(hand.post, f"/carts/{cart}/slots", data={"code": "A1001"}) for hand in (ivy, jonas))
    )
    assert [answer.status_code for answer in told] == [303, 303]
    assert (district.asset("A1001").slot, district.faults()) == (3, [])
