"""A phone with a bad line to the school's server."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from threading import Thread
from typing import Any

import pytest
from flask import Flask
from werkzeug.serving import make_server

from app import clock
from tests.at_once import ended
from tests.browser.journeys.school import Quiet
from tests.district import District
from tests.faults.browsers import Answer, Browser, Unheard
from tests.faults.model_phone import Kept, ModelPhone
from tests.faults.proxy import Network, faulty_network


@dataclass
class Line:
    """Somebody's phone, behind a network that fails when it is told to."""

    district: District
    network: Network
    browser: Browser
    phone: ModelPhone
    actor: str
    audit: str

    def sees(self, code: str, room: str = "204") -> Kept:
        payload = {
            "audit": self.audit, "room": str(self.district.room(room).uuid), "code": code, "asset": None,
            "method": "camera",
        }  # fmt: skip
        return self.phone.keep(self.actor, "audit.sight", payload)

    @property
    def waiting(self) -> list[Kept]:
        return self.phone.waiting(self.actor)

    def drains(self, *batch: Kept) -> Answer | None:
        """Send what waits (or these) once; None where nothing was heard."""
        sent = list(batch) or self.waiting
        try:
            answer = self.browser.sync(self.phone.envelope(self.actor, sent))
        except Unheard:
            return None
        self.phone.hear(self.actor, sent, answer.status, answer.headers, answer.json)
        return answer


@pytest.fixture
def network(app: Flask, district: District) -> Iterator[Network]:
    """A network that fails by name, before this test's server."""
    server = make_server("127.0.0.1", 0, app, threaded=True, request_handler=Quiet)
    thread = Thread(target=server.serve_forever, args=(0.01,), daemon=True)
    thread.start()
    with faulty_network(f"http://127.0.0.1:{server.server_port}") as between:
        yield between
    server.shutdown()
    ended([thread])
    server.server_close()


@pytest.fixture
def line(network: Network, district: District) -> Callable[[str], Line]:
    """`line("ivy")` is Ivy's phone; she has signed in on it."""

    def given(who: str) -> Line:
        browser = Browser(network.address, who)
        assert browser.sign_in().status == 303
        phone = ModelPhone(clock.now)
        return Line(district, network, browser, phone, str(district.user(who).uuid), phone.device)

    return given


def results(answer: Answer | None) -> list[Any]:
    assert answer is not None
    assert answer.status == 200, answer.text
    told: list[Any] = answer.json["results"]
    return told
