"""The app starts where there is no signal: rooms and the scan open from what it carries, without a name in it."""

from pathlib import Path

from playwright.sync_api import Page, Playwright, expect

from tests.browser.journeys import taps
from tests.browser.journeys.school import open_school
from tests.browser.offline.installed import (
    everything_kept,
    guest_network,
    make_ready,
    sign_in,
    started,
    still_me,
)
from tests.district import PEOPLE

STUDENTS = ("Sam", "Nguyen", "Zora", "Hidden", "700001")
STAFF = [name for name, _, _ in PEOPLE.values()]
# Who signed in here, kept by this browser alone.
OWN = ("phone person", "phone people")


def test_a_phone_that_was_made_ready_starts_without_a_server(
    playwright: Playwright, school_sqlite: Path, tmp_path: Path
) -> None:
    profile = tmp_path / "phone"
    with open_school(school_sqlite, tmp_path) as school:
        room = school.room("204")
        with started(playwright, profile, school.address) as page:
            sign_in(page)
            make_ready(page)
            page.goto("/people")
            page.goto(f"/rooms/{school.room('205')}")
            keeps_no_name(page)

    with started(playwright, profile, school.address) as page:
        page.goto("/")
        still_me(page)
        rooms = page.locator("carried-rooms .row.room")
        expect(rooms.locator("b")).to_have_text(["Library", "Room 204", "Room 205", "Storage"])
        expect(page.get_by_text("Marshall Middle as of")).to_be_visible()
        ring = rooms.filter(has_text="Room 204").get_by_role("img")
        expect(ring).to_have_attribute("aria-label", "0 of 8 counted")
        rooms.filter(has_text="Room 204").click()
        expect(page).to_have_url(f"{school.address}/rooms/{room}/count")
        expect(page.locator("meta[name=rollcall-kept]")).to_have_count(1)

        means(page, "A1001", "A1001", "Lenovo 300e Gen 4", "Room 204")
        means(page, "PFA1011", "A1011", "Room 205")
        means(page, "A1030", "A1030", "A student")
        means(page, "A1006", "Cart", "C1, slot 1")
        means(page, "700001", "A badge ending in 001")
        means(page, "NOBODY-1", "Not on this browser’s list")
        means(page, "ROOM: 8217/999", "This room is not ready for offline")
        means(page, f"https://rollcall.test/r/{room}", "Room 204", "Count this room")

        moves_and_reports(page)
        for way_in in (f"/r/{room}", f"/rooms/{room}"):
            page.goto(way_in)
            expect(page).to_have_url(f"{school.address}/rooms/{room}/count")
        page.goto("/t/A1002")
        expect(page.locator("[data-meaning]")).to_contain_text("A1002")
        page.goto("/people")
        expect(page.get_by_role("heading", name="No signal here")).to_be_visible()
        expect(page.locator("carried-sites")).to_contain_text("Marshall Middle")
        page.goto(f"/checkout/homerooms/{school.room('205')}")
        page.locator("instead-of-page").get_by_role("link", name="To the desk").click()
        taps.scan(page, "700001")
        expect(page.locator("[data-hands]")).to_contain_text("A badge ending in 001")
        keeps_no_name(page)

        with guest_network(school.address):
            page.goto("/rooms")
            expect(rooms.filter(has_text="Room 205")).to_be_visible()
            assert "CoffeeNet" not in page.content()


def moves_and_reports(page: Page) -> None:
    """What is done with a device from its verdict waits with the rest."""
    means(page, "A1002", "A1002")
    page.get_by_role("button", name="Move").click()
    page.get_by_label("To which room?").select_option("Library")
    page.get_by_role("button", name="Move it").click()
    expect(page.get_by_text("A1002 moves to Library")).to_be_visible()
    page.get_by_role("button", name="Report trouble").click()
    page.get_by_role("radio", name="Damaged").check()
    page.locator("trouble-report").get_by_role("button", name="Send").click()
    expect(page.get_by_text("Reported, and kept in this browser: A1002")).to_be_visible()
    expect(page.locator("unsent-pill [data-number]:visible")).to_have_text("2")


def means(page: Page, code: str, *words: str) -> None:
    if not page.url.endswith("/scan"):
        page.goto("/scan")
    taps.scan(page, code)
    for word in words:
        expect(page.locator("[data-meaning]")).to_contain_text(word)


def keeps_no_name(page: Page) -> None:
    kept = everything_kept(page)
    assert len(kept) > 60
    for place, text in kept.items():
        assert not [name for name in STUDENTS if name in text], place
        assert place in OWN or not [name for name in STAFF if name in text], place
