"""Handing out, taking back, replacing and reporting as phones do it: without a network, and heard later."""

import json
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import func, select

from app.db import db
from app.domain import custody, losses, register
from app.models import Checkout, Event, Operation, Person
from tests.conftest import FixedClock
from tests.district import District
from tests.phones import Phone, Sent, at_a_desk

NewPhone = Callable[[str], Phone]
SAM = "700001"


def out(who: Phone, code: str, person: str = SAM, *, base: int | None = None, **more: Any) -> Sent:
    return who.makes("custody.check_out", {"code": code, "person": person} | more, base=base)


def back(who: Phone, code: str, *, base: int | None = None, **more: Any) -> Sent:
    return who.makes("custody.check_in", {"code": code} | more, base=base)


def instead(
    who: Phone, old: str, new: str, reason: str = "broken", *, base: int | None = None, **more: Any
) -> Sent:
    return who.makes("custody.replace", {"old": old, "new": new, "reason": reason} | more, base=base)


def report(who: Phone, code: str, kind: str, *, base: int | None = None, **more: Any) -> Sent:
    return who.makes("asset.report", {"code": code, "kind": kind} | more, base=base)


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
        back(ivy, "A1030", base=2, condition="scratched"), back(ivy, "A1030"), out(ivy, "A1030"),
        back(ivy, "A1030", room=ivy.room("204")),
    )  # fmt: skip
    assert [(result["first"], result["place"]) for result in told] == [
        (True, "Storage"), (False, "Storage"), (True, None), (True, "Room 204"),
    ]  # fmt: skip
    assert told[0]["holds"] == 0
    assert (district.asset("A1030").state, open_checkouts("A1030")) == ("deployed", 0)
    assert district.faults() == []


def test_a_broken_device_is_replaced_as_one_act(phone: NewPhone, district: District) -> None:
    """Policy: CUS-2."""
    tom = phone("tom")
    [told] = tom.sends(instead(tom, "A1030", "A1020", base=2, new_version=1))
    assert (told["outcome"], told["tag"], told["old_tag"], told["badge"]) == (
        "applied",
        "A1020",
        "A1030",
        "001",
    )
    old, new = district.asset("A1030"), district.asset("A1020")
    assert (old.state, old.condition, old.room, new.holder) == (
        "in_stock",
        "damaged",
        district.room("STO"),
        sam(),
    )
    assert (open_checkouts("A1030"), open_checkouts("A1020")) == (0, 1)
    [told] = tom.sends(instead(tom, "A1020", "A1001", "stolen"))
    assert (district.asset("A1020").state, district.asset("A1001").holder) == ("stolen", sam())
    assert district.faults() == []


def test_half_a_replacement_is_none(phone: NewPhone, district: District) -> None:
    ivy = phone("ivy")
    with at_a_desk():
        custody.check_out(district.asset("A1001"), sam(), district.act())
    told = ivy.sends(
        instead(ivy, "A1030", "A1001"), instead(ivy, "A1020", "A1002"), instead(ivy, "A1030", "A1030"),
        instead(ivy, "A1030", "A1002", "boredom"), instead(ivy, "A1030", "B2001"),
    )  # fmt: skip
    assert [result["reason"] for result in told] == [
        "bad_payload", "not_from_this_state", "bad_payload", "bad_payload", "no_such_thing",
    ]  # fmt: skip
    assert district.asset("A1030").holder == sam()
    assert district.asset("A1030").event_number == 2


