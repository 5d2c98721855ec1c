"""One device for another as phones say it, and what somebody else did meanwhile."""

import json
import re
from collections.abc import Callable

import pytest
from sqlalchemy import select

from app.db import db
from app.domain import custody
from app.models import Operation
from tests.custody.desk import back, instead, open_checkouts, other_student, out, report, sam
from tests.district import District
from tests.phones import Phone, at_a_desk

NewPhone = Callable[[str], Phone]


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
    ivy = phone("ivy").visitor
    receipt = ivy.get(f"/checkouts/{told['checkout']}").text
    assert "Sign here" in receipt
    [before] = re.findall(r'href="(/checkouts/[^"]+)" class="tag">A1030', receipt)
    page = ivy.get(before).text
    assert "Returned on" in page
    assert "Sign here" not in page
    assert "In place of" not in page
    [told] = tom.sends(instead(tom, "A1020", "A1001", "stolen"))
    assert (district.asset("A1020").state, district.asset("A1001").holder) == ("stolen", sam())
    assert district.faults() == []


def test_each_of_the_two_names_the_other(phone: NewPhone, district: District) -> None:
    """What came back broken is not the next to be given out, and says what to do first. Policy: REP-1."""
    ivy = phone("ivy")

    def page(tag: str) -> str:
        words = re.sub(r"<[^>]+>", " ", ivy.visitor.get(f"/assets/{district.asset(tag).uuid}").text)
        return " ".join(words.split())

    ivy.sends(instead(ivy, "A1030", "A1020"))
    old, new = page("A1030"), page("A1020")
    assert "Sam Nguyen · replaced by A1020" in old
    assert "Sam Nguyen · in place of A1030" in new
    assert "Damaged Have it looked at before it is given out." in old
    assert "looked at" not in new
    assert ("Check out Move" in old, "Move Check out" in new) == (True, False), "what comes next stands last"
    form = f"/assets/{district.asset('A1030').uuid}/edit"
    assert '<option value="damaged" selected>Damaged' in ivy.visitor.get(form).text
    meant = ivy.visitor.get("/desk/meaning?code=A1030").text
    assert 'data-harm="It is marked damaged. Undo this if it is to be looked at first."' in meant
    ivy.sends(instead(ivy, "A1020", "A1001", "lost"))
    assert "Sam Nguyen · replaced by A1001" in page("A1020")
    corrected = {"model": district.asset("A1030").model.uuid, "serial": "PFA1030", "condition": "good"}
    assert ivy.visitor.post(form, data=corrected).status_code == 303
    assert "looked at" not in page("A1030")
    assert "data-harm" not in ivy.visitor.get("/desk/meaning?code=A1030").text
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
