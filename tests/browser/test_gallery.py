"""Every part of the look holds up: phone, tablet and desk, day and night, English and long Spanish."""

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, ViewportSize, expect, sync_playwright

from tests.browser.chromium import launch
from tests.browser.eyes import AXE, FADED, SMALL, UNDERSIZED, WIDTH, WRONG_OR_CROWDED
from tests.browser.gallery import EMPTY_PAGES, PAGES, served

VIEWS = [*PAGES, *(f"{page}?empty" for page in EMPTY_PAGES)]
PHONE = ViewportSize(width=360, height=740)
TABLET = ViewportSize(width=820, height=1180)
DESK = ViewportSize(width=1280, height=900)
SIZES = {"phone": PHONE, "tablet": TABLET, "desk": DESK}

MOVING = """() => [...document.querySelectorAll("*")]
    .map(each => [each, getComputedStyle(each)])
    .filter(([, { animationName, transitionDuration }]) =>
        animationName !== "none" || transitionDuration.split(", ").some(each => parseFloat(each)))
    .map(([each]) => each.outerHTML.slice(0, 90))"""
UNDRAWN = """() => [...document.querySelectorAll("svg.icon use")]
    .filter(each => each.checkVisibility() && !each.getBBox().width && !each.getBBox().height)
    .map(each => each.getAttribute("href"))"""
CUT_OFF = """() => [...document.querySelectorAll(".sheet")]
    .some(each => each.scrollWidth > each.clientWidth)"""
# A tablet is drawn as a phone is, with more room.
QUESTIONS = {
    "phone": (WRONG_OR_CROWDED, SMALL, UNDERSIZED, UNDRAWN, MOVING),
    "tablet": (SMALL, CUT_OFF),
    "desk": (WRONG_OR_CROWDED, SMALL),
}


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = launch(playwright)
        yield browser
        browser.close()


@pytest.fixture(scope="module")
def english() -> Iterator[str]:
    with served("en") as address:
        yield address


@pytest.fixture(scope="module")
def spanish() -> Iterator[str]:
    with served("es") as address:
        yield address


@pytest.fixture
def phone(chromium: Browser, english: str) -> Iterator[Page]:
    with chromium.new_context(viewport=PHONE, base_url=english) as context:
        yield context.new_page()


@pytest.mark.parametrize("language", ["english", "spanish"])
def test_every_page_holds_up(chromium: Browser, request: pytest.FixtureRequest, language: str) -> None:
    """Each page once: by day and by night, on a phone, a tablet and a desk."""
    address = request.getfixturevalue(language)
    with chromium.new_context(viewport=PHONE, base_url=address, reduced_motion="reduce") as context:
        page = context.new_page()
        said = what_is_said_by(page)
        found = {view: wrong for view in VIEWS if (wrong := faults_of(page, view))}
    assert (found, said) == ({}, [])


def test_the_bar_is_a_rail_at_a_desk_and_steps_aside_while_counting(chromium: Browser, english: str) -> None:
    with chromium.new_context(viewport=DESK, base_url=english) as context:
        page = context.new_page()
        page.goto("/rooms")
        expect(page.get_by_role("navigation", name="Main").get_by_text("Ana Rivera")).to_be_visible()
        assert page.locator(".bar").bounding_box() == {"x": 0, "y": 0, "width": 248, "height": 900}
        page.set_viewport_size(TABLET)
        assert bottom_of(page, ".bar") == TABLET["height"]
        page.goto("/count")
        expect(page.locator(".bar")).to_have_count(0)
        assert bottom_of(page, ".action") == TABLET["height"]


def test_what_has_the_focus_is_never_under_the_bars(phone: Page) -> None:
    """WCAG 2.4.11: on a long page walked by keyboard, the two bars cover nothing that is focused."""
    phone.goto("/parts")
    covered = []
    for _ in range(60):
        phone.keyboard.press("Tab")
        if hidden := phone.evaluate("""() => {
            const at = document.activeElement, box = at.getBoundingClientRect()
            const top = document.elementFromPoint(box.x + box.width / 2, box.y + box.height / 2)
            const seen = at === document.body || at.contains(top) || at.closest("label")?.contains(top)
            return seen ? null : at.outerHTML.slice(0, 90)
        }"""):
            covered.append(hidden)
    assert covered == []


def test_the_tabs_of_a_count_answer_to_arrows(phone: Page) -> None:
    phone.goto("/count")
    phone.get_by_role("tab", name="To find").focus()
    phone.keyboard.press("ArrowRight")
    expect(phone.get_by_role("tab", name="Seen")).to_have_attribute("aria-selected", "true")
    expect(phone.get_by_role("tabpanel", name="Seen")).to_be_visible()
    expect(phone.get_by_role("tabpanel", name="To find")).to_be_hidden()


