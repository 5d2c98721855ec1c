"""How long a label waits: from the camera's frame to `scanned`, on a phone slowed down four times."""

import math
import tempfile
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

from tests.browser.chromium import fake_camera, launch
from tests.browser.fake_camera import Laid, film, scene
from tests.browser.scanner.desk import CODE_128, printed, sticker
from tests.browser.scanner.scanning import PHONE
from tests.browser.scanner.server import serving

BUDGET = 120
SLOWER = 4
EVENTS = 45
MEASURED = "performance.getEntriesByName('frame to scanned').map((one) => [one.duration, one.detail.reading])"


def main() -> None:
    print(f"camera frame → scanned, budget p95 ≤ {BUDGET} ms")
    with tempfile.TemporaryDirectory() as folder, serving() as address, sync_playwright() as playwright:
        for kind, labels in {"our labels": ours(), "Code 128": linear()}.items():
            browser = launch(playwright, args=fake_camera(labelled(Path(folder) / "film.mjpeg", labels)))
            for throttle in (1, SLOWER):
                page = browser.new_page(viewport=PHONE)
                tell(f"{kind}, page at 1/{throttle} speed", measured(page, address, throttle))
                page.close()
            browser.close()


def ours() -> list[Laid]:
    tags = printed(*(f"A1042{number:02}" for number in range(15)))
    return [
        Laid(tag, number * 23, 0.5 + number % 4 * 0.12, 600 + number % 3 * 40, 340)
        for number, tag in enumerate(tags)
    ]


def linear() -> list[Laid]:
    return [
        Laid(sticker(f"5CG12{number:02}XYZ", CODE_128), number % 5 * 4 - 8, 0.9, 640, 360)
        for number in range(15)
    ]


def labelled(place: Path, labels: list[Laid]) -> Path:
    film([frame for laid in labels for frame in (scene(), scene([laid]), scene([laid]))], place, hold=5)
    return place


def measured(page: Page, address: str, throttle: int) -> list[list[float]]:
    page.context.new_cdp_session(page).send("Emulation.setCPUThrottlingRate", {"rate": throttle})
    page.goto(f"{address}/?autostart=1")
    while len(times := page.evaluate(MEASURED)) < EVENTS:
        page.wait_for_timeout(500)
    found: list[list[float]] = times[1:]  # the first frame also warms the reader up
    return found


def tell(what: str, times: list[list[float]]) -> None:
    total, reading = ([one[part] for one in times] for part in (0, 1))
    # DevTools slows the page and not its workers, so the reader's share is slowed here by reckoning.
    slowed = [all_of_it + (SLOWER - 1) * read for all_of_it, read in times]
    print(
        f"  {what}: median {at(total, 50):.0f} ms, p95 {at(total, 95):.0f} ms"
        f" (of it reading: median {at(reading, 50):.0f} ms, p95 {at(reading, 95):.0f} ms);"
        f" with the reader {SLOWER} × slower too: p95 {at(slowed, 95):.0f} ms"
    )


def at(values: list[float], percent: int) -> float:
    return sorted(values)[math.ceil(len(values) * percent / 100) - 1]


if __name__ == "__main__":
    main()
