"""What a bad network, somebody else's network and a server in trouble do to the queue of a phone: nothing."""

import itertools
import os
import time
from collections.abc import Callable

import pytest
from playwright.sync_api import Route

from tests.browser.asked import asked
from tests.faults.browser.handset import OURS, Handset

FLAPPING = 300 if os.environ.get("ROLLCALL_SOAK") else 20


def lost_on_the_way_back(route: Route) -> None:
    """The server takes it in and commits; its answer never arrives."""
    route.fetch()
    route.abort()


def lost_on_the_way(route: Route) -> None:
    route.abort()


def test_fault_01_response_lost_after_commit(phone: Handset) -> None:
    phone.breaks(lost_on_the_way_back)
    phone.scans(3)
    phone.drains()
    assert (phone.shown, phone.trouble) == (3, "unheard")
    phone.mends()
    phone.expect_sent()
    assert all(one["again"] for one in phone.kept())


def test_fault_02_request_lost(phone: Handset) -> None:
    phone.breaks(lost_on_the_way)
    phone.scans(3)
    phone.drains()
    assert (phone.shown, phone.trouble) == (3, "unheard")
    phone.mends()
    phone.expect_sent()
    assert not any(one["again"] for one in phone.kept())


def portal(route: Route) -> None:
    route.fulfill(status=200, content_type="text/html", body="<h1>Welcome to CoffeeNet</h1>")


def redirecting(route: Route) -> None:
    route.fulfill(status=302, headers={"Location": "/healthz"})


def asking_to_sign_in(route: Route) -> None:
    route.fulfill(status=511, body="")


def empty(route: Route) -> None:
    route.fulfill(status=200, headers=OURS, body="")


def truncated(route: Route) -> None:
    answer = route.fetch().text()
    route.fulfill(status=200, headers=OURS, body=answer[: len(answer) // 2])


def of_something_else(route: Route) -> None:
    answer = route.fetch().json()
    for result in answer["results"]:
        result["sha256"] = "0" * 64
    route.fulfill(status=200, headers=OURS, json=answer)


def in_our_words_without_our_header(route: Route) -> None:
    answer = route.fetch()
    route.fulfill(status=200, content_type="application/json", body=answer.text())


@pytest.mark.parametrize(
    "stranger",
    [
        portal, redirecting, asking_to_sign_in, empty, truncated, of_something_else,
        in_our_words_without_our_header,
    ],
)  # fmt: skip
def test_fault_21_captive_portal(phone: Handset, stranger: Callable[[Route], None]) -> None:
    phone.breaks(stranger)
    phone.scans(2)
    phone.drains()
    assert (phone.shown, phone.trouble) == (2, "unheard")
    assert not any("outcome" in one for one in phone.kept())
    phone.mends()
    phone.drains()
    phone.expect_sent()


def test_fault_22_5xx_burst(phone: Handset) -> None:
    burst = itertools.chain([500, 502, 503], itertools.repeat(0))

    def in_trouble(route: Route) -> None:
        status = next(burst)
        if status:
            route.fulfill(status=status, headers=OURS, json={"error": "busy"})
        else:
            route.continue_()

    phone.breaks(in_trouble)
    phone.scans(3)
    phone.expect_sent()


def test_fault_22_429_with_retry_after(phone: Handset) -> None:
    """Whatever is scanned meanwhile, the phone leaves the server alone as long as it asked for."""
    asked: list[float] = []

    def busy_once(route: Route) -> None:
        asked.append(time.monotonic())
        if len(asked) == 1:
            route.fulfill(status=429, headers={**OURS, "Retry-After": "2"}, json={"error": "slowly"})
        else:
            route.continue_()

    phone.breaks(busy_once)
    phone.scans(1)
    phone.until("outbox.trouble")
    phone.scans(4)
    phone.expect_sent()
    assert asked[1] - asked[0] >= 2


def test_fault_23_poison_at_the_head(phone: Handset) -> None:
    """What the server cannot read at all is set aside, alone; the rest goes on and the person is told."""
    phone.context.set_offline(True)
    names = phone.scans(30)
    poison = names[0]

    def choking(route: Route) -> None:
        if poison in (route.request.post_data or ""):
            route.fulfill(status=400, headers=OURS, json={"error": "bad_envelope"})
        else:
            route.continue_()

    phone.breaks(choking)
    phone.context.set_offline(False)
    phone.until("outbox.waiting === 1 && outbox.trouble === 'refused'")
    phone.expect_whole()
    assert phone.waiting() == [poison]
    assert phone.kept()[0]["refused_with"] == 400
    exported = asked(phone.page, "outbox.exported()")
    assert [operation["body"] for operation in exported["operations"]] == [phone.kept()[0]["body"]]
    phone.mends()
    phone.drains()
    phone.expect_sent()
    assert "refused_at" not in phone.kept()[0]


def test_fault_23_altered_on_the_way(phone: Handset) -> None:
    """A box in between that rewrites what is sent: the server keeps nothing of it, so the phone does."""

    def rewriting(route: Route) -> None:
        route.continue_(post_data=(route.request.post_data or "").replace("typed", "Typed"))

    phone.breaks(rewriting)
    phone.scans(3)
    phone.drains()
    assert (phone.shown, phone.trouble) == (3, "refused")
    assert {one["refused_with"] for one in phone.kept()} == {"bad_hash"}
    phone.mends()
    phone.drains()
    phone.expect_sent()


def test_fault_35_flapping(phone: Handset) -> None:
    """The signal comes and goes every two seconds while somebody walks and scans: the queue still gets to nothing."""
    end = time.monotonic() + FLAPPING
    for offline in itertools.cycle([True, False]):
        if time.monotonic() > end:
            break
        phone.context.set_offline(offline)
        turn = time.monotonic() + 2
        while time.monotonic() < turn:
            phone.scans(2)
            phone.page.wait_for_timeout(150)
    phone.context.set_offline(False)
    phone.expect_sent()
    assert len(phone.ticks) > FLAPPING
