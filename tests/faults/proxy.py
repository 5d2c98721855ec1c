"""A network that fails by name, between phones and the server.

    with faulty_network(server_address) as network:      # network.address is what the phone is given
        network.fails("answer lost")                     # the next POST /sync is kept, and its answer never heard
        network.fails("portal", times=3, path="/")       # a captive portal answers whatever is asked next
        network.heard                                    # what came by: (method, path, what happened to it)

A connection carries one request, so that each fault meets exactly one. `FAULTS` of ways_to_fail.py lists
the names.
"""

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from threading import Event, Thread

from tests.at_once import ended
from tests.faults.ways_to_fail import FAULTS, PATIENCE, Asked, Heard, Rule, Writer, length_of, passes


@dataclass
class Network:
    """Where phones find the server. `server` may change: a server that was killed comes back at another port."""

    server: str
    address: str = ""
    rules: list[Rule] = field(default_factory=list)
    heard: list[Heard] = field(default_factory=list)
    way_clear: Event = field(default_factory=Event)
    tasks: set[asyncio.Task[None] | None] = field(default_factory=set)

    def __post_init__(self) -> None:
        self.way_clear.set()

    def fails(
        self,
        fault: str,
        *,
        times: int = 1,
        path: str = "/sync",
        method: str = "POST",
        seconds: float = 0.2,
    ) -> None:
        """Let the next requests meet a fault; `method=""` means all. `seconds` is how slow what is slow will be."""
        assert fault in FAULTS, fault
        self.rules.append(Rule(fault, times, path, method, seconds))

    def heals(self) -> None:
        """Whatever was to fail does not; what is held on the way goes on."""
        self.rules.clear()
        self.way_clear.set()

    def met(self, fault: str) -> int:
        """How many requests met a fault."""
        return sum(heard.fault == fault for heard in self.heard)

    def rule_for(self, asked: Asked) -> Rule | None:
        rule = next((rule for rule in self.rules if rule.concerns(asked)), None)
        if rule is not None:
            rule.times -= 1
        self.heard.append(Heard(asked.method, asked.path, rule.fault if rule else None))
        return rule

    async def serve(self, reader: asyncio.StreamReader, writer: Writer) -> None:
        self.tasks.add(asyncio.current_task())  # the loop itself would let go of one that waits
        try:
            await self.meet(reader, writer)
        except (OSError, asyncio.IncompleteReadError):
            writer.transport.abort()
        finally:
            writer.close()
            with suppress(OSError, TimeoutError):
                await asyncio.wait_for(writer.wait_closed(), 1)

    async def meet(self, reader: asyncio.StreamReader, writer: Writer) -> None:
        head = await reader.readuntil(b"\r\n\r\n")
        method, path, _ = head.split(b"\r\n", 1)[0].decode("latin-1").split(" ", 2)
        asked = Asked(method, path, head, b"")
        rule = self.rule_for(asked)
        if rule is not None and rule.fault == "request lost":
            writer.transport.abort()
            return
        asked = asked._replace(body=await reader.readexactly(length_of(head)))
        await (FAULTS[rule.fault](self, asked, writer, rule) if rule else passes(self, asked, writer))


@contextmanager
def faulty_network(server: str) -> Iterator[Network]:
    """A network before the server at this address, in a thread of its own until the block ends."""
    network, loop, ready = Network(server.rstrip("/")), asyncio.new_event_loop(), Event()
    over = asyncio.Event()

    async def run() -> None:
        listening = await asyncio.start_server(network.serve, "127.0.0.1", 0)
        network.address = f"http://127.0.0.1:{listening.sockets[0].getsockname()[1]}"
        ready.set()
        await over.wait()
        listening.close()
        while left := asyncio.all_tasks() - {asyncio.current_task()}:
            _, late = await asyncio.wait(left, timeout=1)
            for task in late:
                task.cancel()
        await asyncio.sleep(0)  # transports close one turn after their tasks

    thread = Thread(target=lambda: loop.run_until_complete(run()), daemon=True)
    thread.start()
    assert ready.wait(PATIENCE), "the network is not there"
    try:
        yield network
    finally:
        network.way_clear.set()
        loop.call_soon_threadsafe(over.set)
        ended([thread])
        loop.close()