@pytest.mark.parametrize("kind", ["check_out", "check_in", "replace", "report"])
def test_what_somebody_else_did_meanwhile_is_a_conflict_that_shows_both_sides(
    phone: NewPhone, district: District, kind: str
) -> None:
    ivy = phone("ivy")
    late = {
        "check_out": out(ivy, "A1020", base=1),
        "check_in": back(ivy, "A1020", base=1),
        "replace": instead(ivy, "A1030", "A1020", base=2, new_version=1),
        "report": report(ivy, "A1020", "lost", base=1),
    }[kind]
    with at_a_desk():
        custody.check_out(district.asset("A1020"), other_student(district), district.act("jonas"))
    [told] = ivy.sends(late)
    assert (told["outcome"], told["reason"]) == ("conflict", "changed_by_another")
    assert "Jonas Reyes" in told["message"]
    assert "Oddly" not in json.dumps(told)
    assert district.asset("A1020").holder == other_student(district)
    assert district.asset("A1030").holder == sam()
    kept = db.session.scalars(select(Operation)).one()
    assert (kept.site, kept.settled_at) == (district.site("8217"), None)
    assert kept.result["facts"] | {"at": None, "seen_at": None} == {
        "asset": "A1020", "action": "checked_out", "by": "Jonas Reyes", "state": "checked_out", "place": None,
        "version": 2, "at": None, "seen_at": None, "seen_in": None,
    }  # fmt: skip
    assert "Jonas Reyes" in ivy.visitor.get("/attention").text


def test_only_one_checkout_is_open_however_many_ask(phone: NewPhone, district: District) -> None:
    ivy, tom = phone("ivy"), phone("tom")
    other = str(other_student(district).uuid)
    ivy.sends(out(ivy, "A1020"))
    assert [result["reason"] for result in tom.sends(out(tom, "A1020", other))] == ["already_checked_out"]
    assert (district.asset("A1020").holder, open_checkouts("A1020")) == (sam(), 1)


def test_a_report_is_kept_with_its_numbers_and_the_state_follows(phone: NewPhone, district: District) -> None:
    """Policy: LOSS-1."""
    tess = phone("tess")
    told = tess.sends(
        report(tess, "A1001", "damaged", base=1, note="The screen is cracked."),
        report(tess, "A1030", "stolen", note="On the bus.", police_report="26-0148", incident="I-9"),
        report(tess, "A1030", "stolen"), report(tess, "A1002", "vandalised"),
    )  # fmt: skip
    assert [(result["outcome"], result["first"], result["state"]) for result in told] == [
        ("applied", True, "deployed"), ("applied", True, "stolen"), ("applied", False, "stolen"),
        ("applied", True, "deployed"),
    ]  # fmt: skip
    assert (district.asset("A1001").condition, district.asset("A1002").condition) == ("damaged", "vandalised")
    event = last_event("A1030")
    assert event.details == {"note": "On the bus.", "police_report": "26-0148", "incident": "I-9"}
    assert (event.person, open_checkouts("A1030")) == (sam(), 0)
    assert district.faults() == []


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


def test_the_later_word_weighs_more_than_the_later_call(
    phone: NewPhone, district: District, fixed_clock: FixedClock
) -> None:
    """What was seen after it was missed is not gone; what was in hand before it was reported stays reported."""
    ivy, tess = phone("ivy"), phone("tess")
    missed, early = report(tess, "A1001", "lost"), back(ivy, "A1002")
    fixed_clock.pass_time(minutes=5)
    ivy.counts("204", "A1001")
    with at_a_desk():
        losses.report(district.asset("A1002"), "lost", district.act())
    fixed_clock.pass_time(minutes=5)
    assert [(r["outcome"], r["reason"]) for r in tess.sends(missed)] == [("conflict", "seen_since")]
    assert [(r["outcome"], r["reason"]) for r in ivy.sends(early)] == [("rejected", "seen_before_report")]
    assert [district.asset(tag).state for tag in ("A1001", "A1002")] == ["deployed", "lost"]
    after = tess.makes(
        "asset.report", {"code": "A1001", "kind": "lost"}, at=fixed_clock.now + timedelta(hours=1)
    )
    assert [result["outcome"] for result in tess.sends(after)] == ["applied"]


