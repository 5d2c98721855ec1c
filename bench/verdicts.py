"""How long a verdict waits in a room without a signal: from the camera's frame until it stands on the screen."""

import shutil
import tempfile
from pathlib import Path
from typing import NamedTuple

from playwright.sync_api import Page, Playwright, sync_playwright

from bench.scanner import SLOWER, at, labelled, ours
from tests.applications import lent, migrate
from tests.browser.chromium import fake_camera
from tests.browser.journeys.school import School, open_school
from tests.browser.offline.installed import make_ready, sign_in, started, still_me
from tests.district import District

BUDGET = 120
EVENTS = 45
NOWHERE = {"server": "http://127.0.0.1:9"}
DEVICES = 10_000
TIMELINE = """() => ["frame to scanned", "scan to verdict"].map((name) =>
    performance.getEntriesByName(name).map((one) => [one.startTime, one.duration, one.detail?.reading ?? 0]))"""
# The school as the phone carries it grows to its full size, and what is filmed stands in this room.
GROWN = """([room, tags, devices]) => new Promise((resolve) => {
    const opening = indexedDB.open("rollcall")
    opening.onsuccess = () => {
        const store = opening.result.transaction("snapshots", "readwrite").objectStore("snapshots")
        store.get("8217").onsuccess = ({ target }) => {
            const snapshot = target.result
            const put = (tag, room) => {
                const own = { id: crypto.randomUUID(), tag, serial: `S${tag}`, codes: [tag, `S${tag}`] }
                snapshot.assets.push({ ...snapshot.assets[0], ...own, room, expected_room: room })
            }
            for (const tag of tags) put(tag, room)
            for (let n = 0; n < devices; n++) put(`Z${100000 + n}`, null)
            store.put(snapshot)
            store.transaction.oncomplete = () => { opening.result.close(); resolve() }
        }
    }
})"""


class Scan(NamedTuple):
    """Milliseconds from the frame to the verdict: the whole, its two halves, and the reader's share."""

    whole: float
    scanned: float
    painted: float
    reader: float


def main() -> None:
    """Print it for a page at full speed and at a quarter."""
    print(
        f"camera frame → verdict painted, no network, {DEVICES:,} devices carried, budget p95 ≤ {BUDGET} ms"
    )
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        place = Path(folder)
        film = labelled(place / "film.mjpeg", ours())
        with open_school(template(place), place) as school:
            ready(playwright, school, place / "phone")
            for throttle in (1, SLOWER):
                times = measured(playwright, school, place / "phone", film, throttle)
                tell(f"page at 1/{throttle} speed", times)


def template(place: Path) -> Path:
    path = place / "template" / "school.db"
    path.parent.mkdir()
    migrate(f"sqlite:///{path}", path.parent)
    with lent(f"sqlite:///{path}", path.parent) as app, app.app_context():
        District.built()
    return path


def ready(playwright: Playwright, school: School, profile: Path) -> None:
    """A phone that carries the whole school."""
    tags = [f"A1042{number:02}" for number in range(15)]
    with started(playwright, profile, school.address) as page:
        sign_in(page)
        make_ready(page)
        page.evaluate(GROWN, [str(school.room("204")), tags, DEVICES])


def measured(playwright: Playwright, school: School, profile: Path, film: Path, throttle: int) -> list[Scan]:
    """Every scan of a film that shows fifteen labels over and over."""
    own = profile.with_name(f"phone-{throttle}")
    shutil.copytree(profile, own)
    with started(
        playwright, own, school.address, args=fake_camera(film), permissions=["camera"], proxy=NOWHERE
    ) as page:
        page.context.new_cdp_session(page).send("Emulation.setCPUThrottlingRate", {"rate": throttle})
        page.goto(f"/rooms/{school.room('204')}/count")
        still_me(page)
        while len(found := pairs(page)) < EVENTS:
            page.wait_for_timeout(500)
        return found[1:]  # the first frame also warms the reader up


def pairs(page: Page) -> list[Scan]:
    """Each verdict with the frame that it came from: the one that was scanned when its handling began."""
    frames, verdicts = page.evaluate(TIMELINE)
    found = []
    for began, took, _ in verdicts:
        start, reading_it, reader = min(frames, key=lambda frame: abs(frame[0] + frame[1] - began))
        found.append(Scan(began + took - start, reading_it, took, reader))
    return found


def tell(what: str, scans: list[Scan]) -> None:
    # DevTools slows the page and not its workers, so the reader's share is slowed here by reckoning.
    slowed = [one.whole + (SLOWER - 1) * one.reader for one in scans]
    parts = {
        "frame → scanned": [one.scanned for one in scans],
        "scanned → painted": [one.painted for one in scans],
    }
    told = "; ".join(f"{name} {at(some, 50):.0f} and {at(some, 95):.0f}" for name, some in parts.items())
    whole = [one.whole for one in scans]
    print(
        f"  {what}: median {at(whole, 50):.0f} ms, p95 {at(whole, 95):.0f} ms ({told});"
        f" with the reader {SLOWER} × slower too: p95 {at(slowed, 95):.0f} ms"
    )


if __name__ == "__main__":
    main()
