"""Phones and pages that write at the same moment: everything happens once, one after the other."""

from collections.abc import Callable
from functools import partial
from typing import Any

from flask import Flask
from sqlalchemy import text

from app.db import db
from app.models import Operation, Sighting
from tests.asking import number_of
from tests.at_once import at_once
from tests.conftest import Visits
from tests.district import District, Visitor
from tests.phones import Phone, frozen

NewPhone = Callable[[str], Phone]


def test_the_same_operations_sent_at_once_are_kept_once(
    phone: NewPhone, app: Flask, district: District
) -> None:
    """Fault 3, at the same moment; fault 9: two tabs and the worker drain one queue."""
    ivy = phone("ivy")
    operations = [ivy.sees("204", f"A100{number}") for number in range(1, 6)]
    answers = sent_at_once(app, *([(ivy, operations)] * 4))
    assert {result["outcome"] for answer in answers for result in answer} == {"applied"}
    assert sorted(result["again"] for answer in answers for result in answer) == [False] * 5 + [True] * 15
    assert number_of(Sighting) == number_of(Operation) == 5
    assert district.faults() == []


def test_two_phones_in_one_room_at_once(phone: NewPhone, app: Flask, district: District) -> None:
    codes = ("A1001", "A1002", "A1003", "A1011", "NOBODY’S")
    phones = [phone(who) for who in ("ivy", "tess", "jonas", "tom")]
    answers = sent_at_once(app, *((one, [one.sees("204", code) for code in codes]) for one in phones))
    verdicts = [result["verdict"] for answer in answers for result in answer]
    assert len(verdicts) == 20
    assert [verdicts.count(verdict) for verdict in ("here", "elsewhere", "unregistered", "already")] == [
        3,
        1,
        1,
        15,
    ]
    assert db.session.execute(text("SELECT count(*) FROM audits")).scalar() == 1
    assert {phone.difference()["seen"] for phone in phones} == {3}
    assert district.faults() == []


def test_a_finish_and_sightings_at_once_leave_no_wrong_difference(
    phone: NewPhone, app: Flask, district: District
) -> None:
    ivy, tess, jonas = phone("ivy"), phone("tess"), phone("jonas")
    for one in (tess, jonas):
        one.audits["204"] = ivy.audit("204")
    ivy.counts("204", "A1001")
    sent_at_once(
        app,
        (ivy, [ivy.finishes("204")]),
        (tess, [tess.sees("204", "A1002"), tess.sees("204", "A1003")]),
        (jonas, [jonas.sees("204", "A1004"), jonas.sees("204", "A1005")]),
    )
    told = ivy.difference()
    assert (told["seen"], told["missing"]) == (5, ["A1006", "A1007", "C1"])
    missing = "SELECT count(*) FROM discrepancies WHERE kind = 'missing' AND settled_at IS NULL"
    assert db.session.execute(text(missing)).scalar() == 3


def test_one_name_from_two_people_at_once_is_kept_once(
    phone: NewPhone, app: Flask, district: District
) -> None:
    ivy, tess = phone("ivy"), phone("tess")
    seen = ivy.sees("204", "A1001")
    forged = frozen(seen["body"].replace(ivy.actor, tess.actor).replace(str(ivy.device), str(tess.device)))
    answers = sent_at_once(app, (ivy, [seen]), (tess, [forged]))
    assert sorted(result["reason"] or "" for answer in answers for result in answer) == ["", "reused"]
    assert number_of(Operation) == 1


def test_a_page_that_moves_a_device_while_a_phone_sees_it(
    phone: NewPhone, app: Flask, district: District
) -> None:
    """Both happen, one after the other, and the ledger has no gap."""
    ivy = phone("ivy")
    sent_at_once(
        app,
        *((ivy, [ivy.sees("204", "A1001")]) for _ in range(3)),
        *((ivy, [ivy.moves("A1001", room, base=None)]) for room in ("205", "LIB", "STO")),
    )
    assert district.asset("A1001").version == 4
    assert district.faults() == []


def sent_at_once(app: Flask, *sending: tuple[Phone, list[dict[str, str]]]) -> list[list[dict[str, Any]]]:
    """Batches that are sent at the same moment, each over a connection of its own; their results in the same order."""
    db.session.rollback()

    def send(visitor: Visitor, envelope: dict[str, Any]) -> list[dict[str, Any]]:
        response = visitor.sync(envelope)
        assert response.status_code == 200, response.text
        results: list[dict[str, Any]] = response.get_json()["results"]
        return results

    batches = [(Visits(app)(phone.who), phone.envelope(*operations)) for phone, operations in sending]
    return at_once(*(partial(send, *batch) for batch in batches))
