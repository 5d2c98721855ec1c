"""A picture of every page under screens/: `make screens`."""

import argparse
import shutil
import tempfile
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

from tests.browser import chromium, pages

SCREENS = Path(__file__).parents[2] / "screens"
SIZES = {"phone": (360, 740), "tablet": (820, 1180), "desk": (1280, 900)}
LOOKS = [
    ("phone", "light", "en"),
    ("phone", "dark", "es"),
    ("tablet", "light", "es"),
    ("desk", "light", "en"),
    ("desk", "dark", "es"),
]


def main() -> None:
    """Take the pictures; `--only WORD` takes those whose page has the word in its name."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--only", default="")
    parser.add_argument("--role", default="idm")
    parser.add_argument("--look", default="", help="such as phone-dark-es; all without it")
    wanted = parser.parse_args()
    if not (wanted.only or wanted.look):
        shutil.rmtree(SCREENS, ignore_errors=True)
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        browser = chromium.launch(playwright)
        for kind, district in (("full", pages.full), ("empty", pages.empty)):
            with district(Path(folder) / kind) as (_app, address, shown):
                chosen = [page for page in shown if wanted.only in page.name]
                for look in (look for look in LOOKS if wanted.look in "-".join(look)):
                    photograph(browser, address, chosen, kind, wanted.role if kind == "full" else "idm", look)
        browser.close()
    print(f"{len(list(SCREENS.rglob('*.png')))} pictures in {SCREENS}")


def photograph(
    browser: Browser, address: str, shown: list[pages.Page], kind: str, role: str, look: tuple[str, str, str]
) -> None:
    size, scheme, language = look
    width, height = SIZES[size]
    context = browser.new_context(
        viewport={"width": width, "height": height},
        color_scheme="dark" if scheme == "dark" else "light",
        locale=language,
        device_scale_factor=1,
        reduced_motion="reduce",
    )
    page = context.new_page()
    folder = SCREENS / f"{size}-{scheme}-{language}-{kind}"
    folder.mkdir(parents=True, exist_ok=True)
    page.goto(f"{address}/sign-in")
    page.screenshot(path=folder / "sign-in.png", full_page=True)
    sign_in(page, address, role)
    for one in shown:
        page.goto(address + one.path)
        page.screenshot(
            path=folder / f"{one.name}.png",
            full_page=size != "phone" or one.name not in ("count", "count-open"),
        )
    context.close()


def sign_in(page: Page, address: str, role: str) -> None:
    """Come in as one of the demonstration's people."""
    page.goto(f"{address}/sign-in")
    page.fill("[name=email]", f"{role}@demo.test")
    page.fill("[name=password]", pages.DEMO_PASSWORD)
    page.click("main form button.go")
    page.wait_for_url(lambda url: "/sign-in" not in url)


if __name__ == "__main__":
    main()
