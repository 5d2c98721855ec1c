"""A cart confirmed by whoever answers for it: what is in it counts as seen, what differs waits for the IDM."""

import json
from collections.abc import Callable
from datetime import timedelta
from typing import Any

from sqlalchemy import select

from app.db import db
from app.domain import custody, losses, register
from app.models import CartCheck, Event, Loss, Person, Responsibility, SlotCheck
from tests.carts.checking import confirms, open_now
from tests.conftest import FixedClock
from tests.district import District
from tests.phones import Phone, at_a_desk, name_of

NewPhone = Callable[[str], Phone]


def test_an_undisturbed_cart_is_seen_whole(
    phone: NewPhone, district: District, fixed_clock: FixedClock
) -> None:
    tess = phone("tess")
    tess_answers_for("204", district)
    [told] = tess.sends(confirms(tess, (1, "present", "A1006"), (2, "present", "A1007"), (3, "empty", None)))
    assert told["outcome"] == "applied"
    assert (told["seen"], told["answers"], told["differing"], told["tag"]) == (2, True, [], "C1")
    for tag in ("C1", "A1006", "A1007"):
        asset = district.asset(tag)
        assert (asset.last_seen_at, asset.last_seen_room) == (fixed_clock.now, district.room("204"))
        assert asset.version == (1 if tag == "C1" else 2)
    assert [event.details["answers"] for event in sighted()] == [True] * 3
    assert open_now(district) == []
    assert district.faults() == []


def test_what_differs_goes_to_the_idm_with_before_and_after(phone: NewPhone, district: District) -> None:
    tess = phone("tess")
    [told] = tess.sends(
        confirms(
            tess, (1, "missing", "A1006"), (2, "swapped", None, "A1001"), (3, "present", None, "A1002"),
            (4, "present", None, "MENU-7"), (5, "present", None, "B2001"), (6, "swapped", None),
        )
    )  # fmt: skip
    assert told["answers"] is False
    assert [(d["slot"], d["difference"], d["expected"], d["seen"]) for d in told["differing"]] == [
        (1, "missing", "A1006", None), (2, "swapped", "A1007", "A1001"), (3, "extra", None, "A1002"),
        (4, "unregistered", None, "MENU-7"), (5, "other_site", None, "B2001"), (6, "swapped", None, None),
    ]  # fmt: skip
    assert "Lincoln" not in json.dumps(told)
    assert district.asset("A1001").room == district.room("204")
    assert district.asset("A1001").cart is None
    assert district.asset("A1006").last_seen_at is None
    assert len(open_now(district)) == 6
    page = phone("ivy").visitor.get("/attention").text
    for words in ("C1", "A1006", "A1001", "MENU-7", "Tess Rivera"):
        assert words in page
    assert "A1006" not in phone("lola").visitor.get("/attention").text
    assert district.faults() == []


def test_a_difference_ends_by_what_is_done_about_it(
    phone: NewPhone, district: District, fixed_clock: FixedClock
) -> None:
    tess, ivy = phone("tess"), phone("ivy")
    tess.sends(
        confirms(
            tess, (1, "missing", "A1006"), (2, "damaged", "A1007"), (3, "present", "A1002"),
            (4, "present", "A1003"), (5, "present", None, "MENU-7"),
        )
    )  # fmt: skip
    assert {row.difference for row in open_now(district)} == {"missing", "damaged", "extra", "unregistered"}
    settle = {row.slot: f"/carts/differences/{row.uuid}" for row in open_now(district)}
    assert ivy.visitor.post(f"{settle[3]}/load").status_code == 303
    assert (district.asset("A1002").cart, district.asset("A1002").slot) == (district.asset("C1"), 3)
    assert ivy.visitor.post(f"{settle[2]}/damaged").status_code == 303
    assert district.asset("A1007").condition == "damaged"
    for wrong in ("load", "lost", "damaged"):
        assert ivy.visitor.post(f"{settle[5]}/{wrong}").status_code == 409
    fixed_clock.pass_time(minutes=5)
    ivy.counts("205", "A1006")
    assert {row.slot for row in open_now(district)} == {4, 5}
    tess.sends(confirms(tess, (4, "empty", None)))
    assert {row.slot for row in open_now(district)} == {5}
    for who, status in (("tess", 403), ("lola", 404), ("ada", 403)):
        assert phone(who).visitor.post(f"{settle[5]}/seen-to").status_code == status
    assert district.faults() == []


