"""What people see of a phone that goes from hand to hand: the queue in plain words, and who it takes them for."""

import hashlib
import json
from pathlib import Path

from playwright.sync_api import Playwright, expect

from tests.browser.asked import asked
from tests.browser.journeys.counting import Counting
from tests.browser.journeys.phones import Phones
from tests.browser.journeys.school import School, open_school
from tests.browser.offline.installed import everything_kept, make_ready, sign_in, started, still_me


def test_the_queue_says_what_was_done_and_leaves_the_phone_as_a_file(phones: Phones, school: School) -> None:
    page = phones("ivy")
    page.goto("/rooms")
    asked(page, CARRIED)
    counting = Counting(page, school)
    counting.open("204")
    counting.count("A1001")
    counting.expect_unsent(0)
    beside_it = page.locator(".top h1").bounding_box()
    page.context.route("**/sync", lambda route: route.abort())
    counting.type("A1002")
    expect(counting.card).to_contain_text("A1002")
    counting.undo()
    counting.expect_unsent(2)
    assert page.locator(".top h1").bounding_box() == beside_it

    counting.pill.click()
    queue = page.locator("queue-page")
    rows = queue.locator("[data-done] .row")
    expect(rows.locator("[data-words]")).to_have_text(
        ["Undid: A1002 in Room 204", "Saw A1002 in Room 204", "Saw A1001 in Room 204"]
    )
    expect(rows.locator("[data-mark]")).to_have_text(["In this browser", "In this browser", "Received"])
    expect(queue).to_contain_text("To send: 2")
    with page.expect_download() as saved:
        queue.get_by_role("button", name="Save as a file").click()
    held = json.loads(Path(saved.value.path()).read_text())
    assert [hashlib.sha256(one["body"].encode()).hexdigest() for one in held["operations"]] == [
        one["sha256"] for one in held["operations"]
    ]
    assert [json.loads(one["body"])["kind"] for one in held["operations"]] == ["audit.sight", "audit.undo"]

    queue.get_by_text("Remove Rollcall from this browser").click()
    queue.get_by_role("button", name="Remove from this browser").click()
    expect(queue.get_by_text("Not while anything waits")).to_be_visible()
    page.context.unroute_all(behavior="ignoreErrors")
    queue.get_by_role("button", name="Send now").click()
    expect(queue.get_by_text("Everything is sent")).to_be_visible()
    queue.get_by_role("button", name="Remove from this browser").click()
    page.locator("confirm-dialog").get_by_role("button", name="Remove").click()
    expect(page.get_by_label("Password")).to_be_visible()
    assert counting.kept() == []


def test_a_phone_that_lay_about_asks_who_is_there_and_takes_no_scan_meanwhile(
    phones: Phones, school: School
) -> None:
    page = phones("ivy")
    counting = Counting(page, school)
    counting.open("204")
    counting.count("A1001")
    minutes = "(asks, minutes) => (asks.dataset.idleMinutes = minutes)"
    page.locator("still-there").evaluate(minutes, 0)
    page.keyboard.type("A1003\n")
    asks = page.locator("still-there dialog")
    expect(asks).to_contain_text("Still I.D.?")
    page.keyboard.type("A1003\n")
    page.keyboard.press("Escape")
    expect(asks).to_be_visible()
    assert [one["payload"]["code"] for one in counting.kept()] == ["A1001"]

    page.locator("still-there").evaluate(minutes, 30)
    still_me(page)
    expect(asks).to_be_hidden()
    counting.count("A1003")


def test_without_a_network_those_who_signed_in_here_may_take_it_over_and_who_left_may_not(
    playwright: Playwright, school_sqlite: Path, tmp_path: Path
) -> None:
    profile = tmp_path / "phone"
    with open_school(school_sqlite, tmp_path) as school, started(playwright, profile, school.address) as page:
        sign_in(page, "jonas")
        make_ready(page)
        page.context.clear_cookies()
        sign_in(page, "ivy")
        expect(page.locator("unsent-pill [data-in=sent]")).to_be_visible()

    with started(playwright, profile, school.address) as page:
        page.goto("/rooms")
        asks = page.locator("still-there dialog")
        expect(asks).to_contain_text("Still I.D.?")
        asks.get_by_role("button", name="Somebody else").click()
        asks.get_by_role("button", name="Jonas Reyes").click()
        expect(asks).to_be_hidden()
        assert '"Jonas Reyes"' in everything_kept(page)["phone person"]

        page.goto("/more")
        expect(page.get_by_role("heading", name="More")).to_be_visible()
        expect(page.locator("carried-sites")).to_contain_text("Marshall Middle")
        page.locator("sign-out").get_by_role("button", name="Sign out").click()
        expect(page.locator("sign-out dialog")).to_contain_text("Signed out in this browser")
        page.locator("sign-out").get_by_role("link", name="Sign in").click()
        expect(asks).to_contain_text("Signed out in this browser")
        page.goto("/rooms")
        expect(asks).to_contain_text("Names and lists were wiped")
        expect(page.locator(".page")).to_be_hidden()
        assert not [text for text in everything_kept(page).values() if "Ivy" in text or "Jonas" in text]


# The names of rooms come from what the phone carries.
CARRIED = """async () => {
    const modules = document.querySelector("script[src*='/js/']").src.split("/js/")[0]
    const { fetchSnapshot } = await import(`${modules}/js/offline/snapshots.js`)
    await fetchSnapshot("8217")
}"""
