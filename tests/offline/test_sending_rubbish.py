"""Whatever comes gets a clear answer, and stops nothing else."""

import json
from collections.abc import Callable
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from app.db import db
from app.domain import ledger, offline
from app.models import Operation, Sighting
from tests.district import District
from tests.phones import Phone, at_a_desk, frozen

NewPhone = Callable[[str], Phone]

NO_ENVELOPE = [
    b"", b"null", b"[]", b'"operations"', b"{", b'{"operations": []', b'{"operations": {}}', b"not json at all",
    b'{"operations": [], "last_seq": "many"}', b'{"operations": [], "last_seq": -1}',
    b'{"operations": [], "first_kept": 1e30}', b'{"operations": [], "last_seq": true}', b"\xff\xfe{}", b"[" * 100_000,
    b'{"operations": [' + b",".join([b"{}"] * 1001) + b"]}",
]  # fmt: skip
NO_OPERATION: list[Any] = [
    None, 7, [], {}, {"body": 7, "sha256": "x"}, {"body": "{}"}, {"body": "{}", "sha256": 7},
    {"body": "\ud800", "sha256": "x"},
]  # fmt: skip
NO_BODY = ["", "null", "[]", "7", "{", '{"op_id":', "[" * 50_000, "NaN", '{"v": 1}']
WRONG_IN_THE_BODY: list[dict[str, Any]] = [
    {"op_id": "no uuid"}, {"op_id": None}, {"op_id": 12}, {"v": 0}, {"v": "1"}, {"v": True}, {"v": None},
    {"device_id": 5}, {"actor_id": "me"}, {"seq": 0}, {"seq": -5}, {"seq": 1.5}, {"seq": 2**53 + 1}, {"seq": True},
    {"seq": "1"}, {"kind": 5}, {"kind": "audit.sight\x00"}, {"kind": "k" * 65}, {"kind": "über"},
    {"base_version": "3"}, {"payload": []}, {"payload": None}, {"captured_at": 17},
]  # fmt: skip
WRONG_IN_THE_PAYLOAD: list[tuple[dict[str, Any], str]] = [
    ({"code": None}, "bad_payload"),
    ({"code": 1001}, "bad_payload"),
    ({"code": "   "}, "bad_payload"),
    ({"code": "x" * 513}, "bad_payload"),
    ({"method": "telepathy"}, "bad_payload"),
    ({"method": ["camera"]}, "bad_payload"),
    ({"asset": "no uuid"}, "bad_payload"),
    ({"audit": "no uuid"}, "bad_payload"),
    ({"audit": None}, "bad_payload"),
    ({"room": 204}, "bad_payload"),
    ({"room": "01a200b5-7f19-70d8-9b49-02580bcf48cf"}, "no_such_thing"),
    ({"room": None}, "no_such_thing"),
]
STRANGE_CODES = [
    "\ud800TORN", "ZERO\x00BYTE", "\u202eRTL", "😀" * 100, "'; DROP TABLE assets; --", "=1+1", "<b>", "\n A1001 \n",
]  # fmt: skip
NOBODY_ASKED_FOR: list[dict[str, Any]] = [
    {"huge": 10**4000},
    {"deep": json.loads("[" * 400 + "]" * 400)},
    {"infinite": float("inf")},
    {"keys": {"\ud800": "\ud800", "zero": "\x00"}},
    {"long": "x" * 100_000},
]


def test_an_envelope_that_cannot_be_read_is_a_400(phone: NewPhone) -> None:
    """Fault 20: empty or torn, with the right headers."""
    visitor, ours = phone("ivy").visitor, {"X-Rollcall": "1", "Accept": "application/json"}
    for body in NO_ENVELOPE:
        answer = visitor.post("/sync", data=body, content_type="application/json", headers=ours)
        assert (answer.status_code, answer.headers["X-Rollcall"]) == (400, "1"), body[:40]


def test_a_batch_beyond_all_measure_is_a_413(phone: NewPhone) -> None:
    answer = phone("ivy").visitor.sync({"operations": [{"body": "x" * 5_000_000, "sha256": ""}]})
    assert answer.status_code == 413


def test_an_item_that_is_no_operation_is_that_item_s_rejection(phone: NewPhone) -> None:
    ivy = phone("ivy")
    items = [*NO_OPERATION, ivy.sees("204", "A1001")]
    response = ivy.visitor.sync(ivy.envelope() | {"operations": items})
    outcomes = [result["outcome"] for result in response.get_json()["results"]]
    assert (response.status_code, outcomes) == (200, ["rejected"] * len(NO_OPERATION) + ["applied"])


def test_a_body_that_is_no_object_is_unreadable(phone: NewPhone) -> None:
    ivy = phone("ivy")
    *bad, good = ivy.sends(*map(frozen, NO_BODY), ivy.sees("204", "A1001"))
    assert {(result["op_id"], result["outcome"], result["reason"]) for result in bad} == {
        (None, "rejected", "unreadable")
    }
    assert good["outcome"] == "applied"


def test_a_body_that_cannot_be_read_is_that_operation_s_rejection(phone: NewPhone) -> None:
    ivy = phone("ivy")
    bad = [ivy.makes("audit.sight", {}, **more) for more in WRONG_IN_THE_BODY]
    first, *told, last = ivy.sends(ivy.sees("204", "A1001"), *bad, ivy.sees("204", "A1002"))
    assert (first["outcome"], last["outcome"]) == ("applied", "applied")
    for more, result in zip(WRONG_IN_THE_BODY, told, strict=True):
        assert (result["outcome"], result["reason"]) == ("rejected", "unreadable"), more


