"""Trouble is reported in three taps: from a scan, from a count, and without a network. Policy: LOSS-1."""

import re

from playwright.sync_api import Page, expect

from app.domain import losses
from tests.browser.journeys.phones import Phones
from tests.browser.journeys.school import School
from tests.browser.journeys.taps import count_on, scan, start


def test_a_scanned_device_is_reported_in_three_taps(phones: Phones, school: School) -> None:
    """From the scan its page opens: report, what happened, send."""
    page = phones("tess")
    count_on(page)
    done = start(page, "/scan")
    scan(page, "A1001")
    expect(page).to_have_url(re.compile("/assets/"))
    told(page, "Stolen")
    assert done() == (1, 3)
    expect(page.locator("#reports")).to_contain_text("Stolen")
    nothing_to_do_with_it_but_count(page)
    standing(school, "A1001", "stolen")


def test_a_device_that_a_count_misses_is_reported_in_three_taps(phones: Phones, school: School) -> None:
    """From the list of what is still to find: not here because, lost, send."""
    counting = phones.counting("tess", "204")
    page = counting.page
    count_on(page)
    done = start(page, page.url)
    expect(counting.card).to_contain_text("8 to find")
    counting.row("A1002").get_by_role("button", name="Not here…").click()
    page.get_by_role("button", name="It is lost: report it").click()
    page.locator("#report").get_by_role("button", name="Send").click()
    expect(page.locator("#toasts")).to_contain_text("Reported: A1002", timeout=15_000)
    assert done() == (0, 3)
    page.get_by_role("link", name="Finish room").click(trial=True)
    expect(counting.pill.locator("[data-in=sent]")).to_be_visible(timeout=15_000)
    standing(school, "A1002", "lost")
    expect(counting.card.get_by_text("7 to find")).to_be_visible(timeout=15_000)
    expect(page.locator("[data-count=to-find]")).to_have_text("7")


def test_without_a_network_it_is_kept_and_what_is_refused_names_the_device(
    phones: Phones, school: School
) -> None:
    """Meanwhile somebody else says it is stolen: both sides wait to be looked at, and the tag is named."""
    page = phones("ivy")
    with school.changing() as district:
        asset = district.asset("A1003").uuid
    page.goto(f"/assets/{asset}")
    page.context.set_offline(True)
    told(page, "Lost")
    expect(page.locator("device-waits")).to_contain_text("Reported A1003: lost")
    expect(page.locator(".action")).to_be_hidden()
    with school.changing() as district:
        losses.report(district.asset("A1003"), "stolen", district.act("jonas"))
    page.context.set_offline(False)
    expect(page.locator("#toasts .stop")).to_contain_text("A1003", timeout=15_000)
    expect(page.locator("device-waits")).to_be_hidden()
    nothing_to_do_with_it_but_count(page)
    standing(school, "A1003", "stolen")


def nothing_to_do_with_it_but_count(page: Page) -> None:
    """Whatever was said about a device is at once what may be done with it."""
    expect(page.locator(".action")).to_have_text("Count a room", use_inner_text=True)


def told(page: Page, kind: str) -> None:
    page.get_by_role("button", name="Report trouble").click()
    page.locator("#report").get_by_role("radio", name=kind).click()
    page.locator("#report").get_by_role("button", name="Send").click()
    expect(page.locator("#toasts")).to_contain_text(re.compile("Reported(, and kept in this browser)?: A100"))


def standing(school: School, tag: str, state: str) -> None:
    with school.changing() as district:
        assert district.asset(tag).state == state
    assert school.faults() == []
