"""A thousand scans that waited on a phone, sent over a slow link; and how long keeping each of them took."""

import asyncio
import os
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import quantiles
from threading import Thread
from urllib.request import urlopen

from flask import Flask
from playwright.sync_api import BrowserContext, sync_playwright
from sqlalchemy import func, select

from app.db import db, uuid7
from app.models import Operation, Room, User
from bench.sync import IN_A_ROOM, PASSWORD, a_school
from tests.browser.chromium import launch

QUEUED, BUDGET = 1000, 5
# On the way there, and again on the way back.
DELAY = 0.1
OPEN = """async ([modules, actor]) => {
    const { outboxOf } = await import(`${modules}/offline/outbox.js`)
    window.outbox = outboxOf(actor)
    await outbox.ready
}"""
KEEP = """async (payloads) => {
    const took = []
    for (const payload of payloads) {
        const began = performance.now()
        await outbox.keep("audit.sight", payload)
        took.push(performance.now() - began)
    }
    return took
}"""
DRAIN = """() => new Promise((resolve) => {
    const began = performance.now()
    let batches = 0
    outbox.addEventListener("change", () => ++batches && outbox.waiting === 0 && resolve(performance.now() - began))
    outbox.drain()
})"""


def main() -> None:
    """Print the figures."""
    with (
        tempfile.TemporaryDirectory(prefix="rollcall-bench-") as folder,
        sync_playwright() as playwright,
    ):
        app = a_school(Path(folder))
        with served(app) as port, far_away(port) as address:
            browser = launch(playwright)
            context = browser.new_context(base_url=address)
            sign_in(context)
            page = context.new_page()
            page.goto("/healthz")
            with app.app_context():
                actor, payloads = ivy(), scans()
            page.evaluate(OPEN, [f"{app.static_url_path}/js", actor])
            context.set_offline(True)
            took = page.evaluate(KEEP, payloads)
            percent = quantiles(took, n=100)
            print(f"keeping one, for good{'':<23} {percent[49]:5.1f} ms, p95 {percent[94]:.1f} ms")
            context.set_offline(False)
            sent = page.evaluate(DRAIN) / 1000
            browser.close()
            with app.app_context():
                heard = db.session.scalar(select(func.count()).select_from(Operation))
            assert heard == QUEUED, heard
            link = f"{DELAY * 1000:.0f} ms each way"
            print(f"{QUEUED} queued scans over a link of {link:<12} {sent:5.1f} s (budget {BUDGET})")


def ivy() -> str:
    return str(db.session.scalars(select(User.uuid)).one())


def scans() -> list[dict[str, str | None]]:
    """A walk through the school: forty to a room."""
    rooms = db.session.scalars(select(Room.uuid).order_by(Room.id))
    return [
        {
            "audit": audit,
            "room": str(room),
            "code": f"A{start + number:06}",
            "asset": None,
            "method": "camera",
        }
        for start, room, audit in zip(
            range(0, QUEUED, IN_A_ROOM), rooms, iter(lambda: str(uuid7()), ""), strict=False
        )
        for number in range(IN_A_ROOM)
    ]


def sign_in(context: BrowserContext) -> None:
    form: dict[str, str | float | bool] = {"email": "ivy@bench.test", "password": PASSWORD}
    assert context.request.post("/sign-in", form=form, max_redirects=0).status == 303


@contextmanager
def served(app: Flask) -> Iterator[int]:
    """The product as it is served, in a process of its own."""
    port = free_port()
    server = subprocess.Popen(
        [sys.executable, "-m", "granian", "--interface", "wsgi", "--port", str(port), "--no-log", "wsgi:app"],
        env=os.environ
        | {"DATABASE_URL": app.config["SQLALCHEMY_DATABASE_URI"], "SECRET_KEY": app.config["SECRET_KEY"]},
    )
    try:
        until_it_answers(port)
        yield port
    finally:
        server.terminate()
        server.wait()


def until_it_answers(port: int) -> None:
    for _ in range(200):
        try:
            urlopen(f"http://127.0.0.1:{port}/healthz").close()
            return
        except OSError:
            time.sleep(0.1)
    raise TimeoutError(port)


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as free:
        port: int = free.getsockname()[1]
        return port


@contextmanager
def far_away(port: int) -> Iterator[str]:
    """The server at the far end of a link: everything arrives, later."""
    loop = asyncio.new_event_loop()
    near = free_port()

    async def meet(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        there, back = await asyncio.open_connection("127.0.0.1", port)
        await asyncio.gather(carry(reader, back), carry(there, writer))

    Thread(target=loop.run_forever, daemon=True).start()
    asyncio.run_coroutine_threadsafe(asyncio.start_server(meet, "127.0.0.1", near), loop).result()
    yield f"http://127.0.0.1:{near}"
    # What is on its way still arrives, with nobody there.
    time.sleep(3 * DELAY)
    loop.call_soon_threadsafe(loop.stop)


async def carry(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    """What is on its way does not hold up what follows."""
    loop = asyncio.get_running_loop()
    while data := await reader.read(65536):
        loop.call_later(DELAY, writer.write, data)
    loop.call_later(DELAY, writer.close)


if __name__ == "__main__":
    main()
