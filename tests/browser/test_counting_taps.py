"""The five daily jobs from the first screen to done, in taps and scans that cannot grow unseen. Policy: CUS-2."""

import re

from playwright.sync_api import Locator, Page, expect

from app.domain import register
from tests.browser.journeys.phones import Phones
from tests.browser.journeys.school import School
from tests.browser.journeys.taps import awake, count_on, scan, start


def test_a_device_is_checked_out_by_badge_in_two_scans_and_no_tap(phones: Phones, school: School) -> None:
    """The first screen is Scan: a badge leads to the desk, and is in its hand there."""
    page = counted(phones)
    done = start(page, "/scan")
    scan(page, "700001")
    expect(page).to_have_url(re.compile("/checkout$"))
    expect(page.locator("[data-hands]")).to_contain_text("Sam Nguyen")
    expect(page.locator("[data-hands]")).to_contain_text("Holds A1030")
    scan(page, "A1020")
    expect(row(page, "A1020")).to_contain_text("to Sam Nguyen")
    expect(row(page, "A1020")).to_contain_text("Done")
    assert done() == (2, 0)
    with school.changing() as district:
        assert str(district.asset("A1020").holder) == "Sam Nguyen"


def test_a_device_is_checked_in_in_one_scan(phones: Phones, school: School) -> None:
    """At the desk's own screen, or where Scan begins there; from Scan itself a device's page asks for one tap more."""
    page = counted(phones)
    done = start(page, "/checkin")
    scan(page, "A1030")
    expect(row(page, "A1030")).to_contain_text("from Sam Nguyen")
    expect(row(page, "A1030")).to_contain_text("Done")
    assert done() == (1, 0)
    scan(page, "A1030")
    expect(page.locator("[data-desk=not-held]")).to_contain_text("Storage")
    row(page, "A1030").get_by_role("button", name="Undo").click()
    expect(row(page, "A1030")).to_contain_text("Undone")
    page.get_by_label("Scan begins here").check()
    expect(page.get_by_role("link", name="Look up instead")).to_be_visible()
    done = start(page, "/scan")
    scan(page, "A1030")
    expect(row(page, "A1030")).to_contain_text("Done")
    assert done() == (1, 0)
    row(page, "A1030").get_by_role("button", name="Undo").click()
    expect(row(page, "A1030")).to_contain_text("Undone")
    expect(page.locator("unsent-pill a")).to_have_attribute("data-state", "sent")
    page.get_by_label("Scan begins here").uncheck()
    expect(page.get_by_role("link", name="Look up instead")).to_be_hidden()
    expect(page.locator("[data-done] .row")).to_have_count(0)
    done = start(page, "/scan")
    scan(page, "A1030")
    page.get_by_role("link", name="Check in").click()
    expect(row(page, "A1030")).to_contain_text("Done")
    assert done() == (1, 1)
    with school.changing() as district:
        assert district.asset("A1030").holder is None
    assert school.faults() == []


def test_an_undisturbed_cart_is_confirmed_in_one_scan_and_one_tap(phones: Phones) -> None:
    page = counted(phones)
    done = start(page, "/scan")
    scan(page, "https://rollcall.example/t/C1")
    expect(page).to_have_url(re.compile("/carts/"))
    awake(page)
    page.get_by_role("button", name="All here").click()
    expect(page.get_by_text("Confirmed: 2 here")).to_be_visible()
    assert done() == (1, 1)


def test_a_room_of_thirty_is_counted_in_thirty_scans_and_two_taps(phones: Phones, school: School) -> None:
    """The room, and finish: where nothing is off there is no difference to look at first."""
    with school.changing() as district:
        store, model = district.room("LIB"), district.asset("A1001").model
        for number in range(30):
            register.register(store.site, room=store, model=model, act=district.act(), tag=f"D{number:04}")
    page = counted(phones)
    done = start(page, "/rooms")
    page.get_by_role("link", name=re.compile("Library")).click()
    for number in range(30):
        scan(page, f"D{number:04}")
    expect(page.locator("[data-count=seen-panel]")).to_have_text("30", timeout=15_000)
    expect(page.locator("unsent-pill a")).to_have_attribute("data-state", "sent")
    page.get_by_role("link", name="Finish room").click()
    expect(page.get_by_role("heading", name="Who saw what")).to_be_visible()
    assert done() == (30, 2)
    assert school.faults() == []


def test_a_broken_device_is_replaced_in_two_scans_and_two_taps(phones: Phones, school: School) -> None:
    page = counted(phones)
    done = start(page, "/scan")
    scan(page, "A1030")
    expect(page).to_have_url(re.compile("/assets/"))
    page.wait_for_load_state()  # a script of its own takes the device along
    page.get_by_role("link", name="Replace").click()
    expect(page.locator("[data-hands]")).to_contain_text("Now the new device")
    scan(page, "A1020")
    page.get_by_role("button", name="Broken").click()
    expect(row(page, "A1020")).to_contain_text("Done")
    assert done() == (2, 2)
    with school.changing() as district:
        old, new = district.asset("A1030"), district.asset("A1020")
        assert (old.condition, old.state, str(new.holder)) == ("damaged", "in_stock", "Sam Nguyen")
    assert school.faults() == []


def counted(phones: Phones) -> Page:
    page = phones("ivy")
    count_on(page)
    return page


def row(page: Page, tag: str) -> Locator:
    return page.locator("[data-done] .row").filter(has_text=tag).first
