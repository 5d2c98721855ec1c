"""Saying why something is not in the room: it is told apart from what is missing, and never refused for being late."""

from collections.abc import Callable

from app.domain import register
from tests.conftest import FixedClock
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
