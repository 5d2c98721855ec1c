"""Phones on which people of Marshall Middle count rooms, against the school's real server."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Playwright, sync_playwright

from tests.browser.chromium import launch
from tests.browser.journeys.phones import Phones
from tests.browser.journeys.school import School, open_school


@pytest.fixture(scope="module")
def playwright() -> Iterator[Playwright]:
    with sync_playwright() as running:
        yield running


@pytest.fixture(scope="module")
def no_camera(playwright: Playwright) -> Iterator[Browser]:
    """A browser on a machine without a camera: typing and hand scanners work all the same."""
    browser = launch(playwright)
    yield browser
    browser.close()


@pytest.fixture
def school(school_sqlite: Path, tmp_path: Path) -> Iterator[School]:
    """Marshall Middle and Lincoln High behind a server of this test's own."""
    with open_school(school_sqlite, tmp_path) as open_:
        yield open_


@pytest.fixture
def phones(playwright: Playwright, no_camera: Browser, school: School) -> Iterator[Phones]:
    """`phones("ivy")` is a phone on which Ivy has signed in; with a film, its camera sees that."""
    handed_out = Phones(playwright, no_camera, school)
    yield handed_out
    handed_out.collect()
