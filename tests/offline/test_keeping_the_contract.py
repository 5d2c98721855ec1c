"""What is promised of `/sync` besides what its operations do: headers, codes, versions, names."""

import json
from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import select

from app.config import SYNC_BYTES
from app.db import db, uuid7
from app.domain.offline import envelope
from app.models import Absence, Audit, Operation, Sighting
from tests.conftest import Visits
from tests.district import District
from tests.phones import Phone, frozen

NewPhone = Callable[[str], Phone]


def test_the_name_of_what_a_page_kept_is_taken(phone: NewPhone, district: District) -> None:
    """It used to wait for ever. Fault 19."""
    ivy = phone("ivy")
    room = district.room("204").uuid
    there = f"/audits/{uuid7()}"
    ivy.visitor.post(f"{there}/sightings?room={room}", data={"code": "A1001"})
    ivy.visitor.post(
        f"{there}/absences?room={room}",
        data={"asset": str(district.asset("A1002").uuid), "reason": "at_home"},
    )
    names = [*db.session.scalars(select(Sighting.uuid)), *db.session.scalars(select(Absence.uuid))]
    seen, told = ivy.sees("204", "A1003"), ivy.explains("204", "A1004")
    forged = [
        frozen(json.dumps(json.loads(operation["body"]) | {"op_id": str(name)}))
        for operation, name in zip((seen, told), names, strict=True)
    ]
    expected = [("rejected", "reused")] * 2
    assert [(r["outcome"], r["reason"]) for r in ivy.sends(forged[0], seen, forged[1])][::2] == expected
    assert [(r["outcome"], r["reason"], r["again"]) for r in ivy.sends(*forged)] == [
        ("rejected", "reused", True)
    ] * 2
    assert ivy.difference()["seen"] == 2
    assert district.faults() == []


def test_two_taps_on_finish_make_one_count(phone: NewPhone, district: District) -> None:
    ivy = phone("ivy")
    room = district.room("204").uuid
    answers = [ivy.visitor.post(f"/audits/{uuid7()}/finish?room={room}") for _ in range(2)]
    assert [answer.status_code for answer in answers] == [303, 303]
    assert len(db.session.scalars(select(Audit)).all()) == 1


def test_every_answer_is_known_to_be_ours(visit: Visits, phone: NewPhone) -> None:
    """A phone believes only what bears our header; signed out it hears so in JSON, and is never led elsewhere."""
    stranger, ivy = visit(None), phone("ivy")
    answers = {
        401: stranger.post("/sync", data="{}"),
        400: ivy.visitor.post("/sync", data="not JSON", content_type="application/json"),
        413: ivy.visitor.post("/sync", data=b" " * (SYNC_BYTES + 1), content_type="application/json"),
        405: ivy.visitor.get("/sync"),
        403: ivy.visitor.bare_post("/sync", data="{}", headers={"Sec-Fetch-Site": "cross-site"}),
    }
    for code, answer in answers.items():
        assert (answer.status_code, answer.headers["X-Rollcall"]) == (code, "1")
        assert (code, answer.is_json) == (code, code != 405)
    assert ivy.visitor.get("/nowhere").headers["X-Rollcall"] == "1"


def test_whoever_is_turned_away_hears_when_to_come_back(visit: Visits) -> None:
    guesser = visit(None)
    for _ in range(30):
        answer = guesser.sign_in("ivy@marshall.test", "wrong")
        if answer.status_code == 429:
            break
    assert (answer.status_code, answer.headers["Retry-After"]) == (429, "60")


def test_what_an_older_app_froze_is_still_read(
    phone: NewPhone, monkeypatch: pytest.MonkeyPatch, district: District
) -> None:
    """Fault 28: a phone lay in a drawer while two versions went by."""
    ivy = phone("ivy")
    old = ivy.sees("204", "A1001")
    newest = ivy.makes("audit.look", {"code": "A1002"}, v=3)

    def renamed(body: dict[str, Any]) -> dict[str, Any]:
        return body | {"kind": "audit.sight", "payload": json.loads(old["body"])["payload"] | body["payload"]}

    monkeypatch.setitem(envelope.READERS, 2, envelope.as_it_is)
    monkeypatch.setitem(envelope.READERS, 3, renamed)
    beyond = ivy.makes("audit.sight", {}, v=4)
    never = ivy.makes("audit.sight", {}, v=0)
    told = ivy.sends(old, newest, beyond, never)
    assert [(r["outcome"], r["reason"]) for r in told] == [
        ("applied", None), ("applied", None), ("deferred", "newer_version"), ("rejected", "unreadable"),
    ]  # fmt: skip
    assert ivy.difference()["seen"] == 2
    assert len(db.session.scalars(select(Operation)).all()) == 2