def test_a_reason_is_asked_in_a_sheet_that_closes_again(phone: Page) -> None:
    phone.goto("/count")
    phone.get_by_role("button", name="Not here…").first.click()
    sheet = phone.get_by_role("dialog", name="A104198 is not here")
    expect(sheet).to_be_visible()
    sheet.get_by_role("button", name="Cancel").click()
    expect(sheet).to_be_hidden()


def test_removing_asks_first_and_no_means_no(phone: Page) -> None:
    phone.goto("/parts")
    phone.locator("#asks").click()
    question = phone.get_by_role("dialog", name="Remove room 204 from the list?")
    expect(question).to_contain_text("wait for a new room")
    question.get_by_role("button", name="Cancel").click()
    expect(question).to_be_hidden()
    assert phone.url.endswith("/parts")
    phone.locator("#asks").click()
    question.get_by_role("button", name="Remove").click()
    phone.wait_for_url("**/parts?")


def test_a_request_that_was_not_confirmed_is_never_sent_and_can_be_asked_again(phone: Page) -> None:
    phone.goto("/parts")
    sent: list[str] = []
    phone.on("request", lambda request: sent.append(request.url))
    phone.locator("#requests").click()
    phone.get_by_role("dialog").get_by_role("button", name="Cancel").click()
    phone.locator("#requests").click()
    phone.keyboard.press("Escape")
    assert not any(url.endswith("/broken") for url in sent)
    phone.locator("#requests").click()
    phone.get_by_role("dialog").get_by_role("button", name="Continue").click()
    expect(phone.get_by_role("alert")).to_have_text("The register is being moved. Come back at four.")


def test_picked_devices_are_counted_and_offered_a_move(phone: Page) -> None:
    phone.goto("/devices")
    offer = phone.locator("[data-picked]")
    expect(offer).to_be_hidden()
    phone.get_by_label("Select A104201").check()
    expect(offer).to_contain_text("1 selected")
    phone.get_by_label("Select all on this page").check()
    expect(offer).to_contain_text("6 selected")


def test_a_chosen_file_is_named(phone: Page) -> None:
    phone.goto("/import")
    phone.locator("#file").set_input_files(
        {"name": "assets-2026.csv", "mimeType": "text/csv", "buffer": b"Tag"}
    )
    expect(phone.locator("file-drop").first).to_contain_text("assets-2026.csv")


def test_a_broken_answer_is_said_in_the_servers_words(phone: Page) -> None:
    phone.goto("/rooms")
    phone.evaluate("() => htmx.ajax('GET', '/broken', 'main')")
    expect(phone.get_by_role("alert")).to_have_text("The register is being moved. Come back at four.")
    expect(phone.get_by_text("Room 204")).to_be_visible()


def test_a_lost_connection_is_said_and_taken_back(phone: Page) -> None:
    phone.goto("/rooms")
    phone.context.set_offline(True)
    expect(phone.get_by_role("alert")).to_contain_text("No connection just now.")
    phone.evaluate("() => htmx.ajax('GET', '/rooms', 'main')")
    expect(phone.get_by_role("alert")).to_contain_text("could not be reached")
    phone.context.set_offline(False)
    expect(phone.get_by_role("alert")).to_have_text("")


def test_paper_has_no_buttons_and_the_exact_hour(phone: Page) -> None:
    phone.goto("/asset")
    phone.emulate_media(media="print")
    expect(phone.locator(".bar")).to_be_hidden()
    expect(phone.get_by_text("Check in")).to_be_hidden()
    after = "() => getComputedStyle(document.querySelector('time'), '::after').content"
    assert "Nov 12, 2026, 10:32" in phone.evaluate(after)


def what_is_said_by(page: Page) -> list[str]:
    """A style attribute, an inline script or a missing file would be said on the console."""
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    return said


def faults_of(page: Page, view: str) -> dict[str, Any]:
    found: dict[str, Any] = {}
    page.set_viewport_size(PHONE)
    page.goto(f"/{view}")
    page.evaluate(AXE)
    if (wide := page.evaluate(WIDTH)) > PHONE["width"]:
        found["wide"] = wide
    for size, questions in QUESTIONS.items():
        page.set_viewport_size(SIZES[size])
        found |= {
            f"{size}: {question}": wrong for question in questions if (wrong := page.evaluate(question))
        }
        if WRONG_OR_CROWDED not in questions:
            continue
        page.emulate_media(color_scheme="dark")
        found |= {f"{size}, dark": wrong for wrong in [page.evaluate(FADED)] if wrong}
        page.emulate_media(color_scheme="light")
    return found


def bottom_of(page: Page, selector: str) -> float:
    box = page.locator(selector).bounding_box()
    assert box
    return box["y"] + box["height"]
