"""What `POST /sync` promises, sentence by sentence."""

import json
from collections.abc import Callable
from uuid import uuid4

import pytest
from sqlalchemy import func, select

from app.db import db
from app.domain import access
from app.models import Event, Grant, Operation, PhoneDevice, Sighting, User
from tests.conftest import FixedClock, Visits
from tests.district import District
from tests.phones import Phone, at_a_desk, frozen, name_of

NewPhone = Callable[[str], Phone]


def test_the_answer_has_the_promised_shape(phone: NewPhone) -> None:
    ivy = phone("ivy")
    seen = ivy.sees("204", "A1001")
    response = ivy.posts(seen)
    assert (response.status_code, response.content_type, response.headers["X-Rollcall"]) == (
        200,
        "application/json",
        "1",
    )
    told = response.get_json()
    assert told.keys() == {"server_epoch", "now", "last_seq", "last_op_id", "durable_seq", "results"}
    assert (told["last_seq"], told["last_op_id"], told["durable_seq"]) == (1, name_of(seen), None)
    assert (len(told["server_epoch"]), told["now"]) == (32, "2026-10-14T16:00:00.000000Z")
    [result] = told["results"]
    assert (result["op_id"], result["sha256"]) == (name_of(seen), seen["sha256"])
    assert (result["outcome"], result["again"], result["reason"], result["message"]) == (
        "applied",
        False,
        None,
        None,
    )


def test_the_epoch_stays_and_is_the_one_that_healthz_tells(phone: NewPhone) -> None:
    ivy = phone("ivy")
    ivy.counts("204", "A1001")
    first = ivy.answer["server_epoch"]
    ivy.counts("204", "A1002")
    assert ivy.answer["server_epoch"] == first == ivy.visitor.get("/healthz").get_json()["server_epoch"]


def test_what_was_sent_is_kept_as_it_was_sent(phone: NewPhone, district: District) -> None:
    ivy = phone("ivy")
    seen = ivy.sees("204", "A1001")
    ivy.sends(seen)
    kept = db.session.scalars(select(Operation)).one()
    assert (kept.body, kept.sha256) == (seen["body"], seen["sha256"])
    assert (kept.payload["code"], kept.actor, kept.site) == (
        "A1001",
        district.user("ivy"),
        district.site("8217"),
    )


def test_the_ledger_says_who_by_which_operation_and_when_we_heard(
    phone: NewPhone, district: District, fixed_clock: FixedClock
) -> None:
    ivy = phone("ivy")
    captured = fixed_clock.now
    seen = ivy.sees("204", "A1001")
    heard = fixed_clock.pass_time(hours=3)
    ivy.sends(seen)
    event = db.session.scalars(select(Event).where(Event.action == "sighted")).one()
    assert (event.happened_at, event.heard_at, event.via) == (captured, heard, "sync")
    assert (event.actor, str(event.operation), event.room) == (
        district.user("ivy"),
        name_of(seen),
        district.room("204"),
    )


def test_an_unknown_count_opens_itself(phone: NewPhone) -> None:
    ivy = phone("ivy")
    assert ivy.counts("204", "A1001") == ["here"]
    assert ivy.difference()["seen"] == 1


def test_order_in_the_batch_is_the_order_of_effect(phone: NewPhone) -> None:
    ivy = phone("ivy")
    seen = ivy.sees("204", "A1001")
    ivy.sends(seen, ivy.undoes(seen), ivy.sees("204", "A1001"), ivy.finishes("204"))
    told = ivy.difference()
    assert (told["seen"], told["late"]) == (1, 0)


def test_nobody_s_session_sends_another_s_operations(phone: NewPhone, district: District) -> None:
    """Fault 16: Tess has the phone now; what Ivy did on it stays there until Ivy signs in again."""
    ivy, tess = phone("ivy"), phone("tess")
    tess.device = ivy.device
    hers, own = ivy.sees("204", "A1001"), tess.sees("204", "A1002")
    told = tess.sends(hers, own)
    assert [(result["outcome"], result["reason"]) for result in told] == [
        ("held", "another_person"),
        ("applied", None),
    ]
    assert told[0]["message"]
    assert "A1001" in tess.difference()["missing"]
    assert [result["outcome"] for result in ivy.sends(hers)] == ["applied"]
    by = select(User.email, Sighting.code).join(Sighting, Sighting.by_id == User.id).order_by(Sighting.id)
    assert db.session.execute(by).all() == [("tess@marshall.test", "A1002"), ("ivy@marshall.test", "A1001")]


def test_two_people_on_one_phone_have_a_counter_each(phone: NewPhone) -> None:
    """Fault 17: both see the same tag, and both are believed."""
    ivy, tess = phone("ivy"), phone("tess")
    tess.device = ivy.device
    assert ivy.counts("204", "A1001", "A1002") == ["here", "here"]
    assert tess.counts("204", "A1001") == ["already"]
    counters = select(User.email, PhoneDevice.last_seq).join(User, User.id == PhoneDevice.user_id)
    assert dict(db.session.execute(counters).all()) == {"ivy@marshall.test": 2, "tess@marshall.test": 1}


def test_a_batch_of_nobody_s_own_still_says_how_far_one_s_own_counter_is(phone: NewPhone) -> None:
    """A smaller `last_seq` would make the phone offer everything again."""
    ivy, tess = phone("ivy"), phone("tess")
    tess.device = ivy.device
    ivy.counts("204", "A1001", "A1002")
    ivy.sends(tess.sees("204", "A1003"))
    assert ivy.answer["last_seq"] == 2


