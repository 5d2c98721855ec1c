"""Fingers and scans, counted from what the browser really heard, over all the pages of a job."""

from collections.abc import Callable

from playwright.sync_api import Page, expect

COUNTING = """() => {
    const more = (name) => sessionStorage.setItem(name, Number(sessionStorage.getItem(name)) + 1)
    addEventListener("pointerdown", (event) => event.isTrusted && more("taps"), true)
    addEventListener("scanned", () => more("scans"), true)
}"""


def count_on(page: Page) -> None:
    """From now on this page, and whatever it leads to, counts."""
    page.add_init_script(f"({COUNTING})()")


def start(page: Page, place: str) -> Callable[[], tuple[int, int]]:
    """The first screen of a job; gives the scans and taps since."""
    page.goto(place)
    expect(page.locator("code-scanner .typed input, .page").first).to_be_visible()
    page.evaluate("sessionStorage.setItem('taps', 0); sessionStorage.setItem('scans', 0)")

    def counted() -> tuple[int, int]:
        scans, taps = page.evaluate("['scans', 'taps'].map((name) => Number(sessionStorage.getItem(name)))")
        return scans, taps

    return counted


def awake(page: Page) -> None:
    """Its scripts are there: before that, forms answer by themselves, and buttons of scripts not at all."""
    expect(page.locator("main :not(:defined)")).to_have_count(0)


def scan(page: Page, code: str) -> None:
    """A hand scanner whose focus is in the field."""
    expect(page.locator("code-scanner")).to_have_count(1)
    awake(page)
    page.locator("code-scanner .typed input").fill(code)
    page.locator("code-scanner .typed input").press("Enter")
