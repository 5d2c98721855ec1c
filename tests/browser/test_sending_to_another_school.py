"""Ivy packs two devices by scan and sends them; Lola at the other school scans them in. Policy: RCV-4."""

import re

from playwright.sync_api import Page, expect

from tests.browser.journeys import taps
from tests.browser.journeys.phones import Phones
from tests.browser.journeys.school import School


def scan(page: Page, code: str, said: str) -> None:
    """What the page says of a scan."""
    taps.scan(page, code)
    expect(page.locator("#contents .verdict")).to_contain_text(said)
    expect(page.locator("#contents .verdict")).to_contain_text(code)


def test_sent_by_scan_and_accepted_by_scan_at_another_school(phones: Phones, school: School) -> None:
    ivy = phones("ivy")
    ivy.goto("/transfers/new")
    ivy.get_by_label("To which site?").select_option("8729")
    ivy.get_by_label("Why?").fill("Moved with Ms. Rivera")
    ivy.get_by_role("button", name="Make the packing list").click()
    scan(ivy, "A1001", "Packed")
    scan(ivy, "A1002", "Packed")
    scan(ivy, "A1001", "On the list already")
    scan(ivy, "A1030", "Check it in first")
    ivy.get_by_role("button", name="Take A1002 off the list").click()
    expect(ivy.locator("#contents .row.asset")).to_have_count(1)
    scan(ivy, "A1002", "Packed")
    ivy.get_by_role("button", name="Send to Lincoln High").click()
    expect(ivy.get_by_text("2 devices are on their way to Lincoln High.")).to_be_visible()

    lola = phones("lola")
    lola.goto("/scan")
    taps.scan(lola, "A1001")
    expect(lola.get_by_text("A1001 is on its way to you")).to_be_visible()
    lola.get_by_role("button", name="Accept", exact=True).click()
    expect(lola.get_by_text("1 of 2 arrived")).to_be_visible()
    scan(lola, "A1011", "Not on the list")
    scan(lola, "A1002", "Arrived")
    expect(lola.get_by_text("Everything has arrived")).to_be_visible()
    expect(lola.locator(".action")).to_be_hidden()

    ivy.goto("/transfers")
    expect(ivy.get_by_role("link", name=re.compile("To Lincoln High"))).to_contain_text("Arrived")
    with school.app.app_context():
        sites = {school.district.asset(tag).site.code for tag in ("A1001", "A1002")}
    assert sites == {"8729"}
    assert school.faults() == []
