"""Every part of the look holds up: phone, tablet and desk, day and night, English and long Spanish."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, ViewportSize, expect, sync_playwright

from tests.browser.chromium import launch
from tests.browser.gallery import EMPTY_PAGES, PAGES, served

AXE = Path(__file__).resolve().parents[2] / "node_modules" / "axe-core" / "axe.min.js"
VIEWS = [*PAGES, *(f"{page}?empty" for page in EMPTY_PAGES)]
PHONE = ViewportSize(width=360, height=740)
TABLET = ViewportSize(width=820, height=1180)
DESK = ViewportSize(width=1280, height=900)

WRONG = """async () => (await axe.run(document, {rules: {"target-size": {enabled: true}}})).violations
    .map(each => each.id + ": " + each.nodes.map(node => node.html.slice(0, 160)).join(" | "))"""
# What can be pressed, and the box a finger has: a ticked box is pressed by its label.
SMALL = """() => [...document.querySelectorAll("a[href], button, input, select, textarea")]
    .filter(each => each.checkVisibility({visibilityProperty: true}) && !each.matches(".skip, [type=file]"))
    .map(each => [each, (each.closest("label") ?? each).getBoundingClientRect()])
    .filter(([, box]) => Math.round(box.height) < 44 || Math.round(box.width) < 44)
    .map(([each, box]) => `${each.outerHTML.slice(0, 90)} ${box.width} × ${box.height}`)"""
MOVING = """() => [...document.querySelectorAll("*")]
    .map(each => [each, getComputedStyle(each)])
    .filter(([, { animationName, transitionDuration }]) =>
        animationName !== "none" || transitionDuration.split(", ").some(each => parseFloat(each)))
    .map(([each]) => each.outerHTML.slice(0, 90))"""
UNDERSIZED = """() => [...document.querySelectorAll("body *")]
    .filter(each => [...each.childNodes].some(node => node.nodeType === 3 && node.data.trim()))
    .filter(each => each.checkVisibility())
    .filter(each => parseFloat(getComputedStyle(each).fontSize) <
        (each.closest(".bar, .badge, .ring, unsent-pill") ? 12 : 14))
    .map(each => each.outerHTML.slice(0, 90))"""

UNDRAWN = """() => [...document.querySelectorAll("svg.icon use")]
    .filter(each => each.checkVisibility() && !each.getBBox().width && !each.getBBox().height)
    .map(each => each.getAttribute("href"))"""


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


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("size", [PHONE, DESK], ids=["phone", "desk"])
def test_axe_finds_nothing_on_any_page(chromium: Browser, spanish: str, scheme: Any, size: Any) -> None:
    with chromium.new_context(
        viewport=size, base_url=spanish, color_scheme=scheme, reduced_motion="reduce"
    ) as context:
        page = context.new_page()
        found = {view: wrong for view in VIEWS if (wrong := axe(page, view))}
    assert found == {}


def test_axe_finds_nothing_in_english_on_a_tablet(chromium: Browser, english: str) -> None:
    with chromium.new_context(viewport=TABLET, base_url=english, reduced_motion="reduce") as context:
        page = context.new_page()
        found = {view: wrong for view in VIEWS if (wrong := axe(page, view))}
    assert found == {}


@pytest.mark.parametrize("language", ["english", "spanish"])
def test_nothing_is_wider_than_a_small_phone(
    chromium: Browser, request: pytest.FixtureRequest, language: str
) -> None:
    address = request.getfixturevalue(language)
    with chromium.new_context(viewport=PHONE, base_url=address) as context:
        page = context.new_page()
        wide = {view: width for view in VIEWS if (width := width_of(page, view)) > PHONE["width"]}
    assert wide == {}


def test_no_column_of_a_table_is_cut_off_on_a_tablet(chromium: Browser, spanish: str) -> None:
    with chromium.new_context(viewport=TABLET, base_url=spanish) as context:
        page = context.new_page()
        hidden = (
            "() => [...document.querySelectorAll('.sheet')].some(each => each.scrollWidth > each.clientWidth)"
        )
        assert on_every_view(page, hidden) == {}


@pytest.mark.parametrize("size", [PHONE, TABLET, DESK], ids=["phone", "tablet", "desk"])
def test_whatever_can_be_pressed_is_big_enough_for_a_thumb(
    chromium: Browser, spanish: str, size: Any
) -> None:
    with chromium.new_context(viewport=size, base_url=spanish) as context:
        page = context.new_page()
        assert on_every_view(page, SMALL) == {}


def test_nothing_is_printed_too_small_to_read(phone: Page) -> None:
    assert on_every_view(phone, UNDERSIZED) == {}


def test_every_icon_is_in_the_sprite(phone: Page) -> None:
    assert on_every_view(phone, UNDRAWN) == {}


def test_nothing_moves_for_who_asked_for_stillness(chromium: Browser, english: str) -> None:
    with chromium.new_context(viewport=PHONE, base_url=english, reduced_motion="reduce") as context:
        assert on_every_view(context.new_page(), MOVING) == {}


def test_the_parts_live_under_the_products_own_policy(phone: Page) -> None:
    """A style attribute, an inline script or a missing file would be said on the console."""
    said: list[str] = []
    phone.on("console", lambda message: said.append(message.text))
    phone.on("pageerror", lambda error: said.append(str(error)))
    for view in VIEWS:
        phone.goto(f"/{view}")
    assert said == []


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
    assert "12 Nov 2026, 10:32" in phone.evaluate(after)


def axe(page: Page, view: str) -> list[str]:
    page.goto(f"/{view}")
    page.evaluate(AXE.read_text(encoding="utf-8"))
    wrong: list[str] = page.evaluate(WRONG)
    return wrong


def on_every_view(page: Page, question: str) -> dict[str, Any]:
    answers = {}
    for view in VIEWS:
        page.goto(f"/{view}")
        if answer := page.evaluate(question):
            answers[view] = answer
    return answers


def width_of(page: Page, view: str) -> int:
    page.goto(f"/{view}")
    width: int = page.evaluate("document.documentElement.scrollWidth")
    return width


def bottom_of(page: Page, selector: str) -> float:
    box = page.locator(selector).bounding_box()
    assert box
    return box["y"] + box["height"]
