"""A picture of every page under screens/: `make screens`."""

import argparse
import logging
import shutil
import tempfile
from pathlib import Path
from typing import NamedTuple

from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from tests.browser import chromium, pages, places, showcase

SCREENS = Path(__file__).parents[2] / "screens"
# Milliseconds for what a page asks for when it is there.
SETTLED = 120
# A worker is blocked here: what it would offer is shown as if it had come.
OFFER = """document.querySelector("app-update").hidden = false"""
SIZES = {"phone": (360, 740), "tablet": (820, 1180), "desk": (1280, 900)}


class Look(NamedTuple):
    """How a page is looked at."""

    size: str
    scheme: str
    language: str

    def __str__(self) -> str:
        return "-".join(self)


LOOKS = [
    Look("phone", "light", "en"),
    Look("phone", "dark", "es"),
    Look("tablet", "light", "es"),
    Look("desk", "light", "en"),
    Look("desk", "dark", "es"),
]


def main() -> None:
    """Take the pictures; `--only WORD` takes those whose page has the word in its name, `--look` those looks."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--only", default="")
    parser.add_argument("--role", default="", help="such as principal; without it, whoever may see a page")
    parser.add_argument("--look", default="", help="such as phone-dark-es; all without it")
    wanted = parser.parse_args()
    logging.getLogger("werkzeug").setLevel(logging.ERROR)
    if not (wanted.only or wanted.look):
        shutil.rmtree(SCREENS, ignore_errors=True)
    with tempfile.TemporaryDirectory() as place, sync_playwright() as playwright:
        browser = chromium.launch(playwright)
        for kind, district in (("full", pages.full), ("empty", pages.empty)):
            with district(Path(place) / kind) as (app, address, shown):
                for look in (look for look in LOOKS if wanted.look in str(look)):
                    folder = SCREENS / f"{look}-{kind}"
                    with looking(browser, look) as context:
                        photograph(context, address, _chosen(places.OUTSIDE, wanted.only), folder)
                        chosen = _chosen(shown, wanted.only)
                        for role in [wanted.role] if wanted.role else ("its", "idm"):
                            context.clear_cookies()
                            sign_in(context.new_page(), address, role)
                            own = [one for one in chosen if wanted.role or one.role == role]
                            photograph(context, address, own, folder)
                        if wanted.only in "new-version":
                            room = next(page for page in shown if page.name == "room")
                            photograph_new_version(context, address + room.path, folder)
                if kind == "full" and not wanted.look and wanted.only in "showcase":
                    showcase.take(playwright, app, address, shown, Path(place))
        browser.close()
    print(f"{len(list(SCREENS.rglob('*.png')))} pictures in {SCREENS}")


def looking(browser: Browser, look: Look) -> BrowserContext:
    """A browser of that size, scheme and language."""
    width, height = SIZES[look.size]
    return browser.new_context(
        viewport={"width": width, "height": height},
        color_scheme="dark" if look.scheme == "dark" else "light",
        locale=look.language,
        device_scale_factor=1,
        reduced_motion="reduce",
        service_workers="block",
    )


def photograph(context: BrowserContext, address: str, shown: list[places.Page], folder: Path) -> None:
    """Each page whole; a count on a phone as it is first seen."""
    page = context.new_page()
    folder.mkdir(parents=True, exist_ok=True)
    for one in shown:
        page.goto(address + one.path)
        page.wait_for_timeout(SETTLED)
        first_sight = folder.name.startswith("phone") and one.name.startswith("count")
        page.screenshot(path=folder / f"{one.name}.png", full_page=not first_sight)
    page.close()


def photograph_new_version(context: BrowserContext, address: str, folder: Path) -> None:
    """What is said when another release is ready, above the next step."""
    page = context.new_page()
    page.goto(address)
    page.evaluate(OFFER)
    page.screenshot(path=folder / "new-version.png")
    page.close()


def _chosen(shown: list[places.Page], word: str) -> list[places.Page]:
    return [one for one in shown if word in one.name]


def sign_in(page: Page, address: str, role: str) -> None:
    """Come in as one of the demonstration's people."""
    page.goto(f"{address}/sign-in")
    page.fill("[name=email][type=email]", f"{role}@demo.test")
    page.fill("[name=password][type=password]", pages.DEMO_PASSWORD)
    page.click("main form button.go")
    page.wait_for_url(lambda url: "/sign-in" not in url)


if __name__ == "__main__":
    main()
