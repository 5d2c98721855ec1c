"""What the phone says at once, and the office's word, which replaces it."""

import re

from playwright.sync_api import Page, expect

from app.domain import register
from tests.browser.asked import asked
from tests.browser.journeys.counting import Counting
from tests.browser.journeys.phones import Phones
from tests.browser.journeys.school import School
from tests.faults.browser.handset import fill

CARRY = "(modules) => import(`${modules}/offline/snapshots.js`).then(({ fetchSnapshot }) => fetchSnapshot('8217'))"


def test_the_phone_answers_at_once_and_the_office_has_the_last_word(phones: Phones, school: School) -> None:
    """No network in the room; meanwhile 205's device is moved here, and two devices bear one code."""
    with school.changing() as district:
        for tag in ("A1004", "A1005"):
            register.identify(district.asset(tag), "DUO-1", district.act())
    counting = Counting(carrying(phones, school), school)
    counting.open("204")
    page = counting.page
    with school.changing() as district:
        register.move(district.asset("A1011"), district.room("204"), district.act())
    page.wait_for_load_state("networkidle")
    page.context.set_offline(True)
    for code, verdict in {"A1001": "here", "A1011": "elsewhere", "A1030": "held", "a1001": "already"}.items():
        counting.count(code.upper(), verdict)
        expect(counting.card).to_contain_text("As of")
    counting.type("duo-1")
    page.get_by_role("dialog").get_by_role("button", name="A1005").click()
    counting.expect("here", "A1005")
    counting.row("A1003").get_by_role("button", name="Seen, no tag").click()
    counting.expect_numbers(to_find=5, seen=3, off=2)
    expect(page.locator("#waiting")).to_be_hidden()
    counting.show("Seen")
    counting.row("A1003").get_by_role("button", name="Undo").click()
    counting.expect("undone")
    counting.expect_numbers(to_find=6, seen=2, off=2)
    counting.count("A1011", "already")
    counting.expect_unsent(8)

    page.context.set_offline(False)
    counting.expect_unsent(0)
    expect(page.locator("#otherwise")).to_contain_text(
        "This browser said “Elsewhere”, the office says “Here”."
    )
    expect(page.locator("#otherwise .row")).to_contain_text(["A1011"])
    counting.expect_numbers(to_find=6, seen=3, off=1)
    told = counting.told()
    assert (told["seen"], [one["tag"] for one in told["held"]], told["elsewhere"]) == (3, ["A1030"], [])

    with school.changing() as district:
        register.move(district.asset("A1012"), district.room("204"), district.act())
    counting.count("A1012")
    expect(counting.card).to_contain_text("The office says otherwise than this browser’s list.")
    assert school.faults() == []


# While `held` is true nothing that is written gets done: the disk of a phone may take its time.
SLOW_DISK = """
    const { transaction } = IDBDatabase.prototype
    IDBDatabase.prototype.transaction = function (names, mode, ...more) {
        const made = transaction.call(this, names, mode, ...more)
        const again = () => window.held && (made.objectStore([names].flat()[0]).count().onsuccess = again)
        if (mode === "readwrite") again()
        return made
    }
"""


def test_the_words_stand_at_once_and_the_tick_when_it_is_kept(phones: Phones, school: School) -> None:
    page = carrying(phones, school)
    page.context.add_init_script(SLOW_DISK)
    counting = Counting(page, school)
    counting.open("204")
    page.wait_for_load_state("networkidle")
    page.context.set_offline(True)
    page.evaluate("window.held = true")
    counting.type("A1001")
    expect(counting.card).to_contain_text(re.compile(r"Here\s*A1001"))
    expect(counting.card.locator(".glyph")).to_have_css("opacity", "0")
    counting.undo()
    counting.type("A1002")
    expect(counting.card).to_contain_text("A1002")
    assert counting.kept() == []
    page.evaluate("window.held = false")
    counting.expect("here", "A1002")
    expect(counting.card.locator(".glyph")).to_have_css("opacity", "1")
    counting.expect_unsent(2)
    counting.expect_numbers(to_find=6, seen=2, off=0)

    fill(page)
    counting.type("A1003")
    expect(counting.card).to_contain_text("Not kept")
    counting.expect_numbers(to_find=6, seen=2, off=0)
    assert [one["payload"]["code"] for one in counting.kept()] == ["A1001", "A1002"]


def test_rooms_are_drawn_anew_once_what_was_counted_has_arrived(phones: Phones, school: School) -> None:
    """Whoever signs in again is shown the rooms before their work is sent."""
    page = phones("ivy")
    counting = Counting(page, school)
    counting.open("204")
    page.context.route("**/sync", lambda route: route.abort())
    counting.type("A1001")
    expect(counting.card).to_contain_text("A1001")
    page.goto("/rooms")
    ring = page.locator("#room-list .row.room", has_text="Room 204").get_by_role("img")
    expect(ring).to_have_attribute("aria-label", "0 of 8 counted")
    page.context.unroute_all(behavior="ignoreErrors")
    page.locator("unsent-pill").evaluate("() => dispatchEvent(new Event('online'))")
    expect(ring).to_have_attribute("aria-label", "1 of 8 counted", timeout=15_000)
    expect(page.locator("#counted")).to_contain_text("1")


def test_a_room_is_finished_where_the_office_cannot_be_asked(phones: Phones, school: School) -> None:
    counting = Counting(carrying(phones, school), school)
    counting.open("205")
    page = counting.page
    page.wait_for_load_state("networkidle")
    page.context.set_offline(True)
    page.get_by_role("link", name="Finish room").click()
    outcome = page.get_by_role("region", name="In numbers")
    expect(outcome).to_contain_text("0 of 3")
    expect(outcome.get_by_role("link", name="3 missing")).to_be_visible()
    page.get_by_role("button", name="Keep looking").click()
    counting.count("A1012")
    page.get_by_role("link", name="Finish room").click()
    expect(outcome).to_contain_text("1 of 3")
    page.get_by_role("button", name="Finish room").click()
    expect(page.get_by_text("Finished in this browser")).to_be_visible()
    page.context.set_offline(False)
    expect(page.get_by_text("The office has it.")).to_be_visible(timeout=15_000)
    page.get_by_role("link", name="See what was left").click()
    expect(page.locator("#missing")).to_contain_text("A1011")
    assert counting.told_of_the_finished()["finished_at"] is not None


def carrying(phones: Phones, school: School) -> Page:
    """Ivy's phone, with the list of her school."""
    page = phones("ivy")
    page.goto("/more")
    asked(page, CARRY, f"{school.app.static_url_path}/js")
    return page
