"""The scanner alone on a page, in browsers whose cameras see what a test lays under them."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Playwright, sync_playwright

from tests.browser.chromium import fake_camera, launch
from tests.browser.scanner.desk import pair, still
from tests.browser.scanner.scanning import Opening, Scanning
from tests.browser.scanner.server import serving


@pytest.fixture(scope="module")
def harness() -> Iterator[str]:
    with serving() as address:
        yield address


@pytest.fixture(scope="module")
def playwright() -> Iterator[Playwright]:
    with sync_playwright() as running:
        yield running


@pytest.fixture(scope="module")
def phone(playwright: Playwright) -> Iterator[Browser]:
    """A phone whose camera sees no codes; it asks before it gives the camera."""
    args = ["--use-fake-device-for-media-stream", "--host-resolver-rules=MAP rollcall.test 127.0.0.1"]
    browser = launch(playwright, args=args)
    yield browser
    browser.close()


@pytest.fixture(scope="module")
def over_a_pair(playwright: Playwright, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    """A phone held over two Chromebooks at once."""
    film = still(tmp_path_factory.mktemp("film") / "pair.mjpeg", pair())
    browser = launch(playwright, args=fake_camera(film))
    yield browser
    browser.close()


@pytest.fixture
def showing(playwright: Playwright) -> Iterator[Callable[[Path | None], Browser]]:
    """Phones of a test's own, each with its film; without one, there is no camera at all."""
    browsers = []

    def show(film: Path | None) -> Browser:
        browsers.append(launch(playwright, args=fake_camera(film) if film else []))
        return browsers[-1]

    yield show
    for browser in browsers:
        browser.close()


@pytest.fixture
def opened(harness: str, showing: Callable[[Path | None], Browser]) -> Iterator[Opening]:
    opening = Opening(harness)
    yield opening
    opening.close()


@pytest.fixture
def resting(phone: Browser, opened: Opening) -> Scanning:
    """The scanner before anybody has started its camera."""
    return opened(phone, autostart="")
