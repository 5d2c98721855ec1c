"""Chance drives two people's tabs on one phone against the real server; whatever it does, every tick is kept once."""

import os
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis import strategies as st
from playwright.sync_api import Route

from tests.browser.journeys.school import School
from tests.faults.browser.handset import Handset, Handsets, actor, ledger

PEOPLE = ("ivy", "jonas")
RUNS, STEPS = (100, 50) if os.environ.get("ROLLCALL_SOAK") else (9, 12)
# Each a rule by name, weighted by how often it stands here.
RULES = (
    "keep", "keep", "keep", "drain", "drain", "drop request", "drop response", "duplicate", "heal", "heal", "reload",
    "other tab", "switch", "expire", "stranger", "halt",
)  # fmt: skip


class Walk:
    """One phone with two tabs. The oracle is each person's own list of ticks."""

    def __init__(self, handsets: Handsets, school: School) -> None:
        first = handsets("ivy")
        self.school = school
        self.context = first.context
        self.tabs = [first, Handset(first.context, school, "ivy")]
        self.ticks: dict[str, list[str]] = {who: [] for who in PEOPLE}
        self.fault = "heal"
        self.context.route("**/sync", self.network)

    def network(self, route: Route) -> None:
        """What becomes of a batch under the fault of the hour."""
        if self.fault == "drop request":
            return route.abort()
        if self.fault == "stranger":
            return route.fulfill(status=200, content_type="text/html", body="<h1>Welcome</h1>")
        if self.fault == "halt":
            return route.fulfill(status=503, headers={"X-Rollcall": "1"}, json={})
        if self.fault == "heal":
            return route.continue_()
        answer = route.fetch()
        if self.fault == "drop response":
            return route.abort()
        return route.fulfill(response=route.fetch() if self.fault == "duplicate" else answer)

    def step(self, rule: str, tab: Handset) -> None:
        if rule == "keep":
            self.ticks[tab.who] += tab.scans()
        elif rule == "drain":
            tab.drains()
        elif rule == "reload":
            tab.reload()
        elif rule == "other tab":
            tab.page.close()
            self.tabs[self.tabs.index(tab)] = Handset(self.context, self.school, tab.who)
        elif rule == "switch":
            self.switch(tab)
        elif rule == "expire":
            self.context.clear_cookies()
        else:
            self.fault = rule

    def switch(self, tab: Handset) -> None:
        """Somebody else signs in; the other tab is left open as it was."""
        tab.who = PEOPLE[1 - PEOPLE.index(tab.who)]
        tab.sign_in(tab.who)
        tab.reload()

    def check(self, *tabs: Handset) -> None:
        """I1, I3 and I6; I2 is that the ledger names who ticked."""
        here = {one["op_id"]: one for one in tabs[0].kept()}
        heard = ledger(self.school, [tick for ticks in self.ticks.values() for tick in ticks])
        for who, ticks in self.ticks.items():
            assert {heard.get(tick, who) for tick in ticks} <= {who}
            assert all(tick in heard or "waiting" in here[tick] for tick in ticks)
            mine = [one["seq"] for one in here.values() if one["actor"] == actor(self.school, who)]
            assert mine == list(range(1, len(ticks) + 1))
        for tab in tabs:
            tab.expect_true_count()

    def comes_to_rest(self) -> None:
        """The network is well and each person comes back: nothing is left."""
        self.fault = "heal"
        for who in PEOPLE:
            self.tabs[0].who = who
            self.tabs[0].sign_in(who)
            self.tabs[0].reload()
            self.tabs[0].drains()
            self.tabs[0].until("outbox.waiting === 0")
            assert set(ledger(self.school, self.ticks[who])) == set(self.ticks[who])
        self.check(*self.tabs)


@contextmanager
def walking(handsets: Handsets, school: School) -> Iterator[Walk]:
    walk = Walk(handsets, school)
    yield walk
    handsets.collect()
    handsets.contexts.clear()


@pytest.mark.slow
def test_whatever_happens_every_tick_is_kept_once(handsets: Handsets, school: School) -> None:
    steps = st.lists(st.tuples(st.sampled_from(RULES), st.integers(0, 1)), min_size=STEPS, max_size=STEPS)

    @seed(20261014)
    @settings(
        max_examples=RUNS, database=None, phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )  # fmt: skip
    @given(steps)
    def walks(steps: list[tuple[str, int]]) -> None:
        with walking(handsets, school) as walk:
            for rule, tab in steps:
                walk.step(rule, walk.tabs[tab])
                walk.check(walk.tabs[tab])
            walk.comes_to_rest()

    walks()
