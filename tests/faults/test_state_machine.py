"""Anything may happen, in any order: hypothesis tries, and nothing is lost, doubled, or under another's name.

`make soak` runs 500 stories of 50 steps on each database; here a few, always the same, so that the suite stays quick.
"""

import os
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule
from hypothesis.stateful import run_state_machine_as_test as run_as_test

from tests.faults.homes import Home, PostgresHome, SQLiteHome
from tests.faults.invariants import check, check_rest
from tests.faults.school_under_test import Hand, SchoolUnderTest

STORIES, STEPS = int(os.environ.get("STORIES", "6")), int(os.environ.get("STEPS", "25"))
WHOLE = "STORIES" in os.environ
ROUNDS = 20  # within which an empty network empties every queue

hands = st.integers(0, 1)
who = st.sampled_from(("ivy", "tess", "jonas"))
rooms = st.sampled_from(("204", "205", "STO"))
tags = st.sampled_from(("A1001", "A1002", "A1006", "A1011", "A1020", "A1030", "C1"))
codes = st.one_of(tags, st.sampled_from(("B2001", "NOBODY’S")))
which = st.integers(0, 1000)


class School(RuleBasedStateMachine):
    """Two phones that go from hand to hand, a network that cannot be trusted, and a server that dies."""

    home: Home
    folder: Path

    def __init__(self) -> None:
        super().__init__()
        self.school = SchoolUnderTest(self.home, self.folder)

    def hand(self, number: int) -> Hand:
        return self.school.hands[number]

    @rule(hand=hands, room=rooms, code=codes)
    def sees(self, hand: int, room: str, code: str) -> None:
        one = self.hand(hand)
        payload = {
            "audit": self.school.audit(one, room), "room": self.school.rooms[room], "code": code,
            "asset": self.school.assets.get(code), "method": "camera",
        }  # fmt: skip
        self.school.ticks_off(one, "audit.sight", payload)

    @rule(hand=hands, room=rooms, tag=tags)
    def explains(self, hand: int, room: str, tag: str) -> None:
        one = self.hand(hand)
        payload = {
            "audit": self.school.audit(one, room), "room": self.school.rooms[room],
            "asset": self.school.assets[tag], "reason": "other",
        }  # fmt: skip
        self.school.ticks_off(one, "audit.absent", payload)

    @rule(hand=hands, room=rooms)
    def opens(self, hand: int, room: str) -> None:
        one = self.hand(hand)
        payload = {"audit": self.school.audit(one, room), "room": self.school.rooms[room]}
        self.school.ticks_off(one, "audit.open", payload)

    @rule(hand=hands, fact=which)
    def undoes(self, hand: int, fact: int) -> None:
        """One's own fact, or one that somebody else's phone has told of."""
        facts = [tick for tick in self.school.ticks.values() if tick.kind in ("audit.sight", "audit.absent")]
        if facts:
            undone = facts[fact % len(facts)]
            payload = {"audit": undone.payload["audit"], "sighting": undone.op_id}
            self.school.ticks_off(self.hand(hand), "audit.undo", payload)

    @rule(hand=hands, room=rooms)
    def finishes(self, hand: int, room: str) -> None:
        one = self.hand(hand)
        audit = one.audits.pop((one.who, room), None)
        if audit is not None:
            self.school.ticks_off(one, "audit.finish", {"audit": audit})

    @rule(hand=hands, tag=tags, room=rooms, base=st.none() | st.integers(1, 4))
    def moves(self, hand: int, tag: str, room: str, base: int | None) -> None:
        payload = {"code": tag, "room": self.school.rooms[room]}
        self.school.ticks_off(self.hand(hand), "asset.move", payload, base)

    @rule(hand=hands, tag=tags, base=st.none() | st.integers(1, 4), out=st.booleans())
    def hands_over(self, hand: int, tag: str, base: int | None, *, out: bool) -> None:
        """To Sam, or back from whoever has it."""
        payload = {"code": tag, "condition": "good"} | (
            {"person": "700001", "accessories": []} if out else {}
        )
        kind = "custody.check_out" if out else "custody.check_in"
        self.school.ticks_off(self.hand(hand), kind, payload, base)

    @rule(hand=hands, tag=tags, base=st.none() | st.integers(1, 4), kind=st.sampled_from(("damaged", "lost")))
    def reports(self, hand: int, tag: str, base: int | None, kind: str) -> None:
        payload = {"code": tag, "kind": kind, "note": ""}
        self.school.ticks_off(self.hand(hand), "asset.report", payload, base)

    @rule(hand=hands, tag=tags, slot=st.integers(1, 3))
    def confirms_the_cart(self, hand: int, tag: str, slot: int) -> None:
        seen = {"slot": slot, "asset": self.school.assets[tag], "code": tag, "state": "present"}
        payload = {"cart": self.school.assets["C1"], "slots": [seen]}
        self.school.ticks_off(self.hand(hand), "cart.confirm", payload)

    @rule(
        hand=hands,
        first=st.integers(0, 3),
        size=st.integers(1, 12),
        fate=st.sampled_from(
            ("heard", "heard", "lost", "unheard", "twice", "waylaid", "killed before", "killed after")
        ),
    )
    def sends(self, hand: int, first: int, size: int, fate: str) -> None:
        """Some of the queue, not always from its head."""
        one, school = self.hand(hand), self.school
        queue = one.phone.waiting(school.people[one.who])
        batch = queue[min(first, max(0, len(queue) - 1)) :][:size]
        if fate == "waylaid":
            school.waylays(one, batch)
        elif fate == "killed before":
            school.is_killed_sending(one, batch)
        elif fate != "lost":
            school.sends(one, batch, heard=fate in ("heard", "twice"), times=2 if fate == "twice" else 1)
        if fate == "killed after":
            school.restarts()

    @rule(hand=hands)
    def sends_what_is_another_s(self, hand: int) -> None:
        """No phone of ours does; the server holds whatever is not the session's user's."""
        one = self.hand(hand)
        batch = [kept for kept in one.phone.shelf if kept.actor != self.school.people[one.who]]
        answer = self.school.sends(one, batch[:10], heard=False)
        if answer.status_code == 200:
            assert {result["outcome"] for result in answer.get_json()["results"]} <= {"held"}

    @precondition(lambda self: self.school.on_the_way)
    @rule(late=which)
    def arrives(self, late: int) -> None:
        self.school.arrives(late)

    @rule(hand=hands, who=who)
    def changes_hands(self, hand: int, who: str) -> None:
        self.school.takes(self.hand(hand), who)

    @rule(hand=hands)
    def signs_in(self, hand: int) -> None:
        self.school.signs_in(self.hand(hand))

    @rule(who=who)
    def session_ends(self, who: str) -> None:
        self.school.ends_sessions(who)

    @rule(role=st.sampled_from(("teacher", "idm", "principal", None)))
    def role_changes(self, role: str | None) -> None:
        self.school.role("tess", role)

    @rule(disabled=st.booleans())
    def account_changes(self, *, disabled: bool) -> None:
        (self.school.disables if disabled else self.school.enables)("jonas")

    @rule(minutes=st.sampled_from((1, 7, 31, 600, 1500, 20_000)))
    def time_passes(self, minutes: int) -> None:
        self.school.time.pass_time(minutes=minutes)

    @rule(hand=hands, minutes=st.sampled_from((0, 3, -60, 2880, -2880)))
    def clock_is_wrong(self, hand: int, minutes: int) -> None:
        self.school.skews(self.hand(hand), minutes)

    @rule()
    def restarts(self) -> None:
        self.school.restarts()

    @precondition(lambda self: self.school.backups < 2)
    @rule()
    def backs_up(self) -> None:
        self.school.backs_up()

    @precondition(lambda self: self.school.backup and self.school.restored < 2)
    @rule()
    def restores(self) -> None:
        self.school.restores()

    @rule(tag=tags, kind=st.sampled_from(("lost", "stolen")))
    def is_reported(self, tag: str, kind: str) -> None:
        self.school.reports(tag, kind)

    @rule(tag=tags, room=rooms)
    def is_moved_on_a_page(self, tag: str, room: str) -> None:
        self.school.moves_on_a_page(tag, room)

    @invariant()
    def holds(self) -> None:
        """Where nothing reached the server, nothing there can have changed."""
        if self.school.touched:
            check(self.school)
        self.school.touched = False

    def teardown(self) -> None:
        """I7: on a good network, with everybody back, every queue reaches nothing."""
        try:
            self.quiesce()
            check_rest(self.school)
        finally:
            self.school.end()

    def quiesce(self) -> None:
        while self.school.on_the_way:
            self.school.arrives(0)
        self.school.enables("jonas")
        for _ in range(ROUNDS):
            for hand in self.school.hands:
                for person, actor in self.school.people.items():
                    if hand.phone.of(actor):
                        self.school.takes(hand, person)
                        self.school.sends(hand, hand.phone.waiting(actor)[:25])
            if not any(kept.waiting for kept in self.school.ticks.values()):
                return
        left = [kept for kept in self.school.ticks.values() if kept.waiting]
        raise AssertionError(("I7: the queue does not empty", left))


@pytest.fixture
def home(kind_of_database: str, tmp_path: Path, request: pytest.FixtureRequest) -> Home:
    if kind_of_database == "sqlite":
        return SQLiteHome(request.getfixturevalue("built_sqlite"), tmp_path)
    template = request.getfixturevalue("built_postgres")
    return PostgresHome(request.getfixturevalue("postgres_server"), template)


@pytest.mark.slow
def test_nothing_is_lost_or_doubled_whatever_happens(home: Home, tmp_path: Path) -> None:
    machine = type("School", (School,), {"home": home, "folder": tmp_path})
    run_as_test(
        machine,
        settings=settings(
            max_examples=STORIES,
            stateful_step_count=STEPS,
            derandomize=not WHOLE,
            phases=(Phase.generate, Phase.shrink) if WHOLE else (Phase.generate,),
            database=None,
            suppress_health_check=list(HealthCheck),
            print_blob=WHOLE,
        ),
    )