def test_permission_is_judged_when_the_operation_is_applied(phone: NewPhone, district: District) -> None:
    """Fault 18: Ivy's role ended between the scan and the sending."""
    ivy = phone("ivy")
    before, after = ivy.sees("204", "A1001"), ivy.sees("204", "A1002")
    ivy.sends(before)
    with at_a_desk():
        access.revoke(db.session.scalars(select(Grant).where(Grant.user_id == district.user("ivy").id)).one())
        access.grant(district.user("ivy"), "principal", site=district.site("8217"))
    [told] = ivy.sends(after)
    assert (told["outcome"], told["reason"]) == ("rejected", "not_permitted")
    assert [result["again"] for result in ivy.sends(before, after)] == [True, True]
    refused = db.session.scalars(select(Operation).where(Operation.outcome == "rejected")).one()
    assert (refused.site, refused.settled_at) == (district.site("8217"), None)


def test_a_disabled_account_sends_nothing_and_loses_nothing(phone: NewPhone, district: District) -> None:
    ivy = phone("ivy")
    seen = ivy.sees("204", "A1001")
    with at_a_desk():
        district.user("ivy").disabled_at = district.act().happened_at
    assert ivy.posts(seen).status_code == 401
    assert db.session.scalar(select(func.count()).select_from(Operation)) == 0


@pytest.mark.parametrize("who", ["tess", "tom", "ian"])
def test_who_may_count_may_send(phone: NewPhone, who: str) -> None:
    assert phone(who).counts("204", "A1001") == ["here"]


@pytest.mark.parametrize("who", ["paul", "fay", "ada", "rhea", "leo", "lola"])
def test_who_may_not_is_told_so_and_the_operation_is_kept_for_a_supervisor(phone: NewPhone, who: str) -> None:
    one = phone(who)
    assert [result["reason"] for result in one.sends(one.sees("204", "A1001"))] == ["not_permitted"]
    assert db.session.scalars(select(Operation.outcome)).all() == ["rejected"]


def test_a_teacher_asks_and_the_idm_moves(phone: NewPhone, district: District) -> None:
    """Policy: ORG-10."""
    tess, ivy = phone("tess"), phone("ivy")
    assert [r["reason"] for r in tess.sends(tess.moves("A1001", "205", base=1))] == ["not_permitted"]
    assert district.asset("A1001").room == district.room("204")
    assert [r["outcome"] for r in ivy.sends(ivy.moves("A1001", "205", base=1))] == ["applied"]
    assert district.asset("A1001").room == district.room("205")


def test_signed_out_is_401_and_never_a_redirect(phone: NewPhone, visit: Visits) -> None:
    """Fault 15: the session ended before the queue was sent."""
    ivy = phone("ivy")
    seen = ivy.sees("204", "A1001")
    answer = visit(None).sync(ivy.envelope(seen))
    assert (answer.status_code, answer.headers.get("Location")) == (401, None)
    assert [result["again"] for result in ivy.sends(seen)] == [False]


def test_another_site_s_page_cannot_send(phone: NewPhone) -> None:
    """Fault 31."""
    ivy = phone("ivy")
    body = json.dumps(ivy.envelope(ivy.sees("204", "A1001")))
    for headers in (
        {"Sec-Fetch-Site": "cross-site", "X-Rollcall": "1"},
        {"Origin": "https://elsewhere.example", "X-Rollcall": "1"},
        {"X-Rollcall": "1"},
    ):
        answer = ivy.visitor.client.post("/sync", data=body, content_type="application/json", headers=headers)
        assert answer.status_code == 403


@pytest.mark.parametrize("headers", [{}, {"X-Rollcall": "1"}])
def test_only_our_header_with_json_is_ours(phone: NewPhone, headers: dict[str, str]) -> None:
    ivy = phone("ivy")
    answer = ivy.visitor.post(
        "/sync", data=json.dumps(ivy.envelope()), content_type="text/plain", headers=headers
    )
    assert answer.status_code == 400


def test_reading_never_writes(phone: NewPhone) -> None:
    ivy = phone("ivy")
    assert ivy.visitor.get("/sync").status_code in (404, 405)


def test_a_kind_of_a_later_version_waits_on_the_phone(phone: NewPhone) -> None:
    ivy = phone("ivy")
    early = ivy.makes("asset.dream", {"code": "A1001"}, v=2)
    told = ivy.sends(early, ivy.sees("204", "A1001"))
    assert [(result["outcome"], result["reason"]) for result in told] == [
        ("deferred", "newer_version"),
        ("applied", None),
    ]
    assert [result["outcome"] for result in ivy.sends(early)] == ["deferred"]


def test_a_kind_nobody_knows_is_rejected(phone: NewPhone) -> None:
    ivy = phone("ivy")
    told = ivy.sends(ivy.makes("asset.eat", {}), ivy.sees("204", "A1001"))
    assert [(result["outcome"], result["reason"]) for result in told] == [
        ("rejected", "unknown_kind"),
        ("applied", None),
    ]


def test_a_newer_app_s_operation_waits_for_a_newer_server(phone: NewPhone) -> None:
    ivy = phone("ivy")
    told = ivy.sends(
        ivy.makes("audit.sight", {}, v=2), frozen(json.dumps({"v": 3, "op_id": str(uuid4()), "new": {}}))
    )
    assert [(result["outcome"], result["reason"]) for result in told] == [("deferred", "newer_version")] * 2


def test_an_empty_batch_is_a_greeting(phone: NewPhone) -> None:
    ivy = phone("ivy")
    assert ivy.sends() == []
    assert ivy.answer["server_epoch"]
