"""Trouble reported by phone, who may do what there, and what is no word at all."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from app.domain import losses
from tests.conftest import FixedClock
from tests.custody.desk import SAM, back, instead, last_event, open_checkouts, out, report, sam
from tests.district import District
from tests.phones import Phone, at_a_desk

NewPhone = Callable[[str], Phone]


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


def test_who_may_check_out_and_who_may_only_say(phone: NewPhone, district: District) -> None:
    """Policy: ORG-10. A teacher reports and confirms; the IDM and the technician check out."""
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
