"""One photo of an open cart of 36: how much of it is read, and how long that takes the server, and a phone alone."""

import json
import statistics
import sys
import time
from collections.abc import Callable
from typing import Any

from playwright.sync_api import Page, sync_playwright

from app.files.reading import read_photo
from tests.browser.chromium import launch
from tests.browser.scanner.server import serving
from tests.corpora import CORPORA

BUDGET = 1500
TIMES = 5
SLOWER = 4
CARTS = ("cart-easy", "cart-medium")
# What <code-scanner> does with a photo where the server is out of reach.
HERE = """async (address) => {
    const { readPhoto } = await import(`${address}/static/r1/js/scanning/photo_reading.js`)
    const began = performance.now()
    const codes = await readPhoto(document.querySelector("input[type=file]").files[0])
    return { took: performance.now() - began, texts: codes.map(({ text }) => text) }
}"""


def main() -> None:
    if not CORPORA.is_dir():
        sys.exit("photographs are read from ../shared/corpora, which is not here")
    print(f"a cart of 36, 12 megapixels; on the server budget {BUDGET} ms and every readable tag")
    for cart in CARTS:
        tell(f"{cart}, server", cart, [by_the_server(cart) for _ in range(TIMES)])
    with serving() as address, sync_playwright() as playwright:
        browser = launch(playwright)
        for cart in CARTS:
            for throttle in (1, SLOWER):
                page = browser.new_page()
                runs = [by_the_phone(page, address, cart, throttle) for _ in range(2)]
                tell(f"{cart}, phone without a network, page at 1/{throttle} speed", cart, runs)
                page.close()
        browser.close()


def tell(what: str, cart: str, runs: list[tuple[set[str], float]]) -> None:
    tags = {tag["text"] for tag in json.loads((CORPORA / "cart-photo" / f"{cart}.json").read_text())["tags"]}
    read = min(len(tags & texts) for texts, _ in runs)
    wrong = max(len(texts - tags) for texts, _ in runs)
    took = [took for _, took in runs]
    print(
        f"  {what}: {read} of {len(tags)} read, {wrong} wrong, "
        f"median {statistics.median(took):.0f} ms, slowest {max(took):.0f} ms"
    )


def by_the_server(cart: str) -> tuple[set[str], float]:
    data = (CORPORA / "cart-photo" / f"{cart}.jpg").read_bytes()
    texts, took = timed(lambda: {reading.text for reading in read_photo(data)})
    return texts, took


def by_the_phone(page: Page, address: str, cart: str, throttle: int) -> tuple[set[str], float]:
    page.context.new_cdp_session(page).send("Emulation.setCPUThrottlingRate", {"rate": throttle})
    page.goto(f"{address}/?mode=many")
    page.route("**/scan/photo", lambda route: route.abort())
    page.evaluate("document.querySelector('code-scanner').remove()")
    page.evaluate("document.body.append(Object.assign(document.createElement('input'), { type: 'file' }))")
    page.locator("input[type=file]").set_input_files(CORPORA / "cart-photo" / f"{cart}.jpg")
    told: dict[str, Any] = page.evaluate(HERE, address)
    return set(told["texts"]), told["took"]


def timed(read: Callable[[], set[str]]) -> tuple[set[str], float]:
    begun = time.perf_counter()
    texts = read()
    return texts, (time.perf_counter() - begun) * 1000


if __name__ == "__main__":
    main()