def test_a_payload_in_the_wrong_shape_is_rejected_by_name(phone: NewPhone) -> None:
    ivy = phone("ivy")
    bad = [ivy.sees("LIB", "A1001", **payload) for payload, _ in WRONG_IN_THE_PAYLOAD]
    *told, good = ivy.sends(*bad, ivy.sees("205", "A1011"))
    assert good["outcome"] == "applied"
    for (payload, reason), result in zip(WRONG_IN_THE_PAYLOAD, told, strict=True):
        assert (result["outcome"], result["reason"]) == ("rejected", reason), payload


def test_a_code_may_be_anything_and_is_kept(phone: NewPhone, district: District) -> None:
    ivy = phone("ivy")
    operations = [ivy.sees("204", code) for code in STRANGE_CODES for _ in range(2)]
    assert {result["outcome"] for result in ivy.sends(*operations, ivy.finishes("204"))} == {"applied"}
    kept = list(db.session.scalars(select(Sighting.code).order_by(Sighting.id)))
    assert kept[::2] == [code.replace("\ud800", "\ufffd").replace("\x00", "\ufffd") for code in STRANGE_CODES]
    assert kept[::2] == kept[1::2]
    assert district.faults() == []


def test_what_nobody_asked_for_does_no_harm(phone: NewPhone, district: District) -> None:
    ivy = phone("ivy")
    operations = [ivy.sees("204", "A1001", **payload) for payload in NOBODY_ASKED_FOR]
    for again in (False, True):
        told = ivy.sends(*operations, *operations)
        assert {result["outcome"] for result in told} == {"applied"}
        assert [result["again"] for result in told] == [again] * 5 + [True] * 5
    assert district.faults() == []


def test_a_poisoned_operation_at_the_head_blocks_nothing(phone: NewPhone) -> None:
    """Fault 23."""
    ivy = phone("ivy")
    poison = [
        ivy.sees("204", "A1001", method="telepathy"),
        frozen("{"),
        ivy.makes("audit.undo", {"sighting": 5}),
    ]
    rest = [ivy.sees("204", f"A100{number}") for number in range(1, 6)]
    outcomes = [result["outcome"] for result in ivy.sends(*poison, *rest)]
    assert outcomes == ["rejected"] * 3 + ["applied"] * 5


def test_what_was_refused_for_good_is_kept_with_its_reason(phone: NewPhone) -> None:
    ivy = phone("ivy")
    ivy.sends(ivy.sees("204", "A1001", method="telepathy"))
    kept = db.session.scalars(select(Operation)).one()
    assert (kept.outcome, kept.reason, kept.settled_at, kept.payload["code"]) == (
        "rejected",
        "bad_payload",
        None,
        "A1001",
    )


def test_what_names_more_than_a_query_takes_holds_nobody_up(phone: NewPhone, district: District) -> None:
    """70,000 devices, in one cart or in carts of 500 slots: PostgreSQL takes 65,535 values in a query."""
    ivy, cart = phone("ivy"), str(district.asset("C1").uuid)
    slots = [{"asset": f"{number:032x}"} for number in range(70_000)]
    parts = [slots[start : start + 500] for start in range(0, len(slots), 500)]
    for number, batch in enumerate(([slots], parts), start=1):
        hostile = [ivy.makes("cart.confirm", {"cart": cart, "slots": some}) for some in batch]
        *told, good = ivy.sends(*hostile, ivy.sees("204", f"A100{number}"))
        assert {(result["outcome"], result["reason"]) for result in told} == {("rejected", "bad_payload")}
        assert (good["outcome"], good["verdict"]) == ("applied", "here")


def test_a_device_that_was_disposed_of_before_the_scan_arrived_was_seen(
    phone: NewPhone, district: District
) -> None:
    """Fault 26: accepted as a fact, and flagged."""
    ivy = phone("ivy")
    seen = ivy.sees("204", "A1001")
    with at_a_desk():
        for action in ("retired", "handed_to_its", "wiped", "destroyed"):
            ledger.record(district.asset("A1001"), action, district.act("ian"))
    [told] = ivy.sends(seen)
    assert (told["outcome"], told["note"], told["state"]) == ("applied", "conflicting_state", "disposed")
    assert district.faults() == []


anything = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=8,
)
names = st.sampled_from(("audit", "room", "code", "asset", "method", "sighting", "reason"))
kinds = st.sampled_from(
    ("audit.open", "audit.sight", "audit.undo", "audit.absent", "audit.finish", "asset.move", "?")
)


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(kind=kinds, payload=st.dictionaries(names, anything), base=anything)
def test_no_payload_is_our_fault(
    phone: NewPhone, district: District, kind: str, payload: dict[str, Any], base: Any
) -> None:
    ivy = phone("ivy")
    real = {"audit": ivy.audit("204"), "room": ivy.room("204"), "code": "A1001", "method": "camera"}
    operation = ivy.makes(kind, real | payload, base_version=base)
    db.session.rollback()
    envelope = offline.read_envelope(ivy.envelope(operation))
    answers, _ = offline.accept(envelope, district.user("ivy"), district.act().heard_at)
    db.session.rollback()
    assert [answer.reason for answer in answers if answer.reason == "our_fault"] == []
