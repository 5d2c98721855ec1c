"""How long a phone waits for its first useful screen on slow 4G, and how much comes over the air for it."""

import statistics
import tempfile
from pathlib import Path
from typing import Any, NamedTuple

from playwright.sync_api import BrowserContext, CDPSession, sync_playwright

from bench.verdicts import template
from tests.browser import chromium
from tests.browser.journeys.school import open_school

# Slow 4G as Chromium's own audits take it, and a phone a quarter as fast as this machine.
SLOW_4G = {"offline": False, "latency": 150, "downloadThroughput": 200_000, "uploadThroughput": 93_750}
SLOWER = 4
BUDGET_MS, BUDGET_KB = 1500, 60
ROUNDS = 5
PAINTED = """new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) window.painted = entry.startTime
}).observe({ type: "largest-contentful-paint", buffered: true })"""


class Figure(NamedTuple):
    """One first look: milliseconds until the largest thing was painted, kilobytes until the page was useful."""

    painted: float
    kilobytes: float


def main() -> None:
    """Print it for whoever comes for the first time, and for whoever is signed in and has nothing kept."""
    print(f"slow 4G, page at 1/{SLOWER} speed, budgets {BUDGET_MS} ms and {BUDGET_KB} KB")
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        place = Path(folder)
        with open_school(template(place), place) as school, chromium.launch(playwright) as browser:
            for what, path, who in (("sign-in", "/sign-in", None), ("rooms", "/rooms", "ivy")):
                figures = []
                for _ in range(ROUNDS):
                    phone = browser.new_context(
                        viewport={"width": 360, "height": 740},
                        device_scale_factor=2,
                        is_mobile=True,
                        service_workers="block",
                    )
                    if who:
                        school.sign_in(phone, who)
                    figures.append(first_look(phone, school.address + path))
                    phone.close()
                tell(what, figures)


def first_look(phone: BrowserContext, address: str) -> Figure:
    """Open a page with nothing kept; what comes once it is loaded and useful is not counted."""
    page = phone.new_page()
    page.add_init_script(PAINTED)
    session = phone.new_cdp_session(page)
    arrived = listening(session)
    answer = page.goto(address, wait_until="load")
    assert answer is not None, address
    assert answer.ok, address
    kilobytes = sum(arrived) / 1024
    page.wait_for_timeout(500)
    return Figure(page.evaluate("window.painted"), kilobytes)


def listening(session: CDPSession) -> list[int]:
    arrived: list[int] = []

    def heard(event: dict[str, Any]) -> None:
        arrived.append(event["encodedDataLength"])

    session.on("Network.loadingFinished", heard)
    session.send("Network.enable")
    session.send("Network.emulateNetworkConditions", SLOW_4G)
    session.send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
    return arrived


def tell(what: str, figures: list[Figure]) -> None:
    painted = statistics.median(each.painted for each in figures)
    kilobytes = max(each.kilobytes for each in figures)
    mark = "" if painted <= BUDGET_MS and kilobytes <= BUDGET_KB else "   over"
    print(f"{what:<34} largest paint p50 {painted:7.0f} ms   until it is useful {kilobytes:6.1f} KB{mark}")


if __name__ == "__main__":
    main()