def test_missing_from_the_cart_can_be_reported_lost_in_one_tap(phone: NewPhone, district: District) -> None:
    tess, ivy = phone("tess"), phone("ivy")
    tess.sends(confirms(tess, (1, "missing", "A1006")))
    [row] = open_now(district)
    assert ivy.visitor.post(f"/carts/differences/{row.uuid}/lost").status_code == 303
    assert (district.asset("A1006").state, open_now(district)) == ("lost", [])
    [told] = tess.sends(confirms(tess, (1, "present", "A1006")))
    assert told["differing"] == []
    asset = district.asset("A1006")
    assert (asset.state, asset.cart, asset.slot) == ("deployed", district.asset("C1"), 1)
    assert district.faults() == []


def test_a_difference_is_settled_once(phone: NewPhone, district: District, fixed_clock: FixedClock) -> None:
    """A stale page does not report lost what was seen just now, nor write over who settled it before."""
    tess, ivy = phone("tess"), phone("ivy").visitor
    tess.sends(confirms(tess, (1, "missing", "A1006"), (2, "swapped", None, "A1001")))
    missing, swapped = (f"/carts/differences/{row.uuid}" for row in reversed(open_now(district)))
    fixed_clock.pass_time(minutes=5)
    tess.sends(confirms(tess, (1, "present", "A1006")))
    answer = ivy.post(f"{missing}/lost")
    assert (answer.status_code, "Somebody settled this a moment ago." in answer.text) == (409, True)
    phone("tom").counts("205", "A1007")
    answer = ivy.post(f"{swapped}/lost")
    assert (answer.status_code, "was seen again after that" in answer.text) == (409, True)
    assert {district.asset(tag).state for tag in ("A1006", "A1007")} == {"deployed"}
    assert [ivy.post(f"{swapped}/seen-to").status_code for _ in range(2)] == [303, 409]
    db.session.rollback()
    settled = select(SlotCheck.settled_how).where(SlotCheck.difference.is_not(None)).order_by(SlotCheck.id)
    assert list(db.session.scalars(settled)) == ["told_again", "looked_at"]
    assert district.faults() == []


def test_it_never_conflicts_whatever_became_of_the_cart(
    phone: NewPhone, district: District, fixed_clock: FixedClock
) -> None:
    """A fact: moved, held, lost later, retired: the check is kept, and says what differs from the register as it is."""
    tess = phone("tess")
    late = confirms(tess, (1, "present", "A1006"), (2, "missing", "A1007"), (3, "present", "A1002"), base=99)
    fixed_clock.pass_time(minutes=1)
    with at_a_desk():
        losses.report(district.asset("A1006"), "lost", district.act())
        register.move(district.asset("A1007"), district.room("LIB"), district.act())
        custody.check_out(district.asset("A1002"), sam(), district.act())
        register.move(district.asset("C1"), district.room("205"), district.act())
    [told] = tess.sends(late)
    assert told["outcome"] == "applied"
    assert [(d["slot"], d["difference"]) for d in told["differing"]] == [(1, "extra"), (3, "extra")]
    assert (district.asset("A1006").state, district.asset("A1002").holder) == ("lost", sam())
    assert [result["again"] for result in tess.sends(late)] == [True]
    assert len(db.session.scalars(select(CartCheck)).all()) == 1
    assert district.faults() == []


def test_of_two_checks_the_later_one_holds_however_they_are_heard(
    phone: NewPhone, district: District, fixed_clock: FixedClock
) -> None:
    tess, tom = phone("tess"), phone("tom")
    early = confirms(tess, (1, "missing", "A1006"), (2, "damaged", "A1007"))
    later = confirms(tom, (1, "present", "A1006"), at=fixed_clock.now + timedelta(minutes=5))
    fixed_clock.pass_time(minutes=10)
    tom.sends(later)
    tess.sends(early)
    assert [(row.slot, row.difference) for row in open_now(district)] == [(2, "damaged")]