def test_who_may_hand_out_and_who_may_only_say(phone: NewPhone, district: District) -> None:
    """Policy: ORG-10. A teacher reports and confirms; the IDM and the technician hand out."""
    for who, expected in (
        ("tess", ["not_permitted"] * 3 + [None]),
        ("paul", ["not_permitted"] * 4),
        ("fay", ["not_permitted"] * 4),
        ("ada", ["not_permitted"] * 4),
        ("rhea", ["not_permitted"] * 4),
        ("lola", ["no_such_thing"] * 4),
        ("ian", [None] * 4),
    ):
        one = phone(who)
        told = one.sends(
            out(one, "A1020"),
            back(one, "A1030"),
            instead(one, "A1020", "A1001"),
            report(one, "A1002", "damaged"),
        )
        assert [result["reason"] for result in told] == expected, who
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


def test_what_its_manages_only_its_hands_out_and_what_is_ecf_goes_back_to_its(
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


@pytest.mark.parametrize(
    "kind", ["custody.check_out", "custody.check_in", "custody.replace", "asset.report", "cart.confirm"]
)
def test_rubbish_is_refused_by_name_and_nothing_else_suffers(
    phone: NewPhone, district: District, kind: str
) -> None:
    ivy = phone("ivy")
    rubbish: list[Any] = [
        None,
        7,
        True,
        [],
        {},
        "",
        " ",
        "x" * 600,
        "\0",
        "\ud800",
        {"id": "A1001"},
        "700001",
        "lost",
    ]
    names = (
        "code",
        "person",
        "condition",
        "accessories",
        "old",
        "new",
        "reason",
        "kind",
        "note",
        "room",
        "cart",
        "slots",
    )
    payloads: list[dict[str, Any]] = [dict.fromkeys(names, value) for value in rubbish]
    payloads += [
        {"code": "A1020", "person": SAM, "kind": "lost"} | {name: []} for name in ("note", "condition")
    ]
    payloads += [{"code": "A1020", "person": SAM, "accessories": ["x"] * 21}]
    told = ivy.sends(*(ivy.makes(kind, payload) for payload in payloads), ivy.sees("204", "A1001"))
    assert told[-1]["verdict"] == "here"
    assert {result["outcome"] for result in told[:-1]} <= {"rejected", "applied"}
    assert "our_fault" not in {result["reason"] for result in told}
    assert district.faults() == []


def test_what_has_no_code_is_named_by_whoever_stands_before_it(phone: NewPhone, district: District) -> None:
    tess, lola = phone("tess"), phone("lola")
    named = {"code": None, "asset": str(district.asset("A1001").uuid), "kind": "damaged"}
    assert [result["tag"] for result in tess.sends(tess.makes("asset.report", named))] == ["A1001"]
    assert [result["reason"] for result in lola.sends(lola.makes("asset.report", named))] == ["no_such_thing"]
    assert [r["reason"] for r in tess.sends(tess.makes("asset.report", named | {"asset": None}))] == [
        "bad_payload"
    ]


def test_what_is_reported_is_a_word(phone: NewPhone, district: District) -> None:
    tess = phone("tess")
    kinds: list[Any] = [[], ["lost"], {}, 7, None]
    wrong = [tess.makes("asset.report", {"code": "A1001", "kind": kind}) for kind in kinds]
    assert [result["reason"] for result in tess.sends(*wrong)] == ["bad_payload"] * 5


def open_checkouts(tag: str) -> int:
    query = select(func.count()).select_from(Checkout).join(Checkout.asset)
    return db.session.scalar(query.where(Checkout.ended_at.is_(None), Checkout.asset.has(tag=tag))) or 0


def last_event(tag: str) -> Event:
    events = select(Event).where(Event.asset.has(tag=tag)).order_by(Event.number.desc()).limit(1)
    return db.session.scalars(events).one()


def sam() -> Person:
    return db.session.scalars(select(Person).where(Person.family_name == "Nguyen")).one()


def other_student(district: District) -> Person:
    found = db.session.scalar(select(Person).where(Person.family_name == "Oddly"))
    if found is None:
        site = district.site("8217")
        found = Person(
            site_id=site.id, kind="student", given_name="Otto", family_name="Oddly", badge="700002"
        )
        db.session.add(found)
        db.session.commit()
    return found
