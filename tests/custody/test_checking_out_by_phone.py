"""Checking out and checking in as phones do it: without a network, and heard later."""

import json
from collections.abc import Callable

from sqlalchemy import select

from app.db import db
from app.domain import losses, register
from app.models import Operation, Person
from tests.custody.desk import back, condition, last_event, open_checkouts, other_student, out, report, sam
from tests.district import District
from tests.phones import Phone, at_a_desk

NewPhone = Callable[[str], Phone]


def test_a_badge_and_a_device_make_a_checkout_and_no_name_comes_back(
    phone: NewPhone, district: District
) -> None:
    ivy = phone("ivy")
    first = out(ivy, "https://rollcall.example/t/A1020", base=1, condition="good", accessories=["charger"])
    [told] = ivy.sends(first)
    assert (told["outcome"], told["first"], told["tag"], told["version"]) == ("applied", True, "A1020", 2)
    assert (told["badge"], told["holder"], told["holds"]) == ("001", "student", 2)
    assert "Nguyen" not in json.dumps(told)
    assert "Sam" not in json.dumps(told)
    assert (district.asset("A1020").holder, open_checkouts("A1020")) == (sam(), 1)
    event = last_event("A1020")
    assert (event.action, event.details, event.operation is not None) == (
        "checked_out",
        {"accessories": ["charger"]},
        True,
    )
    assert [
        result["first"] for result in ivy.sends(out(ivy, "A1020", base=1), out(ivy, "A1020", str(sam().uuid)))
    ] == [
        False,
        False,
    ]
    assert district.faults() == []


def test_what_comes_back_stands_in_storage_unless_somebody_says_where(
    phone: NewPhone, district: District
) -> None:
    ivy = phone("ivy")
    told = ivy.sends(
        back(ivy, "A1030", base=2, condition="worn"), back(ivy, "A1030"), out(ivy, "A1030"),
        back(ivy, "A1030", room=ivy.room("204")),
    )  # fmt: skip
    assert [(result["first"], result["place"]) for result in told] == [
        (True, "Storage"), (False, "Storage"), (True, None), (True, "Room 204"),
    ]  # fmt: skip
    assert told[0]["holds"] == 0
    assert (district.asset("A1030").state, open_checkouts("A1030")) == ("deployed", 0)
    assert district.faults() == []


def test_a_condition_that_nobody_knows_waits_to_be_looked_at(phone: NewPhone, district: District) -> None:
    """Nothing is applied and nothing lost: what was sent is kept, and says why."""
    ivy = phone("ivy")
    deed = out(ivy, "A1020")
    told = ivy.sends(
        back(ivy, "A1030", condition="scratched"), out(ivy, "A1020", condition="scratched"), deed,
        condition(ivy, deed, "A1020", "scratched"), condition(ivy, deed, "A1020", ["worn"]),
    )  # fmt: skip
    assert [(result["outcome"], result["reason"]) for result in told] == [
        *[("rejected", "unknown_condition")] * 2, ("applied", None), ("rejected", "unknown_condition"),
        ("rejected", "bad_payload"),
    ]  # fmt: skip
    assert told[0]["message"].startswith("“scratched” is none of the conditions")
    assert (district.asset("A1030").holder, open_checkouts("A1020")) == (sam(), 1)
    kept = list(db.session.scalars(select(Operation).where(Operation.reason == "unknown_condition")))
    assert ["scratched" in one.body for one in kept] == [True] * 3
    assert "“scratched” is none of the conditions" in ivy.visitor.get("/attention").text
    assert district.faults() == []


def test_only_one_checkout_is_open_however_many_ask(phone: NewPhone, district: District) -> None:
    ivy, tom = phone("ivy"), phone("tom")
    other = str(other_student(district).uuid)
    ivy.sends(out(ivy, "A1020"))
    assert [result["reason"] for result in tom.sends(out(tom, "A1020", other))] == ["already_checked_out"]
    assert (district.asset("A1020").holder, open_checkouts("A1020")) == (sam(), 1)


def test_what_was_gone_and_is_scanned_at_the_desk_is_found(phone: NewPhone, district: District) -> None:
    ivy = phone("ivy")
    with at_a_desk():
        for tag in ("A1001", "A1002", "A1003"):
            losses.report(district.asset(tag), "lost", district.act())
    told = ivy.sends(back(ivy, "A1001"), out(ivy, "A1002"), report(ivy, "A1003", "damaged"))
    assert [(result["outcome"], result["state"]) for result in told] == [
        ("applied", "in_stock"), ("applied", "checked_out"), ("applied", "in_stock"),
    ]  # fmt: skip
    assert district.asset("A1001").room == district.room("STO")
    assert district.faults() == []


def test_another_school_s_people_and_devices_are_not_there(phone: NewPhone, district: District) -> None:
    ivy = phone("ivy")
    zora = db.session.scalars(select(Person).where(Person.family_name == "Hidden")).one()
    told = ivy.sends(
        out(ivy, "A1020", "700099"), out(ivy, "A1020", str(zora.uuid)), out(ivy, "B2001"), back(ivy, "B2003"),
        report(ivy, "B2001", "lost"), back(ivy, "A1030", room=ivy.room("L1")),
    )  # fmt: skip
    assert [result["reason"] for result in told] == ["no_such_thing"] * 6
    assert not any(word in json.dumps(told) for word in ("Hidden", "Lincoln", "Secret"))


def test_what_its_manages_only_its_checks_out_and_what_is_ecf_goes_back_to_its(
    phone: NewPhone, district: District
) -> None:
    """Policy: ORG-5, DIS-4."""
    with at_a_desk():
        for tag, ecf in (("A1001", False), ("A1002", True)):
            register.correct(district.asset(tag), district.act("ian"), managed_by="its", ecf=ecf)
    ivy = phone("ivy")
    told = ivy.sends(
        out(ivy, "A1001"), out(ivy, "A1002"), back(ivy, "A1002"), out(ivy, "A1002"), back(ivy, "A1002")
    )
    assert [(result["reason"], result.get("state")) for result in told] == [
        ("managed_by_its", None), (None, "checked_out"), (None, "returned_to_its"), ("not_from_this_state", None),
        (None, "returned_to_its"),
    ]  # fmt: skip


def test_a_cart_does_not_go_into_a_hand(phone: NewPhone, district: District) -> None:
    ivy = phone("ivy")
    [told] = ivy.sends(out(ivy, "C1"))
    assert (told["outcome"], told["reason"]) == ("rejected", "cart_at_the_desk")
    cart = district.asset("C1")
    assert (cart.holder, cart.room, open_checkouts("C1")) == (None, district.room("204"), 0)
