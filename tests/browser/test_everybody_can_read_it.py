"""Every page, full and empty, as every role: axe finds nothing, nothing is too wide or too small to press."""

from collections.abc import Callable, Iterator
from http import HTTPStatus
from typing import Any, NamedTuple

import pytest
from playwright.sync_api import Browser, Page, Playwright, ViewportSize, expect

from tests.browser import pages, places
from tests.browser.chromium import launch
from tests.browser.eyes import PHONE, SMALL, WIDTH, WRONG, faults_on_a_phone, in_a_hand
from tests.browser.screens import sign_in

TABLET = ViewportSize(width=820, height=1180)
DESK = ViewportSize(width=1280, height=900)
# What differs from role to role; the rest looks alike to whoever may see it.
EACH_ROLES_OWN = {"rooms", "attention", "more", "people", "devices", "device", "room", "audit", "scan-known"}

EVERYWHERE_ELSE = {"rules": {"target-size": {"enabled": True}}}


class District(NamedTuple):
    """A served district with its pages."""

    address: str
    pages: list[places.Page]


@pytest.fixture(scope="module")
def browser(playwright: Playwright) -> Iterator[Browser]:
    chromium = launch(playwright)
    yield chromium
    chromium.close()


@pytest.fixture(scope="module")
def full(tmp_path_factory: pytest.TempPathFactory) -> Iterator[District]:
    with pages.full(tmp_path_factory.mktemp("full")) as (_app, address, shown):
        yield District(address, shown)


@pytest.fixture(scope="module")
def empty(tmp_path_factory: pytest.TempPathFactory) -> Iterator[District]:
    with pages.empty(tmp_path_factory.mktemp("empty")) as (_app, address, shown):
        yield District(address, shown)


def test_every_page_of_a_full_district_can_be_read(browser: Browser, full: District) -> None:
    assert _faults_by_role(browser, full, full.pages, _everywhere) == {}


def test_every_page_of_a_school_on_its_first_day_can_be_read(browser: Browser, empty: District) -> None:
    shown = [page for page in empty.pages if not page.name.startswith("no-signal")]
    assert _faults_by_role(browser, empty, shown, _everywhere) == {}


def test_english_fits_a_phone_and_a_finger_too(browser: Browser, full: District) -> None:
    """Shorter words make narrower buttons; the rest of what Spanish shows is no matter of language."""
    assert _faults_by_role(browser, full, full.pages, in_a_hand, locale="en") == {}


@pytest.mark.parametrize("role", [role for role in pages.ROLES if role != "idm"])
def test_every_role_can_read_its_own_by_night(browser: Browser, full: District, role: str) -> None:
    own = [page for page in full.pages if page.name in EACH_ROLES_OWN]
    assert _faults(browser, full, own, role, faults_on_a_phone, locale="en", color_scheme="dark") == {}


@pytest.mark.parametrize("language", ["en", "es"])
def test_a_stranger_can_read_what_is_outside(browser: Browser, full: District, language: str) -> None:
    assert _faults(browser, full, places.OUTSIDE, None, _everywhere, locale=language) == {}


def test_what_a_form_refuses_is_said_beside_the_field_and_can_be_read(
    browser: Browser, full: District
) -> None:
    with browser.new_context(
        viewport=PHONE, locale="es", reduced_motion="reduce", service_workers="block"
    ) as context:
        page = context.new_page()
        sign_in(page, full.address, "idm")
        for path, form, beside in (
            ("/assets/new", "#asset", "#model-error"),
            ("/labels", "#labels", "#room-error"),
            ("/rooms/new", "#room", "#code-error"),
        ):
            _open(page, full, places.Page(form, path))
            page.evaluate("form => document.querySelector(form).noValidate = true", form)
            page.locator(".action button.go").click()
            expect(page.locator(beside)).to_be_visible()
            expect(page.locator("[aria-invalid]")).to_be_focused()
            assert faults_on_a_phone(page) == []


def _faults_by_role(
    browser: Browser,
    district: District,
    shown: list[places.Page],
    look: Callable[[Page], list[str]],
    **phone: Any,
) -> dict[str, list[str]]:
    """What a look finds at each page, seen by somebody who may see it: a refusal is no page."""
    found: dict[str, list[str]] = {}
    for role in {page.role: None for page in shown}:
        own = [page for page in shown if page.role == role]
        found |= _faults(browser, district, own, role, lambda page: _refusals(page) + look(page), **phone)
    return found


def _refusals(page: Page) -> list[str]:
    status = page.evaluate("performance.getEntriesByType('navigation')[0].responseStatus")
    return ["refused"] if status == HTTPStatus.FORBIDDEN else []


def _faults(
    browser: Browser,
    district: District,
    shown: list[places.Page],
    role: str | None,
    look: Callable[[Page], list[str]],
    **phone: Any,
) -> dict[str, list[str]]:
    """What a look at each page finds, on a phone that speaks Spanish unless it is said otherwise."""
    options = {"viewport": PHONE, "locale": "es", "reduced_motion": "reduce", "service_workers": "block"}
    with browser.new_context(**options | phone) as context:
        page = context.new_page()
        if role is not None:
            sign_in(page, district.address, role)
        return {one.name: found for one in shown if (found := look(_open(page, district, one)))}


def _open(page: Page, district: District, one: places.Page) -> Page:
    page.goto(district.address + one.path)
    return page


def _everywhere(page: Page) -> list[str]:
    """By day on a phone, by night on a desk: between them everything that is drawn, and every colour."""
    found = faults_on_a_phone(page)
    page.emulate_media(color_scheme="dark")
    for size in (TABLET, DESK):
        page.set_viewport_size(size)
        wide = page.evaluate(WIDTH)
        found += [f"{wide} px wide at {size['width']}"] if wide > size["width"] else []
        found += [f"small at {size['width']}: {each}" for each in page.evaluate(SMALL, 24)]
    found += [f"desk, dark: {each}" for each in page.evaluate(WRONG, EVERYWHERE_ELSE)]
    page.set_viewport_size(PHONE)
    page.emulate_media(color_scheme="light")
    return found