def test_a_cart_check_ends_what_a_count_missed(
    phone: NewPhone, district: District, fixed_clock: FixedClock
) -> None:
    ivy, tess = phone("ivy"), phone("tess")
    ivy.sends(ivy.sees("204", "A1001"), ivy.finishes("204"))
    assert "A1006" in ivy.visitor.get("/attention?kind=missing").text
    fixed_clock.pass_time(minutes=1)
    tess.sends(confirms(tess, (1, "present", "A1006")))
    assert "A1006" not in ivy.visitor.get("/attention?kind=missing").text


def test_only_a_cart_of_one_s_own_school_is_confirmed(phone: NewPhone, district: District) -> None:
    for who, reason in (
        ("paul", "not_permitted"),
        ("fay", "not_permitted"),
        ("lola", "not_permitted"),
        ("tom", None),
    ):
        one = phone(who)
        assert [r["reason"] for r in one.sends(confirms(one, (1, "present", "A1006")))] == [reason], who
    tess = phone("tess")
    wrong: list[Any] = [
        [{"slot": 37, "state": "present"}], [{"slot": True, "state": "present"}], [{}], "all", [[]],
        [{"slot": 1, "state": "vanished"}], [{"slot": 1, "state": "present", "asset": "x"}],
        [{"slot": 1, "state": "present", "code": 7}], [{"slot": 1, "state": "empty"}] * 501,
    ]  # fmt: skip
    told = tess.sends(
        confirms(tess, (1, "present", "A1006"), cart="A1001"),
        tess.makes("cart.confirm", {"cart": name_of(confirms(tess)), "slots": []}),
        *(
            tess.makes("cart.confirm", {"cart": str(district.asset("C1").uuid), "slots": slots})
            for slots in wrong
        ),
    )
    assert [result["reason"] for result in told] == ["not_a_cart", "no_such_thing", *["bad_payload"] * 9]
    assert district.faults() == []


def test_a_torn_code_in_a_slot_is_kept_as_text(phone: NewPhone, district: District) -> None:
    tess = phone("tess")
    [told] = tess.sends(confirms(tess, (None, "present", None, "A\0B\ud800")))
    assert (told["outcome"], told["differing"][0]["difference"]) == ("applied", "unregistered")


def sighted() -> list[Event]:
    return list(db.session.scalars(select(Event).where(Event.action == "sighted").order_by(Event.id)))


def sam() -> Person:
    return db.session.scalars(select(Person).where(Person.family_name == "Nguyen")).one()


def tess_answers_for(room: str, district: District) -> None:
    site = district.site("8217")
    person = Person(site_id=site.id, kind="staff", given_name="Tess", family_name="Rivera")
    db.session.add(person)
    db.session.flush()
    district.user("tess").person_id = person.id
    since = district.act().happened_at
    db.session.add(Responsibility(room_id=district.room(room).id, person_id=person.id, began_at=since))
    db.session.commit()


def test_a_lost_cart_that_somebody_looks_through_is_found(
    phone: NewPhone, district: District, fixed_clock: FixedClock
) -> None:
    """Unless they looked before it was reported."""
    tess = phone("tess")
    early = confirms(tess, (1, "present", "A1006"))
    fixed_clock.pass_time(minutes=5)
    with at_a_desk():
        losses.report(district.asset("C1"), "lost", district.act())
    tess.sends(early)
    assert district.asset("C1").state == "lost"
    fixed_clock.pass_time(minutes=5)
    tess.sends(confirms(tess, (1, "present", "A1006")))
    assert district.asset("C1").state == "in_stock"
    [report] = db.session.scalars(select(Loss))
    assert (report.ended_how, report.ended_at) == ("found", fixed_clock.now)
    assert district.faults() == []


def test_two_lost_devices_found_in_one_slot_do_not_share_it(phone: NewPhone, district: District) -> None:
    with at_a_desk():
        for tag in ("A1001", "A1002"):
            losses.report(district.asset(tag), "lost", district.act())
    tess = phone("tess")
    tess.sends(confirms(tess, (9, "present", None, "A1001"), (9, "present", None, "A1002")))
    found = [district.asset(tag) for tag in ("A1001", "A1002")]
    assert {asset.cart for asset in found} == {district.asset("C1")}
    assert {asset.slot for asset in found} == {9, None}
