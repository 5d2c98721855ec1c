"""Sent twice, kept once: only the name and the hash of an operation decide whether it is new."""

import json
from collections.abc import Callable
from uuid import uuid4

from sqlalchemy import select

from app.db import db
from app.models import Event, Operation, Sighting
from tests.asking import number_of
from tests.conftest import FixedClock
from tests.district import District
from tests.phones import Phone, frozen, name_of

NewPhone = Callable[[str], Phone]


def test_the_same_answer_again(phone: NewPhone, district: District, fixed_clock: FixedClock) -> None:
    """Fault 1: the answer was lost after the commit. Fault 3: delivered twice, one after the other."""
    ivy = phone("ivy")
    operations = [
        ivy.sees("204", "A1001"),
        ivy.sees("204", "B2001"),
        ivy.explains("204", "A1002", "no reason"),
    ]
    first = ivy.sends(*operations)
    fixed_clock.pass_time(hours=20)
    again = ivy.sends(*operations)
    assert again == [result | {"again": True} for result in first]
    assert [result["outcome"] for result in again] == ["applied", "applied", "rejected"]
    assert number_of(Sighting) == 2
    assert district.faults() == []


def test_a_batch_that_never_arrived_is_simply_sent(phone: NewPhone) -> None:
    """Fault 2."""
    ivy = phone("ivy")
    lost = ivy.sees("204", "A1001")
    ivy.sends(ivy.sees("204", "A1002"))
    assert [result["again"] for result in ivy.sends(lost)] == [False]


def test_twice_in_one_batch_is_once(phone: NewPhone) -> None:
    ivy = phone("ivy")
    seen = ivy.sees("204", "A1001")
    first, second = ivy.sends(seen, seen)
    assert (first["again"], second["again"], first["verdict"], second["verdict"]) == (
        False,
        True,
        "here",
        "here",
    )
    assert number_of(Sighting) == number_of(Operation) == 1


def test_the_same_name_with_another_body_is_refused(phone: NewPhone) -> None:
    """Fault 19."""
    ivy = phone("ivy")
    seen = ivy.sees("204", "A1001")
    forged = frozen(seen["body"].replace("A1001", "A1002"))
    assert [(r["outcome"], r["reason"]) for r in ivy.sends(seen, forged)] == [
        ("applied", None),
        ("rejected", "reused"),
    ]
    assert [(r["outcome"], r["reason"]) for r in ivy.sends(forged, seen)] == [
        ("rejected", "reused"),
        ("applied", None),
    ]
    assert list(db.session.scalars(select(Sighting.code))) == ["A1001"]


def test_the_same_name_from_another_person_is_refused(phone: NewPhone, district: District) -> None:
    ivy, tess = phone("ivy"), phone("tess")
    seen = ivy.sees("204", "A1001")
    ivy.sends(seen)
    body = json.loads(seen["body"]) | {"actor_id": tess.actor, "device_id": str(tess.device)}
    assert [(r["outcome"], r["reason"]) for r in tess.sends(frozen(json.dumps(body)))] == [
        ("rejected", "reused")
    ]
    assert tess.answer["last_seq"] == 0


def test_the_name_is_echoed_as_the_phone_spells_it(phone: NewPhone) -> None:
    ivy = phone("ivy")
    seen = ivy.sees("204", "A1001")
    shouted = frozen(seen["body"].replace(name_of(seen), name_of(seen).upper()))
    assert [result["op_id"] for result in ivy.sends(shouted)] == [name_of(seen).upper()]
    assert [(r["op_id"], r["again"]) for r in ivy.sends(shouted)] == [(name_of(seen).upper(), True)]


def test_numbers_order_and_never_refuse(phone: NewPhone) -> None:
    """A phone that lost its counter begins at 1 again: its work is new all the same."""
    ivy = phone("ivy")
    ivy.counts("204", "A1001", "A1002")
    ivy.seq = 0
    assert ivy.counts("204", "A1003", "A1004") == ["here", "here"]
    assert ivy.answer["last_seq"] == 2


def test_batches_in_any_order(phone: NewPhone) -> None:
    """Fault 4."""
    ivy = phone("ivy")
    first, second, third = (ivy.sees("204", code) for code in ("A1001", "A1002", "A1003"))
    ivy.sends(third)
    assert (ivy.answer["last_seq"], ivy.answer["last_op_id"]) == (3, name_of(third))
    ivy.sends(first)
    ivy.sends(second)
    assert (ivy.answer["last_seq"], ivy.answer["last_op_id"]) == (3, name_of(third))
    assert ivy.difference()["seen"] == 3


def test_a_bad_hash_is_refused_and_the_right_one_taken_later(phone: NewPhone) -> None:
    ivy = phone("ivy")
    seen = ivy.sees("204", "A1001")
    torn = seen | {"sha256": "0" * 64}
    [told] = ivy.sends(torn)
    assert (told["op_id"], told["outcome"], told["reason"]) == (name_of(seen), "rejected", "bad_hash")
    assert number_of(Operation) == 0
    assert [result["outcome"] for result in ivy.sends(seen)] == ["applied"]


def test_a_phone_that_offers_everything_again_after_a_restore_doubles_nothing(phone: NewPhone) -> None:
    """Fault 25, the phone's side: what the server still knows is answered again, what it lost is taken again."""
    ivy = phone("ivy")
    operations = [ivy.sees("204", f"A100{number}") for number in range(1, 6)]
    ivy.sends(*operations[:3])
    events = number_of(Event)
    told = ivy.sends(*operations)
    assert [result["again"] for result in told] == [True, True, True, False, False]
    assert number_of(Event) == events + 2


def test_what_was_deferred_is_tried_anew(phone: NewPhone) -> None:
    ivy = phone("ivy")
    early = ivy.makes("custody.check_in", {"code": str(uuid4())}, v=2)
    assert [(r["outcome"], r["again"]) for r in (*ivy.sends(early), *ivy.sends(early))] == [
        ("deferred", False)
    ] * 2
    assert number_of(Operation) == 0
