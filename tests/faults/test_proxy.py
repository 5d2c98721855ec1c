"""The network that fails does so as its names say; tested on a small server that is known to be good."""

from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

import pytest

from tests.at_once import ended, until
from tests.faults.browsers import Browser, Unheard
from tests.faults.proxy import Network, faulty_network
from tests.faults.ways_to_fail import FAULTS


class Known(ThreadingHTTPServer):
    """Remembers every whole body that reached it, and says how many there were."""

    kept: list[bytes]


class Keeping(BaseHTTPRequestHandler):
    def do_POST(self) -> None:
        length = int(self.headers["Content-Length"])
        body = self.rfile.read(length)
        if len(body) < length:
            return
        assert isinstance(self.server, Known)
        self.server.kept.append(body)
        told = f'{{"kept": {len(self.server.kept)}}}'.encode()
        self.send_response(200)
        self.send_header("Content-Length", str(len(told)))
        self.send_header("X-Rollcall", "1")
        self.end_headers()
        self.wfile.write(told)

    def log_message(self, format: str, *args: object) -> None:
        """What comes by is no news."""


@pytest.fixture
def known() -> Iterator[Known]:
    server = Known(("127.0.0.1", 0), Keeping)
    server.kept = []
    thread = Thread(target=server.serve_forever, args=(0.01,), daemon=True)
    thread.start()
    yield server
    server.shutdown()
    ended([thread])
    server.server_close()


@pytest.fixture
def network(known: Known) -> Iterator[Network]:
    with faulty_network(f"http://127.0.0.1:{known.server_port}") as between:
        yield between


# What the phone hears (a status, or nothing), and how many bodies the server has then.
EXPECTED: dict[str, tuple[int | None, int]] = {
    "request lost": (None, 0), "body lost": (None, 0), "cut after body": (None, 1), "answer lost": (None, 1),
    "answer truncated": (None, 1), "slow": (200, 1), "duplicated": (200, 2), "delayed": (200, 1),
    "portal": (200, 0), "portal with JSON": (200, 0), "portal redirect": (302, 0), "portal 511": (511, 0),
    "bad gateway": (502, 0), "server error": (500, 0), "busy": (503, 0), "too many": (429, 0), "too large": (413, 0),
}  # fmt: skip


@pytest.mark.parametrize("fault", EXPECTED)
def test_each_fault_does_what_its_name_says(network: Network, known: Known, fault: str) -> None:
    phone, (status, kept) = Browser(network.address, "ivy"), EXPECTED[fault]
    network.fails(fault)
    if status is None:
        with pytest.raises(Unheard):
            phone.sync({"n": 1})
    else:
        assert phone.sync({"n": 1}).status == status
    until(lambda: len(known.kept) >= kept, "what was cut off after its body comes in all the same")
    assert phone.sync({"n": 2}).json == {"kept": kept + 1}
    assert [heard.fault for heard in network.heard] == [fault, None]


def test_what_is_held_up_arrives_after_what_was_sent_later(network: Network, known: Known) -> None:
    network.fails("held up")
    first = Thread(target=Browser(network.address, "ivy").sync, args=({"n": 1},), daemon=True)
    first.start()
    until(lambda: network.met("held up"), "the first is held up")
    Browser(network.address, "ivy").sync({"n": 2})
    network.heals()
    ended([first])
    assert known.kept == [b'{"n": 2}', b'{"n": 1}']


def test_every_fault_is_known_by_what_it_does() -> None:
    assert {*EXPECTED, "held up"} == set(FAULTS)
