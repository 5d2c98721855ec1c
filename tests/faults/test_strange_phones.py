"""Phones that lost their storage, whose clock is wrong, that lay in a drawer, or that send poison."""

import json
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from app.db import db, uuid7
from app.models import Event, LostNumber, Operation, Sighting
from tests.asking import number_of
from tests.conftest import FixedClock, Visits
from tests.district import District
from tests.phones import Phone, frozen

NewPhone = Callable[[str], Phone]


def test_fault_13_storage_evicted_device_cookie_left(
    phone: NewPhone, visit: Visits, district: District
) -> None:
    """What the browser threw away is gone, and that is seen: by its cookie, and by the numbers that never came."""
    ivy = phone("ivy")
    ivy.counts("204", "A1001", "A1002")
    for code in ("A1003", "A1004"):
        ivy.sees("204", code)  # ticked, never sent, and thrown away by the browser
    ivy.sends()
    ivy.device, ivy.seq, ivy.audits = uuid7(), 0, {}
    assert ivy.counts("204", "A1005") == ["here"]
    assert ivy.answer["last_seq"] == 1
    assert "Came back empty" in visit("ivy").get("/phones").text
    half = phone("tess")
    half.counts("205", "A1011")
    half.sees("205", "A1012")
    half.first_kept = 3
    half.counts("205", "A1001")
    assert list(db.session.scalars(select(LostNumber.seq))) == [2]
    assert district.faults() == []


POISONED = [
    ("rejected", "unreadable"), ("rejected", "unknown_kind"), ("rejected", "bad_payload"),
    ("rejected", "bad_payload"), ("deferred", "newer_version"), ("rejected", "no_such_thing"),
    ("applied", None), ("rejected", "bad_hash"),
]  # fmt: skip


def test_fault_23_poison_op_at_head_of_queue(phone: NewPhone, district: District) -> None:
    ivy = phone("ivy")
    poison = [
        frozen("{"), ivy.makes("asset.eat", {}), ivy.sees("204", "A1001", method="telepathy"),
        ivy.makes("audit.undo", {"sighting": 10**400}), ivy.makes("audit.sight", {}, v=99),
        ivy.moves("NOBODY’S", "205", base=1), ivy.sees("204", "\ud800"), ivy.sees("204", "A1002") | {"sha256": "0"},
    ]  # fmt: skip
    rest = [ivy.sees("204", f"A100{number}") for number in range(1, 6)]
    for again in (False, True):
        told = ivy.sends(*poison, *rest)
        assert [(result["outcome"], result["reason"]) for result in told[:8]] == POISONED
        assert [(r["outcome"], r["again"]) for r in told[8:]] == [("applied", again)] * 5
    assert number_of(Sighting) == 6
    assert district.faults() == []


DST = datetime(2026, 11, 1, 1, 30, tzinfo=ZoneInfo("America/Los_Angeles"))


@pytest.mark.parametrize("wrong_by", [timedelta(days=2), timedelta(days=-2), timedelta(hours=1)])
def test_fault_24_clock_wrong_and_set_back_in_mid_run(
    phone: NewPhone, fixed_clock: FixedClock, district: District, wrong_by: timedelta
) -> None:
    """On the night when half past one comes twice. Order is by number, never by what a clock says."""
    fixed_clock.now = DST.replace(fold=0).astimezone(UTC)
    ivy = phone("ivy")
    seen = ivy.sees("204", "A1001", at=fixed_clock.now + wrong_by)
    first_at = fixed_clock.now
    fixed_clock.now = DST.replace(fold=1).astimezone(UTC)
    undo, again = (
        ivy.undoes(seen, at=fixed_clock.now),
        ivy.sees("204", "A1001", at=fixed_clock.now - wrong_by),
    )
    ivy.sends(seen, sent_at=fixed_clock.now + wrong_by)
    assert happened_at("sighted") == [first_at]
    ivy.sends(undo, again)
    assert [s.undone_at is None for s in db.session.scalars(select(Sighting).order_by(Sighting.id))] == [
        False,
        True,
    ]
    assert all(at <= fixed_clock.now for at in happened_at("sighted"))
    assert ivy.difference()["seen"] == 1
    assert district.faults() == []


def test_fault_28_phone_dormant_45_days_op_schema_n_2(
    phone: NewPhone, fixed_clock: FixedClock, district: District
) -> None:
    """The oldest body that any release wrote is read for ever; what is newer than the server waits for it."""
    ivy = phone("ivy")
    body = json.loads(ivy.sees("204", "A1001")["body"])
    del body["base_version"]  # what a first release may have left out
    old, plain = frozen(json.dumps(body | {"v": 1})), ivy.sees("204", "A1002")
    newer = ivy.makes("audit.sight", {"anything": 1}, v=3)
    fixed_clock.pass_time(days=45)
    ivy.signs_in()
    told = ivy.sends(old, plain, newer, ivy.finishes("204", at=fixed_clock.now - timedelta(days=45)))
    assert [result["outcome"] for result in told] == ["applied", "applied", "deferred", "applied"]
    assert happened_at("sighted") == [fixed_clock.now - timedelta(days=45)] * 2
    assert (ivy.difference()["seen"], district.faults()) == (2, [])


def test_what_a_newer_app_froze_waits_on_the_phone_and_is_not_kept(phone: NewPhone) -> None:
    ivy = phone("ivy")
    assert [result["outcome"] for result in ivy.sends(ivy.makes("audit.sight", {}, v=2))] == ["deferred"]
    assert number_of(Operation) == 0


anything = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text(max_size=12)
    | st.just("\ud800")
    | st.just(10**400),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=10,
)
fields = ("op_id", "v", "device_id", "seq", "actor_id", "kind", "captured_at", "base_version", "payload")
parts = ("sent_at", "server_epoch", "last_seq", "first_kept", "operations")


@settings(
    max_examples=40,
    derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(
    outside=st.dictionaries(st.sampled_from(parts), anything, max_size=2),
    inside=st.dictionaries(st.sampled_from(fields), anything, max_size=2),
    within=st.dictionaries(
        st.sampled_from(("audit", "room", "code", "asset", "method")), anything, max_size=2
    ),
    cut=st.integers(0, 40),
)
def test_no_envelope_and_no_body_is_ever_a_500_or_applied_twice(
    phone: NewPhone, *, outside: dict[str, Any], inside: dict[str, Any], within: dict[str, Any], cut: int
) -> None:
    """Fault 20, widely: whatever is sent, twice, between two honest sightings."""
    ivy = phone("ivy")
    before, honest = number_of(Sighting), ivy.sees("204", "A1001")
    body = json.loads(ivy.sees("204", "A1002")["body"])
    strange = json.dumps(body | inside | {"payload": body["payload"] | within, **inside})
    operations = [
        honest,
        frozen(strange),
        frozen(strange[:-cut] if cut else strange),
        ivy.sees("204", "A1003"),
    ]
    for _ in range(2):
        answer = ivy.visitor.sync(ivy.envelope(*operations) | outside)
        assert answer.status_code in (200, 400), answer.text
    if answer.status_code == 200 and "operations" not in outside:
        told = answer.get_json()["results"]
        assert [(told[n]["outcome"], told[n]["again"]) for n in (0, 3)] == [("applied", True)] * 2
        assert all(result["reason"] != "our_fault" for result in told)
        assert before + 2 <= number_of(Sighting) <= before + 3 + (cut == 0)


def happened_at(action: str) -> list[datetime]:
    db.session.rollback()
    query = select(Event.happened_at).where(Event.action == action, Event.operation.is_not(None))
    return list(db.session.scalars(query.order_by(Event.id)))
