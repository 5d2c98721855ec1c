"""A phone with Rollcall on its home screen: what it keeps outlives the app, the server and the network."""

from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any

from playwright.sync_api import BrowserContext, Page, Playwright, ViewportSize, expect

from tests.at_once import ended
from tests.browser.asked import STORE, asked
from tests.browser.chromium import QUIET, executable, is_root
from tests.browser.journeys.school import School
from tests.district import PASSWORD

PHONE = ViewportSize(width=360, height=740)

# Every text that this browser keeps of ours, by where it keeps it.
EVERYTHING_KEPT = (
    f"async () => {{ {STORE}"
    """
    const kept = {}
    for (const name of await caches.keys()) {
        const cache = await caches.open(name)
        for (const request of await cache.keys()) {
            const answer = await cache.match(request, { ignoreVary: true })
            const type = answer.headers.get("Content-Type") ?? ""
            kept[`${name} ${new URL(request.url).pathname}`] = /image.png|wasm/.test(type) ? "" : await answer.text()
        }
    }
    const database = await opened()
    for (const name of database.objectStoreNames) {
        const store = database.transaction(name).objectStore(name)
        const [keys, values] = await Promise.all([asked(store.getAllKeys()), asked(store.getAll())])
        keys.forEach((key, n) => (kept[`${name} ${key}`] = JSON.stringify(values[n])))
    }
    database.close()
    for (const [key, value] of Object.entries({ ...localStorage, ...sessionStorage })) kept[`storage ${key}`] = value
    return kept
}"""
)


@contextmanager
def started(playwright: Playwright, profile: Path, address: str, **options: Any) -> Iterator[Page]:
    """The app as it starts from the home screen, until it is swiped away."""
    args = [*QUIET, *(["--no-sandbox"] if is_root() else []), *options.pop("args", [])]
    context = playwright.chromium.launch_persistent_context(
        profile, executable_path=executable(), args=args, base_url=address, viewport=PHONE, **options
    )
    try:
        yield context.pages[0]
    finally:
        context.close()


def sign_in(page: Page, who: str = "ivy") -> None:
    page.goto("/sign-in")
    page.get_by_label("E-mail").fill(f"{who}@marshall.test")
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()


def make_ready(page: Page) -> None:
    """The one tap, and what it says when it is done."""
    page.get_by_role("button", name="Make ready").click()
    expect(page.locator("offline-readiness [data-words]")).to_contain_text(
        "Ready for offline as of", timeout=30_000
    )


def still_me(page: Page) -> None:
    """A page that the phone keeps asks once who is there."""
    page.locator("still-there").get_by_role("button", name="Yes").click()


def everything_kept(page: Page) -> dict[str, str]:
    kept: dict[str, str] = asked(page, EVERYTHING_KEPT)
    return kept


def prepared(school: School, context: BrowserContext) -> Page:
    """A phone on which Ivy made Marshall Middle ready."""
    school.sign_in(context, "ivy")
    page = context.new_page()
    page.goto("/rooms")
    make_ready(page)
    return page


@contextmanager
def guest_network(address: str) -> Iterator[None]:
    """At our server's own address somebody else answers: polite, with 200, and a page of their own."""

    class Welcome(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            body = b"<h1>Welcome to CoffeeNet</h1>"
            self.send_response(200)
            self.send_header("Content-Type", "text/html")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_said: object) -> None:
            """Nobody reads it."""

    server = ThreadingHTTPServer(("127.0.0.1", int(address.rpartition(":")[2])), Welcome)
    thread = Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield
    finally:
        server.shutdown()
        ended([thread])
        server.server_close()
