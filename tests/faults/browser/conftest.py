"""Phones with a queue in them, whose network, store and clock fail on purpose, against the school's real server."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Playwright, sync_playwright

from tests.browser.chromium import launch
from tests.browser.journeys.school import School, open_school
from tests.faults.browser.handset import Handset, Handsets


@pytest.fixture(scope="module")
def playwright() -> Iterator[Playwright]:
    with sync_playwright() as running:
        yield running


@pytest.fixture(scope="module")
def browser(playwright: Playwright) -> Iterator[Browser]:
    browser = launch(playwright)
    yield browser
    browser.close()


@pytest.fixture(scope="module")
def school(school_sqlite: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[School]:
    """One for all faults of a file: each has a phone of its own, and looks for what that phone did."""
    with open_school(school_sqlite, tmp_path_factory.mktemp("school")) as open_:
        yield open_


@pytest.fixture
def handsets(browser: Browser, school: School) -> Iterator[Handsets]:
    """`handsets("ivy")` is a new phone in Ivy's hand."""
    handed_out = Handsets(browser, school)
    yield handed_out
    handed_out.collect()


@pytest.fixture
def phone(handsets: Handsets) -> Handset:
    return handsets("ivy")
