"""What a bad line does to a batch: it is kept once, whatever the phone heard of it."""

from collections.abc import Callable
from threading import Thread

import pytest
from sqlalchemy import select

from app.db import db
from app.models import Event, Operation, Sighting
from tests.asking import number_of
from tests.at_once import ended, until
from tests.district import District
from tests.faults.conftest import Line, results
from tests.faults.proxy import Network

NewLine = Callable[[str], Line]


def test_fault_01_response_lost_after_commit(line: NewLine, district: District) -> None:
    ivy = line("ivy")
    for fault in ("answer lost", "answer truncated", "cut after body"):
        ivy.network.fails(fault)
        ivy.sees("A1001")
        ivy.drains()
    assert len(ivy.waiting) == 3
    # Whether the server had finished with what was cut off is a matter of milliseconds; it is kept once all the same.
    assert [result["again"] for result in results(ivy.drains())][:2] == [True, True]
    assert (ivy.waiting, number_of(Operation), number_of(Sighting)) == ([], 3, 3)
    assert number_of(Event, action="sighted") == 3
    assert district.faults() == []


def test_fault_02_request_lost(line: NewLine, district: District) -> None:
    ivy = line("ivy")
    ivy.sees("A1001")
    for fault in ("request lost", "body lost", "bad gateway"):
        ivy.network.fails(fault)
        ivy.drains()
        assert (len(ivy.waiting), number_of(Operation)) == (1, 0)
    assert [result["again"] for result in results(ivy.drains())] == [False]
    assert district.faults() == []


def test_fault_03_duplicate_delivery_serial_and_concurrent(line: NewLine, district: District) -> None:
    ivy = line("ivy")
    first, second = ivy.sees("A1001"), ivy.sees("A1002")
    assert [result["again"] for result in results(ivy.drains(first))] == [False]
    assert [result["again"] for result in results(ivy.drains(first))] == [True]
    ivy.network.fails("duplicated")
    assert [result["outcome"] for result in results(ivy.drains(second))] == ["applied"]
    assert (number_of(Operation), number_of(Sighting), number_of(Event, action="sighted")) == (2, 2, 2)
    assert district.faults() == []


def test_fault_04_reordered_batches(line: NewLine, district: District) -> None:
    """What was sent first arrives last: an undo and a finish come before what they are about."""
    ivy = line("ivy")
    seen = ivy.sees("A1001")
    ivy.network.fails("held up")
    early = Thread(target=ivy.drains, args=(seen,), daemon=True)
    early.start()
    until(lambda: ivy.network.met("held up"), "the sighting is held up")
    undo = ivy.phone.keep(ivy.actor, "audit.undo", {"audit": ivy.audit, "sighting": seen.op_id})
    finish = ivy.phone.keep(ivy.actor, "audit.finish", {"audit": ivy.audit})
    assert {result["outcome"] for result in results(ivy.drains(undo, finish))} == {"applied"}
    ivy.network.heals()
    ended([early])
    assert ivy.waiting == []
    db.session.rollback()
    [sighting] = db.session.scalars(select(Sighting))
    assert sighting.undone_at is not None
    assert sighting.audit.finished_at is not None
    assert district.asset("A1001").last_seen_at is None
    assert district.faults() == []


@pytest.mark.parametrize("body", ["", "{", '{"operations": [', "null"])
def test_fault_20_empty_or_truncated_body_with_right_headers(line: NewLine, body: str) -> None:
    """WebKit sends such bodies and calls them sent; nobody must thank for one."""
    ivy = line("ivy")
    answer = ivy.browser.ask("POST", "/sync", body, {"Content-Type": "application/json", "X-Rollcall": "1"})
    assert (answer.status, answer.headers["X-Rollcall"]) == (400, "1")
    ivy.sees("A1001")
    ivy.network.fails("body lost")
    assert ivy.drains() is None
    assert number_of(Operation) == 0
    assert [result["again"] for result in results(ivy.drains())] == [False]


def test_fault_21_captive_portal(line: NewLine) -> None:
    """Every answer of ours says that it is ours; a portal's does not, however friendly it is."""
    ivy = line("ivy")
    ivy.sees("A1001")
    for portal in ("portal", "portal with JSON", "portal redirect", "portal 511"):
        ivy.network.fails(portal)
        answer = ivy.drains()
        assert answer is not None
        assert (len(ivy.waiting), "X-Rollcall" in answer.headers) == (1, False), portal
    for path in ("/healthz", "/sync", "/offline/snapshot?site=8217", "/nowhere"):
        assert ivy.browser.ask("GET", path).headers["X-Rollcall"] == "1", path
    assert ivy.drains() is not None
    assert ivy.waiting == []


@pytest.mark.parametrize("answer", ["server error", "bad gateway", "busy", "too many"])
def test_fault_22_5xx_burst_and_429_with_retry_after(line: NewLine, answer: str) -> None:
    """Any of them keeps the queue; that our own say when to come back, test_trouble_that_stays_is_a_503 shows."""
    ivy = line("ivy")
    ivy.sees("A1001")
    ivy.network.fails(answer, times=5)
    for _ in range(5):
        ivy.drains()
    assert (len(ivy.waiting), number_of(Operation)) == (1, 0)
    ivy.drains()
    assert (ivy.waiting, number_of(Operation)) == ([], 1)


def test_a_slow_line_is_a_line(line: NewLine, network: Network) -> None:
    ivy = line("ivy")
    ivy.sees("A1001")
    network.fails("slow", seconds=0.1)
    assert [result["outcome"] for result in results(ivy.drains())] == ["applied"]
