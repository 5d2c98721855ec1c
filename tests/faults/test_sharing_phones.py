"""Whose work it is, whoever holds the phone and whatever became of their rights."""

import json
from collections.abc import Callable

import pytest
from flask import Flask
from sqlalchemy import delete, func, select

from app.db import db
from app.domain.access.accounts import disable
from app.models import Event, Grant, Operation, Sighting, User
from tests.asking import number_of
from tests.conftest import FixedClock, Visits
from tests.district import District
from tests.phones import Phone, at_a_desk, frozen, name_of

NewPhone = Callable[[str], Phone]
NOTED = {"looks", "looked_at"}


def test_fault_15_session_expired_before_drain_and_in_mid_batch(
    phone: NewPhone, fixed_clock: FixedClock
) -> None:
    """401 and never a redirect; what was acknowledged before is not lost, what was not is simply sent again."""
    ivy = phone("ivy")
    first, second = ivy.sees("204", "A1001"), ivy.sees("204", "A1002")
    ivy.sends(first)
    fixed_clock.pass_time(minutes=31)
    refused = ivy.posts(first, second)
    assert (refused.status_code, refused.headers.get("Location"), refused.headers["X-Rollcall"]) == (
        401,
        None,
        "1",
    )
    assert number_of(Operation) == 1
    ivy.signs_in()
    assert [result["again"] for result in ivy.sends(first, second)] == [True, False]


def test_fault_16_user_switch_with_operations_queued(phone: NewPhone, district: District) -> None:
    """Ivy’s work is sent in Tess’s session: nothing happens, in nobody’s name, until Ivy is back."""
    ivy, tess = phone("ivy"), phone("tess")
    tess.device = ivy.device
    hers = [ivy.sees("204", "A1001"), ivy.undoes(ivy.sees("204", "A1002")), ivy.finishes("204")]
    assert {(r["outcome"], r["reason"]) for r in tess.sends(*hers)} == {("held", "another_person")}
    assert number_of(Operation) == number_of(Sighting) == 0
    assert {result["outcome"] for result in ivy.sends(*hers)} == {"applied"}
    actors = select(User.email).join(Event, Event.actor_id == User.id).where(Event.operation.is_not(None))
    assert set(db.session.scalars(actors)) == {"ivy@marshall.test"}


def test_fault_17_same_phone_both_users_scan_same_tag(phone: NewPhone, district: District) -> None:
    ivy, tess = phone("ivy"), phone("tess")
    tess.device = ivy.device
    hers, tess_s = ivy.sees("204", "A1001"), tess.sees("204", "A1001")
    assert (json.loads(hers["body"])["seq"], json.loads(tess_s["body"])["seq"]) == (1, 1)
    assert [r["verdict"] for r in (*ivy.sends(hers), *tess.sends(tess_s))] == ["here", "already"]
    by = select(User.email).join(Sighting, Sighting.by_id == User.id).order_by(Sighting.id)
    assert list(db.session.scalars(by)) == ["ivy@marshall.test", "tess@marshall.test"]
    assert district.faults() == []


def test_fault_18_role_revoked_or_account_disabled_between_scan_and_drain(
    phone: NewPhone, district: District
) -> None:
    """Without any role left it is refused one by one, to be seen to; without an account it stays on the phone."""
    ivy, tess = phone("ivy"), phone("tess")
    hers, lost = tess.sees("204", "A1001"), ivy.sees("204", "A1002")
    with at_a_desk():
        db.session.execute(delete(Grant).where(Grant.user_id == district.user("tess").id))
        disable(district.user("ivy"))
    assert [(r["outcome"], r["reason"]) for r in tess.sends(hers)] == [("rejected", "not_permitted")]
    assert ivy.posts(lost).status_code == 401
    assert (number_of(Operation), number_of(Sighting)) == (1, 0)
    with at_a_desk():
        district.user("ivy").disabled_at = None
    assert [result["outcome"] for result in ivy.sends(lost)] == ["applied"]


def test_fault_19_op_id_reused_with_other_body_and_with_other_user(
    phone: NewPhone, district: District
) -> None:
    ivy, tess = phone("ivy"), phone("tess")
    seen = ivy.sees("204", "A1001")
    ivy.sends(seen)
    body = json.loads(seen["body"])
    other = frozen(json.dumps(body | {"payload": body["payload"] | {"code": "A1002"}}))
    stolen = frozen(json.dumps(body | {"actor_id": tess.actor, "device_id": str(tess.device)}))
    assert [(r["outcome"], r["reason"]) for r in ivy.sends(other)] == [("rejected", "reused")]
    assert [(r["outcome"], r["reason"]) for r in tess.sends(stolen)] == [("rejected", "reused")]
    assert [r["outcome"] for r in tess.sends(seen)] == ["held"]
    kept = db.session.scalars(select(Operation)).one()
    assert (kept.sha256, str(kept.actor.uuid), str(kept.op_id)) == (seen["sha256"], ivy.actor, name_of(seen))
    assert list(db.session.scalars(select(Sighting.code))) == ["A1001"]


@pytest.mark.parametrize(
    "headers",
    [
        {"Sec-Fetch-Site": "cross-site", "X-Rollcall": "1"},
        {"Sec-Fetch-Site": "same-site", "X-Rollcall": "1"},
        {"Origin": "https://elsewhere.example", "X-Rollcall": "1"},
        {"X-Rollcall": "1"},
        {"Sec-Fetch-Site": "same-origin"},
    ],
)
def test_fault_31_cross_site_post_and_missing_headers(phone: NewPhone, headers: dict[str, str]) -> None:
    ivy = phone("ivy")
    body = json.dumps(ivy.envelope(ivy.sees("204", "A1001")))
    answer = ivy.visitor.bare_post("/sync", data=body, content_type="application/json", headers=headers)
    assert answer.status_code in (400, 403)
    assert number_of(Operation) == 0


def test_fault_31_get_never_writes(app: Flask, visit: Visits, district: District) -> None:
    """Every address that can be asked for without naming a thing, asked for by the one who may most.

    That somebody looked at people is noted; nothing else is.
    """
    ian = visit("ian")
    before = everything()
    for rule in app.url_map.iter_rules():
        if "GET" in (rule.methods or ()) and not rule.arguments:
            assert ian.get(f"{rule.rule}?site=8217").status_code < 500, rule.rule
    assert everything() == before


def everything() -> dict[str, int]:
    db.session.rollback()
    tables = [table for table in db.metadata.sorted_tables if table.name not in NOTED]
    return {t.name: db.session.scalar(select(func.count()).select_from(t)) or 0 for t in tables}
