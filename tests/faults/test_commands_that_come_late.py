"""Commands that were made without a signal, and came when the device had long gone another way."""

from collections.abc import Callable
from datetime import timedelta

from sqlalchemy import select

from app.db import db
from app.domain import ledger, register
from app.models import Asset, Operation, Person
from tests.conftest import FixedClock
from tests.district import District
from tests.phones import Phone, at_a_desk

NewPhone = Callable[[str], Phone]


def test_fault_26_a_late_scan_of_what_was_retired_is_kept_as_a_fact(
    phone: NewPhone, district: District, fixed_clock: FixedClock
) -> None:
    """Seen in the morning, retired and disposed of by noon, heard at night: the sighting counts, and is flagged."""
    ivy, tess = phone("ivy"), phone("tess")
    seen, checked = ivy.sees("204", "A1001"), cart_check(tess, "A1006")
    fixed_clock.pass_time(hours=3)
    with at_a_desk():
        for tag in ("A1001", "A1006"):
            dispose(district.asset(tag), district)
    fixed_clock.pass_time(hours=5)
    [told] = ivy.sends(seen)
    assert (told["outcome"], told["verdict"], told["note"]) == ("applied", "elsewhere", "conflicting_state")
    [told] = tess.sends(checked)
    assert (told["outcome"], told["seen"]) == ("applied", 1)
    assert [district.asset(tag).state for tag in ("A1001", "A1006")] == ["disposed", "disposed"]
    assert ivy.difference()["elsewhere"] == ["A1001"]
    assert district.faults() == []


def test_fault_26_a_late_command_about_what_was_retired_changes_nothing(
    phone: NewPhone, district: District, fixed_clock: FixedClock
) -> None:
    ivy = phone("ivy")
    late = [
        ivy.makes("custody.check_out", {"code": "A1001", "person": "700001"}, base=1),
        ivy.makes("asset.report", {"code": "A1001", "kind": "lost"}, base=1),
        ivy.moves("A1001", "LIB", base=1),
        ivy.makes(
            "custody.replace", {"old": "A1030", "new": "A1001", "reason": "broken", "new_version": 1}, base=2
        ),
    ]
    without = ivy.makes("custody.check_out", {"code": "A1001", "person": "700001"})
    fixed_clock.pass_time(hours=3)
    with at_a_desk():
        dispose(district.asset("A1001"), district)
    events = district.asset("A1001").event_number
    told = ivy.sends(*late, without, ivy.sees("204", "A1002"))
    assert [result["outcome"] for result in told] == [*["conflict"] * 4, "rejected", "applied"]
    assert told[4]["reason"] == "not_from_this_state"
    assert (district.asset("A1001").event_number, district.asset("A1030").holder) == (events, sam())
    assert district.faults() == []


def test_fault_26_a_code_that_went_over_to_another_device_means_the_one_that_was_seen(
    phone: NewPhone, district: District, fixed_clock: FixedClock
) -> None:
    """Retagged, and its tag given to another: the phone said which device it took the code for."""
    ivy = phone("ivy")
    old = str(district.asset("A1001").uuid)
    seen, move = ivy.sees("204", "A1001", asset=old), ivy.moves("A1001", "LIB", base=1)
    fixed_clock.pass_time(hours=3)
    with at_a_desk():
        register.retag(district.asset("A1001"), "OLD-1", district.act())
        register.retag(district.asset("A1002"), "A1001", district.act())
    told = ivy.sends(seen, move)
    assert (told[0]["outcome"], told[0]["asset"], told[0]["note"]) == ("applied", old, "several")
    assert (told[1]["outcome"], told[1]["reason"]) == ("rejected", "bad_payload")
    assert [district.asset(tag).room for tag in ("OLD-1", "A1001")] == [district.room("204")] * 2
    assert district.faults() == []


def test_fault_27_two_phones_move_one_device_and_neither_wish_is_lost(
    phone: NewPhone, district: District
) -> None:
    """The first that is heard is done, the second is kept with both sides, and settled by a new operation."""
    ivy, jonas = phone("ivy"), phone("jonas")
    mine, theirs = ivy.moves("A1001", "205", base=1), jonas.moves("A1001", "LIB", base=1)
    assert [result["outcome"] for result in ivy.sends(mine)] == ["applied"]
    [told] = jonas.sends(theirs)
    assert (told["outcome"], told["reason"]) == ("conflict", "changed_by_another")
    assert all(words in told["message"] for words in ("Ivy Delgado", "A1001", "Moved", "Room 205"))
    assert jonas.sends(theirs) == [told | {"again": True}]
    kept = db.session.scalars(select(Operation).where(Operation.outcome == "conflict")).one()
    assert (kept.settled_at, kept.site) == (None, district.site("8217"))
    assert "Ivy Delgado" in ivy.visitor.get("/attention").text
    assert district.asset("A1001").room == district.room("205")
    again = jonas.moves("A1001", "LIB", base=district.asset("A1001").version)
    assert [result["outcome"] for result in jonas.sends(again)] == ["applied"]
    assert district.faults() == []


def test_fault_27_two_phones_check_out_one_device_and_one_student_has_it(
    phone: NewPhone, district: District
) -> None:
    ivy, jonas = phone("ivy"), phone("jonas")
    with at_a_desk():
        site = district.site("8217")
        other = Person(
            site_id=site.id, kind="student", given_name="Otto", family_name="Oddly", badge="700002"
        )
        db.session.add(other)
    first = ivy.makes("custody.check_out", {"code": "A1020", "person": "700001"}, base=1)
    second = jonas.makes("custody.check_out", {"code": "A1020", "person": "700002"}, base=1)
    same = jonas.makes("custody.check_out", {"code": "A1020", "person": "700001"}, base=1)
    assert [result["outcome"] for result in ivy.sends(first)] == ["applied"]
    assert [(result["outcome"], result.get("first")) for result in jonas.sends(second, same)] == [
        ("conflict", None), ("applied", False),
    ]  # fmt: skip
    assert district.asset("A1020").holder == sam()
    assert district.faults() == []


def cart_check(who: Phone, tag: str) -> dict[str, str]:
    cart, asset = who.district.asset("C1"), who.district.asset(tag)
    slot = {"slot": asset.slot, "asset": str(asset.uuid), "code": None, "state": "present"}
    return who.makes("cart.confirm", {"cart": str(cart.uuid), "slots": [slot]})


def dispose(asset: Asset, district: District) -> None:
    act = district.act("ian")
    ledger.record(asset, "retired", act, changes={"room_id": None, "cart_id": None, "slot": None})
    for action in ("handed_to_its", "wiped", "destroyed"):
        ledger.record(asset, action, act.at(act.happened_at + timedelta(minutes=1)))


def sam() -> Person:
    return db.session.scalars(select(Person).where(Person.family_name == "Nguyen")).one()
