"""The count pages for every eye, ear and thumb: empty and full, phone, tablet, desk, day, night, and in Spanish."""

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Page, ViewportSize, expect

from app.domain import losses
from tests.browser.eyes import AXE, FADED, SMALL, UNDERSIZED, WRONG
from tests.browser.journeys.counting import Counting
from tests.browser.journeys.phones import Phones
from tests.browser.journeys.school import School

SIZES = {
    "phone": ViewportSize(width=360, height=740),
    "tablet": ViewportSize(width=820, height=1180),
    "desk": ViewportSize(width=1280, height=900),
}
# WRONG without its rule of size: what lies half under the bar at the bottom is not too small; SMALL measures all of it.
SHIFTS = """new PerformanceObserver((list) => {
    for (const shift of list.getEntries()) window.shifted = (window.shifted ?? 0) + shift.value
}).observe({ type: "layout-shift", buffered: true })"""
EVERY_VERDICT = {
    "A1001": "here", "A1002": "here", "A1012": "found", "A1011": "elsewhere", "A1030": "held", "B2001": "other_site",
    "X-7781": "unregistered", "a1002": "already",
}  # fmt: skip


@pytest.mark.parametrize(("size", "by_night"), [("phone", "phone"), ("tablet", "desk")])
def test_axe_finds_nothing_while_a_room_is_counted(
    phones: Phones, school: School, size: str, by_night: str
) -> None:
    found: dict[str, list[Any]] = {}
    for what, page in pages_of_a_count(phones, school, size):
        page.evaluate(AXE)
        found[what] = faults(page, size, WRONG)
        page.emulate_media(color_scheme="dark")
        found[what] += faults(page, by_night, FADED if size == by_night else WRONG)
        page.emulate_media(color_scheme="light")
        page.set_viewport_size(SIZES[size])
    assert {what: wrong for what, wrong in found.items() if wrong} == {}


def faults(page: Page, size: str, axe: str) -> list[Any]:
    page.set_viewport_size(SIZES[size])
    found = [wrong for question in (axe, SMALL, UNDERSIZED) if (wrong := page.evaluate(question))]
    width = page.evaluate("document.documentElement.scrollWidth")
    return [*found, *([f"{width} px wide"] if width > SIZES[size]["width"] else [])]


def pages_of_a_count(phones: Phones, school: School, size: str) -> Iterator[tuple[str, Page]]:
    """Each page of a count, empty and full, with each of its lists and sheets open."""
    with school.changing() as district:
        losses.report(district.asset("A1012"), "lost", district.act())
    counting = phones.counting("ivy", "LIB", viewport=SIZES[size], reduced_motion="reduce")
    page = counting.page
    yield "nothing to find", page
    counting.see_difference()
    yield "nothing to finish", page
    counting.open("204")
    yield "nothing seen", page
    for code, verdict in EVERY_VERDICT.items():
        counting.type(code)
        counting.expect(verdict)
        yield verdict, page
    counting.show("Seen")
    yield "seen", page
    counting.show("Off")
    yield "off", page
    counting.show("To find")
    counting.row("A1005").get_by_role("button", name="Not here…").click()
    yield "why not here", page
    page.get_by_role("button", name="Another reason").click()
    counting.expect("absent", "A1005")
    yield "explained", page
    counting.expect_unsent(0)
    counting.see_difference()
    yield "difference", page
    page.get_by_role("button", name="Finish room").click()
    expect(page.get_by_text("Counted today")).to_be_visible()
    yield "finished", page
    page.goto("/audits")
    yield "counts", page


def test_nothing_moves_under_the_finger_when_answers_and_lists_arrive(phones: Phones, school: School) -> None:
    counting = phones.counting("ivy", "204", reduced_motion="reduce")
    counting.page.evaluate(SHIFTS)
    places = [box_of(counting, name) for name in ("To find", "Seen", "Off")]
    for code, verdict in {
        "A1011": "elsewhere",
        "X-7781": "unregistered",
        "A1030": "held",
        "A1001": "here",
    }.items():
        counting.type(code)
        counting.expect(verdict)
        assert [box_of(counting, name) for name in ("To find", "Seen", "Off")] == places
    counting.page.context.set_offline(True)
    counting.type("A1002")
    counting.expect("kept")
    assert [box_of(counting, name) for name in ("To find", "Seen", "Off")] == places
    assert counting.page.evaluate("window.shifted ?? 0") < 0.1


def test_the_picture_and_its_verdict_stay_in_sight_while_the_lists_pass(phones: Phones) -> None:
    counting = phones.counting("ivy", "204")
    counting.count("A1001")
    counting.page.mouse.wheel(0, 600)
    expect(counting.card).to_be_in_viewport()
    expect(counting.page.locator(".finder")).to_be_in_viewport()
    expect(counting.page.get_by_role("link", name="Finish room")).to_be_in_viewport()


def test_a_count_in_spanish_fits_a_small_phone(phones: Phones, school: School) -> None:
    page = phones("ivy")
    school.speak(page.context, "es")
    counting = Counting(page, school)
    counting.open("204")
    expect(page.locator("html")).to_have_attribute("lang", "es")
    for code, verdict in EVERY_VERDICT.items():
        counting.type(code)
        counting.expect("elsewhere" if verdict == "found" else verdict)
        assert page.evaluate("document.documentElement.scrollWidth") == SIZES["phone"]["width"]


def test_a_code_can_be_typed_where_no_script_runs(phones: Phones, school: School) -> None:
    page = phones("ivy", java_script_enabled=False)
    page.goto(f"/rooms/{school.room('204')}/count")
    page.get_by_label("Tag, serial number or other code").fill("A1001")
    page.get_by_role("button", name="Count", exact=True).click()
    expect(page.locator("#verdict")).to_contain_text("Here")
    page.locator("#to-find .row", has_text="A1002").get_by_role("button", name="Seen, no tag").click()
    expect(page.locator("#verdict")).to_contain_text("Here")
    page.locator("#seen .row", has_text="A1001").get_by_role("button", name="Undo").click()
    expect(page.locator(".top .ring")).to_have_attribute("aria-label", "1 of 8 counted")
    page.get_by_role("link", name="Finish room").click()
    page.get_by_role("button", name="Finish room").click()
    expect(page.get_by_text("Counted today")).to_be_visible()
    assert school.faults() == []


def box_of(counting: Counting, tab: str) -> dict[str, float]:
    box = counting.page.get_by_role("tab", name=tab).bounding_box()
    assert box
    return {"x": box["x"], "y": box["y"]}
