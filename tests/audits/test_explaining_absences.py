"""Saying why something is not in the room: it is told apart from what is missing, and never refused for being late."""

import re
from collections.abc import Callable

from sqlalchemy import select

from app.db import db
from app.domain import custody, register
from app.models import Discrepancy, Person
from tests.conftest import FixedClock, Visits
from tests.district import District
from tests.phones import Phone, at_a_desk

NewPhone = Callable[[str], Phone]


def test_what_is_explained_is_absent_and_not_missing(phone: NewPhone) -> None:
    ivy = phone("ivy")
    ivy.sends(ivy.explains("204", "A1001", "student_absent"))
    told = ivy.difference()
    assert (told["absent"], "A1001" in told["missing"]) == (["A1001"], False)
    assert told["expected"] == told["seen"] + len(told["missing"]) + len(told["absent"])


def test_what_is_seen_needs_no_explanation_whichever_came_first(phone: NewPhone) -> None:
    ivy = phone("ivy")
    ivy.sends(ivy.explains("204", "A1001"), ivy.sees("204", "A1001"))
    ivy.sends(ivy.sees("204", "A1002"), ivy.explains("204", "A1002"))
    assert (ivy.difference()["absent"], ivy.difference()["seen"]) == ([], 2)


def test_what_was_said_last_counts_whoever_is_heard_last(phone: NewPhone, fixed_clock: FixedClock) -> None:
    ivy, tess = phone("ivy"), phone("tess")
    early = ivy.explains("204", "A1001", "at_home")
    fixed_clock.pass_time(minutes=1)
    tess.audits["204"] = ivy.audit("204")
    tess.sends(tess.explains("204", "A1001", "with_repair"))
    ivy.sends(early)
    [absent] = ivy.visitor.audit(ivy.audit("204"))["absent"]
    assert absent["reason"] == "with_repair"


def test_an_absence_outlives_that_the_device_was_moved_meanwhile(phone: NewPhone, district: District) -> None:
    """A fact never conflicts: it is kept, and says nothing where nothing is expected."""
    ivy = phone("ivy")
    absence = ivy.explains("204", "A1001")
    with at_a_desk():
        register.move(district.asset("A1001"), district.room("205"), district.act("jonas"))
    assert [result["outcome"] for result in ivy.sends(absence)] == ["applied"]
    assert ivy.difference()["absent"] == []


def test_an_absence_that_comes_late_to_a_finished_count_is_heard(phone: NewPhone) -> None:
    ivy, tess = phone("ivy"), phone("tess")
    tess.audits["204"] = ivy.audit("204")
    late = tess.explains("204", "A1001", "at_home")
    ivy.sends(ivy.sees("204", "A1002"), ivy.finishes("204"))
    assert "A1001" in ivy.difference()["missing"]
    tess.sends(late)
    assert (ivy.difference()["absent"], "A1001" in ivy.difference()["missing"]) == (["A1001"], False)


def test_a_reason_nobody_wrote_down_is_refused(phone: NewPhone) -> None:
    ivy = phone("ivy")
    told = ivy.sends(ivy.explains("204", "A1001", "eaten by the dog"))
    assert [(result["outcome"], result["reason"]) for result in told] == [("rejected", "bad_payload")]


def test_another_school_s_device_cannot_be_explained_here(phone: NewPhone) -> None:
    ivy = phone("ivy")
    told = ivy.sends(ivy.explains("204", "B2001"))
    assert [(result["outcome"], result["reason"]) for result in told] == [("rejected", "no_such_thing")]


def test_what_speaks_of_a_student_is_said_of_what_a_student_may_have(
    phone: NewPhone, visit: Visits, district: District
) -> None:
    """By its kind, which the district names, or because a student has it: no document camera is at home."""
    with at_a_desk():
        model = register.model_named("DC-21", maker="Epson", number="", category="Document camera")
        room = district.room("205")
        for tag in ("A1080", "A1081"):
            register.register(district.site("8217"), room=room, model=model, act=district.act(), tag=tag)
        sam = db.session.scalars(select(Person).where(Person.family_name == "Nguyen")).one()
        custody.check_out(district.asset("A1081"), sam, district.act())
    told, ivy = visit("ivy").get("/offline/snapshot").get_json(), phone("ivy")
    page = visit("ivy").get(f"/rooms/{district.room('205').uuid}/count").text
    buttons = re.findall(r'data-opens="absence"[^>]*data-tag="(\w+)"([^>]*)>', page)
    assert {tag: "data-of-a-student" in more for tag, more in buttons} == {
        "A1011": True, "A1012": True, "A1030": True, "A1080": False, "A1081": True,
    }  # fmt: skip
    assert (told["student_models"], page.count('<li class="row link" data-of-a-student>')) == (
        ["Lenovo 300e Gen 4"],
        2,
    )
    ivy.sends(ivy.sees("205", "A1030"), ivy.finishes("205"))
    left = {str(each.asset): each for each in db.session.scalars(select(Discrepancy))}
    for tag, offered in (("A1011", True), ("A1080", False), ("A1081", True)):
        page = visit("ivy").get(f"/discrepancies/{left[tag].uuid}").text
        assert ("The student is absent" in page, "It is with repair" in page) == (offered, True)
    told_late = ivy.sends(ivy.explains("205", "A1080", "at_home"))
    assert [result["outcome"] for result in told_late] == ["applied"], "a fact of an older phone is heard"
