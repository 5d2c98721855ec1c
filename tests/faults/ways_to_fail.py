"""How a request can fail on its way, each fault by its name."""

import asyncio
from collections.abc import Awaitable, Callable
from contextlib import suppress
from dataclasses import dataclass
from threading import Event
from typing import NamedTuple, Protocol
from urllib.parse import urlsplit

Writer = asyncio.StreamWriter
PATIENCE = 30.0


class Way(Protocol):
    """Where the server is, and whether what is held up may go on."""

    server: str
    way_clear: Event


class Asked(NamedTuple):
    """A request as it came: its first line and headers, and its body."""

    method: str
    path: str
    head: bytes
    body: bytes


class Heard(NamedTuple):
    """What came by, and which fault it met; None where it passed."""

    method: str
    path: str
    fault: str | None


@dataclass
class Rule:
    """Which requests meet a fault, and how many of them."""

    fault: str
    times: int
    path: str
    method: str
    seconds: float

    def concerns(self, asked: Asked) -> bool:
        return self.times > 0 and asked.path.startswith(self.path) and self.method in ("", asked.method)


async def passes(network: Way, asked: Asked, writer: Writer) -> None:
    writer.write(await answer_to(network, asked))
    await writer.drain()


async def body_lost(network: Way, asked: Asked, writer: Writer, _rule: Rule) -> None:
    """Half of the body reaches the server, then the line is cut on both sides."""
    _, upstream = await connected(network)
    upstream.write(alone(asked.head) + asked.body[: len(asked.body) // 2])
    await upstream.drain()
    upstream.close()
    writer.transport.abort()


async def cut_after_body(network: Way, asked: Asked, writer: Writer, _rule: Rule) -> None:
    """The phone is gone once its body is sent; the server works on, and nobody waits for it."""
    writer.transport.abort()
    await answer_to(network, asked)


async def answer_lost(network: Way, asked: Asked, writer: Writer, _rule: Rule) -> None:
    """The server has committed and answered; the answer gets lost."""
    await answer_to(network, asked)
    writer.transport.abort()


async def answer_truncated(network: Way, asked: Asked, writer: Writer, _rule: Rule) -> None:
    answer = await answer_to(network, asked)
    end = answer.find(b"\r\n\r\n") + 4
    writer.write(answer[: end + (len(answer) - end) // 2])
    await writer.drain()
    writer.transport.close()


async def slow(network: Way, asked: Asked, writer: Writer, rule: Rule) -> None:
    """Both ways a few bytes at a time."""
    reader, upstream = await connected(network)
    await trickle(upstream, alone(asked.head) + asked.body, rule.seconds)
    answer = await reader.read()
    upstream.close()
    await trickle(writer, answer, rule.seconds)


async def duplicated(network: Way, asked: Asked, writer: Writer, _rule: Rule) -> None:
    """The request arrives twice at once; the phone hears whichever answer is last."""
    _first, last = await asyncio.gather(answer_to(network, asked), answer_to(network, asked))
    writer.write(last)
    await writer.drain()


async def delayed(network: Way, asked: Asked, writer: Writer, rule: Rule) -> None:
    await asyncio.sleep(rule.seconds)
    await passes(network, asked, writer)


async def held_up(network: Way, asked: Asked, writer: Writer, _rule: Rule) -> None:
    """Until the way is clear: what was sent later may arrive before it."""
    network.way_clear.clear()
    await asyncio.to_thread(network.way_clear.wait, PATIENCE)
    await passes(network, asked, writer)


def instead(status: str, body: str, *headers: str) -> Callable[..., Awaitable[None]]:
    """Somebody else answers; the server never hears of it."""

    async def answered(_network: Way, _asked: Asked, writer: Writer, _rule: Rule) -> None:
        head = [f"HTTP/1.1 {status}", *headers, f"Content-Length: {len(body)}", "Connection: close", "", ""]
        writer.write("\r\n".join(head).encode() + body.encode())
        await writer.drain()

    return answered


HTML = "Content-Type: text/html"
WELCOME = "<!doctype html><title>Guest network</title><h1>Welcome! Accept our terms to go on.</h1>"
FAULTS: dict[str, Callable[..., Awaitable[None]]] = {
    "request lost": passes,  # the line is cut before the body: see Network.meet
    "body lost": body_lost,
    "cut after body": cut_after_body,
    "answer lost": answer_lost,
    "answer truncated": answer_truncated,
    "slow": slow,
    "duplicated": duplicated,
    "delayed": delayed,
    "held up": held_up,
    "portal": instead("200 OK", WELCOME, HTML),
    "portal with JSON": instead("200 OK", '{"status": "please sign in"}', "Content-Type: application/json"),
    "portal redirect": instead("302 Found", "", "Location: http://portal.example/"),
    "portal 511": instead("511 Network Authentication Required", WELCOME, HTML),
    "bad gateway": instead("502 Bad Gateway", "<h1>502</h1>", HTML),
    "server error": instead("500 Internal Server Error", "<h1>500</h1>", HTML),
    "busy": instead("503 Service Unavailable", "", "Retry-After: 1"),
    "too many": instead("429 Too Many Requests", "", "Retry-After: 1"),
    "too large": instead("413 Content Too Large", ""),
}


async def connected(network: Way) -> tuple[asyncio.StreamReader, Writer]:
    where = urlsplit(network.server)
    return await asyncio.open_connection(where.hostname, where.port)


async def answer_to(network: Way, asked: Asked) -> bytes:
    """What the server says; empty where it is not there, or dies over it."""
    answer = b""
    with suppress(OSError):
        reader, upstream = await connected(network)
        upstream.write(alone(asked.head) + asked.body)
        await upstream.drain()
        while part := await reader.read(1 << 16):
            answer += part
        upstream.close()
    return answer


async def trickle(writer: Writer, content: bytes, seconds: float) -> None:
    size = max(1, len(content) // 10)
    pieces = [content[start : start + size] for start in range(0, len(content), size)]
    for piece in pieces:
        writer.write(piece)
        await writer.drain()
        await asyncio.sleep(seconds / len(pieces))


def length_of(head: bytes) -> int:
    for line in head.lower().split(b"\r\n"):
        name, _, value = line.partition(b":")
        if name == b"content-length":
            return int(value)
    return 0


def alone(head: bytes) -> bytes:
    """The same request, the only one on its connection."""
    lines = [line for line in head.split(b"\r\n") if line and not line.lower().startswith(b"connection:")]
    return b"\r\n".join([*lines, b"Connection: close", b"", b""])
