"""A page with the scanner on it: what it told, what it says, what can be done to it."""

from time import monotonic, time
from typing import Any

from playwright.sync_api import Browser, FilePayload, FloatRect, Locator, Page, ViewportSize, expect

PHONE = ViewportSize(width=360, height=740)
KEYS: dict[str, dict[str, Any]] = {
    "Enter": {"text": "\r", "windowsVirtualKeyCode": 13},
    "Tab": {"windowsVirtualKeyCode": 9},
}


class Scanning:
    """A page with the scanner on it, and what it has told."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.element = page.locator("code-scanner")
        self.words = page.get_by_role("status")
        self.field = page.get_by_label("Tag, serial number or other code")
        self.choices = page.locator(".choices button")
        self.errors: list[str] = []
        page.on("pageerror", lambda error: self.errors.append(str(error)))

    def told(self) -> list[dict[str, Any]]:
        told: list[dict[str, Any]] = self.page.evaluate("told")
        return told

    def texts(self) -> list[str]:
        return [one["text"] for one in self.told()]

    def wait_for(self, count: int) -> list[str]:
        self.wait_that(f"told.length >= {count}")
        return self.texts()

    def wait_that(self, expression: str) -> None:
        """Playwright's own waiting wants eval inside the page, which the policy forbids; asking does not."""
        until = monotonic() + 45
        while not self.page.evaluate(expression):
            assert monotonic() < until, f"still not so: {expression}"
            self.page.wait_for_timeout(30)

    def wait_until(self, state: str) -> None:
        expect(self.element).to_have_attribute("data-state", state, timeout=15_000)

    def button(self, name: str) -> Locator:
        return self.page.get_by_role("button", name=name, exact=True)

    def boxes(self) -> list[FloatRect]:
        return [box for choice in self.choices.all() if (box := choice.bounding_box())]

    def burst(self, text: str, end: str = "Enter") -> None:
        """A hand scanner types: four milliseconds a key, however slow the machine that runs this test is."""
        keyboard = self.page.context.new_cdp_session(self.page)
        began = time()
        for n, key in enumerate([*text, end]):
            what = {"key": key, **KEYS.get(key, {"text": key})}
            at = began + n * 0.004
            kind = "keyDown" if "text" in what else "rawKeyDown"
            keyboard.send("Input.dispatchKeyEvent", {"type": kind, **what, "timestamp": at})
            keyboard.send("Input.dispatchKeyEvent", {"type": "keyUp", **what, "timestamp": at + 0.002})
        keyboard.detach()

    def send_photo(self, picture: bytes, name: str = "cart.jpg", kind: str = "image/jpeg") -> None:
        chosen = FilePayload(name=name, mimeType=kind, buffer=picture)
        self.page.locator("input[type=file]").set_input_files(chosen)


class Opening:
    """Opens the scanner in one browser or another, and holds every page to the policy afterwards."""

    def __init__(self, harness: str) -> None:
        self.harness = harness
        self.opened: list[Scanning] = []

    def __call__(
        self, browser: Browser, *, camera: bool = True, script: str = "", address: str = "", **query: str
    ) -> Scanning:
        context = browser.new_context(viewport=PHONE, permissions=["camera"] if camera else [])
        if script:
            context.add_init_script(script)
        scanning = Scanning(context.new_page())
        self.opened.append(scanning)
        asked = "&".join(f"{name}={value}" for name, value in {"autostart": "1", **query}.items())
        scanning.page.goto(f"{address or self.harness}/?{asked}")
        return scanning

    def close(self) -> None:
        for scanning in self.opened:
            assert scanning.page.evaluate("breaches") == []
            assert scanning.errors == []
            scanning.page.context.close()
