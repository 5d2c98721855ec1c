"""The server is killed under twenty phones, again and again, and every tick is kept once."""

import os
import random
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from flask import Flask

from app import clock
from app.db import uuid7
from app.models import Asset
from tests.at_once import ended
from tests.conftest import FixedClock
from tests.district import District
from tests.faults.browsers import Browser, Unheard
from tests.faults.dying_app import POINTS
from tests.faults.invariants import check_rest
from tests.faults.model_phone import Kept, ModelPhone
from tests.faults.proxy import Network, faulty_network
from tests.faults.real_server import Server, real_server

PHONES, ROUNDS = 20, int(os.environ.get("KILLS", "1"))
EACH = 12 * ROUNDS
PATIENCE = 240 + 60 * ROUNDS
PEOPLE = ("ivy", "jonas", "tess", "tom")
TROUBLE = (
    "answer lost",
    "request lost",
    "body lost",
    "answer truncated",
    "cut after body",
    "duplicated",
    "bad gateway",
)


@dataclass
class Walk:
    """Somebody's phone after a walk through the school without a signal."""

    phone: ModelPhone
    who: str
    actor: str
    browser: Browser


@dataclass
class Crowd:
    """Twenty phones, and what each of them ticked: the only list that counts."""

    app: Flask
    district: District
    network: Network
    walks: list[Walk] = field(default_factory=list)
    ticks: dict[str, Kept] = field(default_factory=dict)
    made_on: dict[str, str] = field(default_factory=dict)
    delivered_by: dict[str, set[str]] = field(default_factory=dict)
    rights_changed: bool = False

    @property
    def phones(self) -> list[ModelPhone]:
        return [walk.phone for walk in self.walks]

    def walk(self, number: int) -> None:
        """Every phone has seen things, taken some back, explained others, moved one, and finished its rooms."""
        who, chance = PEOPLE[number % len(PEOPLE)], random.Random(number)
        walk = Walk(
            ModelPhone(clock.now), who, str(self.district.user(who).uuid), Browser(self.network.address, who)
        )
        self.walks.append(walk)
        for room in ("204", "205", "STO") * ROUNDS:
            audit, where = str(uuid7()), str(self.district.room(room).uuid)
            seen = [
                self.sees(walk, audit, where, f"A10{chance.randint(0, 3)}{chance.randint(1, 9)}")
                for _ in "abc"
            ]
            self.tick(walk, "audit.undo", {"audit": audit, "sighting": chance.choice(seen).op_id})
            if who in ("ivy", "jonas"):
                self.tick(
                    walk,
                    "asset.move",
                    {"code": f"A100{chance.randint(1, 5)}", "room": where},
                    chance.randint(1, 3),
                )
            else:
                asset = str(self.asset(f"A100{chance.randint(1, 5)}").uuid)
                self.tick(
                    walk, "audit.absent", {"audit": audit, "room": where, "asset": asset, "reason": "other"}
                )
            self.tick(walk, "audit.finish", {"audit": audit})

    def asset(self, tag: str) -> Asset:
        return self.district.asset(tag)

    def sees(self, walk: Walk, audit: str, room: str, code: str) -> Kept:
        payload = {"audit": audit, "room": room, "code": code, "asset": None, "method": "camera"}
        return self.tick(walk, "audit.sight", payload)

    def tick(self, walk: Walk, kind: str, payload: dict[str, Any], base: int | None = None) -> Kept:
        kept = walk.phone.keep(walk.actor, kind, payload, base)
        self.ticks[kept.op_id], self.made_on[kept.op_id] = kept, walk.phone.device
        self.delivered_by[kept.sent["sha256"]] = {walk.actor}  # nobody else ever holds this phone
        return kept

    def drain(self, walk: Walk) -> None:
        """As a phone does: batch by batch, again whenever nothing was heard, until nothing waits."""
        until = time.monotonic() + PATIENCE
        while (batch := walk.phone.waiting(walk.actor)[:7]) and time.monotonic() < until:
            try:
                answer = walk.browser.sync(walk.phone.envelope(walk.actor, batch))
                if answer.status in (401, 403):
                    walk.browser.sign_in()
                walk.phone.hear(walk.actor, batch, answer.status, answer.headers, answer.json)
            except Unheard:
                time.sleep(0.5)


@pytest.fixture
def crowd(app: Flask, district: District, fixed_clock: FixedClock, server: Server) -> Iterator[Crowd]:
    clock.set_clock(None)  # the server is another process, and has the machine's
    with faulty_network(server.address) as network:
        crowd = Crowd(app, district, network)
        for number in range(PHONES):
            crowd.walk(number)
        yield crowd


@pytest.fixture
def server(database_url: str, tmp_path: Path) -> Iterator[Server]:
    with real_server(database_url, tmp_path / "server") as server:
        yield server


@pytest.mark.slow
def test_fault_05_a_server_killed_under_twenty_phones_keeps_every_tick_once(
    server: Server, crowd: Crowd
) -> None:
    """In the middle of a batch, before its commit, and between commit and answer; the network fails besides."""
    threads = [threading.Thread(target=crowd.drain, args=(walk,), daemon=True) for walk in crowd.walks]
    for fault in TROUBLE:
        crowd.network.fails(fault, times=ROUNDS)
    for number, point in enumerate(POINTS * ROUNDS, start=1):
        server.start(dies=f"{point}:{3 + number % 7}")
        for thread in threads if number == 1 else ():
            thread.start()
        until = time.monotonic() + PATIENCE
        while server.alive and any(thread.is_alive() for thread in threads) and time.monotonic() < until:
            time.sleep(0.02)
        assert not server.alive, f"nobody reached the point {point}"
    server.start()
    ended(threads, PATIENCE)
    assert [len(walk.phone.waiting(walk.actor)) for walk in crowd.walks] == [0] * PHONES
    assert sum(crowd.network.met(fault) for fault in TROUBLE) == len(TROUBLE) * ROUNDS
    server.kill()
    check_rest(crowd)
