"""What was just done at a desk undone, and the condition told after the scan: by phone, in any order, once."""

from collections.abc import Callable

from sqlalchemy import select

from app.db import db
from app.domain import carts, register
from app.models import Asset, Checkout
from tests.custody.desk import (
    back,
    condition,
    instead,
    last_event,
    open_checkouts,
    other_student,
    out,
    sam,
    undo,
)
from tests.district import District
from tests.phones import Phone, at_a_desk

NewPhone = Callable[[str], Phone]


def test_a_checkout_that_is_undone_never_was(phone: NewPhone, district: District) -> None:
    """The device stands in its slot again, the student never had it, and a second tap changes nothing."""
    ivy = phone("ivy")
    deed = out(ivy, "A1006")
    told = ivy.sends(deed, undo(ivy, deed, "A1006"), undo(ivy, deed, "A1006"))
    assert [(result["outcome"], result["first"]) for result in told] == [
        ("applied", True), ("applied", True), ("applied", False),
    ]  # fmt: skip
    asset = district.asset("A1006")
    assert (asset.state, asset.cart, asset.slot, asset.holder) == ("deployed", district.asset("C1"), 1, None)
    assert [row.undone_at is not None for row in checkouts(asset)] == [True]
    event = last_event("A1006")
    assert (event.action, event.person) == ("checkout_undone", sam())
    assert district.faults() == []


def test_a_check_in_that_is_undone_leaves_it_with_its_holder(phone: NewPhone, district: District) -> None:
    ivy = phone("ivy")
    [before] = checkouts(district.asset("A1030"))
    deed = back(ivy, "A1030", room=ivy.room("204"))
    ivy.sends(deed, undo(ivy, deed, "A1030"))
    asset = district.asset("A1030")
    assert (asset.state, asset.holder, asset.room, open_checkouts("A1030")) == ("checked_out", sam(), None, 1)
    assert [row.uuid for row in checkouts(asset)] == [before.uuid]
    assert district.faults() == []


def test_an_undo_that_is_heard_first_waits_for_what_it_undoes(phone: NewPhone, district: District) -> None:
    ivy = phone("ivy")
    deed, returned = out(ivy, "A1020"), back(ivy, "A1030")
    told = ivy.sends(undo(ivy, deed, "A1020"), undo(ivy, returned, "A1030"))
    assert [result["first"] for result in told] == [False, False]
    assert [result["first"] for result in ivy.sends(deed, returned)] == [False, False]
    assert (district.asset("A1020").state, district.asset("A1030").holder) == ("in_stock", sam())
    assert district.faults() == []


def test_what_somebody_did_since_is_not_swept_away(phone: NewPhone, district: District) -> None:
    ivy, tom = phone("ivy"), phone("tom")
    deed = back(ivy, "A1030")
    ivy.sends(deed)
    tom.sends(out(tom, "A1030", str(other_student(district).uuid)))
    assert [told["reason"] for told in ivy.sends(undo(ivy, deed, "A1030"))] == ["touched_since"]
    assert district.asset("A1030").holder == other_student(district)
    moved = out(ivy, "A1006")
    ivy.sends(moved, out(ivy, "A1020"))
    with at_a_desk():
        carts.load(district.asset("C1"), district.asset("A1001"), 1, district.act("jonas"))
    ivy.sends(undo(ivy, moved, "A1006"))
    assert district.asset("A1006").room == district.room("STO")
    assert district.faults() == []


def test_what_came_back_to_its_is_theirs_to_give_back(phone: NewPhone, district: District) -> None:
    """Policy: DIS-4."""
    with at_a_desk():
        register.correct(district.asset("A1030"), district.act("ian"), managed_by="its", ecf=True)
    ivy, ian = phone("ivy"), phone("ian")
    deed = back(ivy, "A1030")
    told = ivy.sends(deed, undo(ivy, deed, "A1030"))
    assert [(result["reason"], result.get("state")) for result in told] == [
        (None, "returned_to_its"), ("managed_by_its", None),
    ]  # fmt: skip
    assert [result["state"] for result in ian.sends(undo(ian, deed, "A1030"))] == ["checked_out"]
    assert district.faults() == []


def test_a_condition_is_told_after_the_scan(phone: NewPhone, district: District) -> None:
    ivy = phone("ivy")
    gone, returned = out(ivy, "A1020"), back(ivy, "A1030")
    told = ivy.sends(
        gone, returned, condition(ivy, gone, "A1020", "worn"), condition(ivy, returned, "A1030", "damaged")
    )
    assert [result["condition"] for result in told[2:]] == ["worn", "damaged"]
    [first], [second] = checkouts(district.asset("A1020")), checkouts(district.asset("A1030"))
    assert (first.condition_out, second.condition_in) == ("worn", "damaged")
    again = ivy.sends(condition(ivy, gone, "A1020", "worn"), condition(ivy, gone, "A1020", "mint"))
    assert [(result.get("first"), result["reason"]) for result in again] == [
        (False, None),
        (None, "unknown_condition"),
    ]
    assert [result["condition"] for result in ivy.sends(back(ivy, "A1020"))] == ["worn"]
    assert district.faults() == []


def test_only_who_checks_out_undoes(phone: NewPhone, district: District) -> None:
    """Policy: ORG-10, and nobody of another school."""
    ivy = phone("ivy")
    deed = out(ivy, "A1020")
    ivy.sends(deed)
    for who, reason in (("tess", "not_permitted"), ("lola", "no_such_thing"), ("tom", None)):
        one = phone(who)
        assert [told["reason"] for told in one.sends(undo(one, deed, "A1020"))] == [reason]
    assert district.asset("A1020").holder is None


def test_the_replacement_of_a_replacement_brings_the_first_one_back(
    phone: NewPhone, district: District
) -> None:
    """How a desk undoes it: each device gives its place to the other again."""
    ivy = phone("ivy")
    ivy.sends(instead(ivy, "A1030", "A1020"), instead(ivy, "A1020", "A1030", "other"))
    assert (district.asset("A1030").holder, district.asset("A1020").room) == (sam(), district.room("STO"))
    assert district.faults() == []


def checkouts(asset: Asset) -> list[Checkout]:
    rows = select(Checkout).where(Checkout.asset_id == asset.id).order_by(Checkout.id)
    return list(db.session.scalars(rows.execution_options(populate_existing=True)))
