"""A principal goes over the outcome on a tablet, draws spot checks, signs by hand; the paper's code opens its seal."""

import numpy as np
import pypdfium2
import zxingcpp
from playwright.sync_api import Page, ViewportSize, expect

from tests.browser.journeys.phones import Phones
from tests.browser.journeys.school import School
from tests.district import PASSWORD

TABLET = ViewportSize(width=820, height=1180)


def draw_a_mark(page: Page) -> None:
    box = page.locator("drawn-mark canvas").bounding_box()
    assert box is not None
    left, middle = box["x"] + 30, box["y"] + box["height"] / 2
    page.mouse.move(left, middle)
    page.mouse.down()
    for step in range(1, 9):
        page.mouse.move(left + 30 * step, middle + (25 if step % 2 else -25), steps=3)
    page.mouse.up()


def code_on(pdf: bytes) -> str:
    """What the QR code of a paper's first page says."""
    picture = np.asarray(pypdfium2.PdfDocument(pdf)[0].render(scale=3).to_pil().convert("L"))
    [read] = zxingcpp.read_barcodes(picture)
    return str(read.text)


def test_a_whole_school_from_a_phone_to_a_seal(phones: Phones, school: School) -> None:
    school.app.test_cli_runner().invoke(args=["seal-key", "make"])
    its = phones("ian")
    its.goto(f"{school.address}/cycles")
    its.get_by_role("button", name="Open the cycle for every site").click()
    expect(its.get_by_role("link", name="Marshall Middle")).to_be_visible()

    counting = phones.counting("ivy", "204")
    for tag in ("A1001", "A1002", "A1003"):
        counting.count(tag)
    counting.see_difference()
    counting.page.get_by_role("button", name="Finish room").click()
    expect(counting.page.get_by_text("Counted today")).to_be_visible()
    counting.page.goto(f"{school.address}/certification")
    expect(counting.page.get_by_text("of 12 devices sighted or explained")).to_be_visible()
    counting.page.get_by_role("button", name="Send for review").click()
    counting.page.get_by_role("dialog").get_by_role("button", name="Send for review").click()
    expect(counting.page.get_by_text("It waits for the principal now.")).to_be_visible()

    tablet = phones("paul")
    tablet.set_viewport_size(TABLET)
    tablet.goto(f"{school.address}/certification")
    tablet.get_by_role("link", name="Spot checks").click()
    tablet.get_by_role("button", name="Draw ten").click()
    tablet.get_by_label("Tag").fill("A1002")
    tablet.get_by_role("button", name="I see it").click()
    expect(tablet.get_by_text("A1002 is here.")).to_be_visible()
    tablet.get_by_role("link", name="Back").click()
    tablet.get_by_role("link", name="Review and sign").click()
    expect(tablet.get_by_text("1 of 3 seen")).to_be_visible()
    draw_a_mark(tablet)
    expect(tablet.get_by_text("There is a mark")).to_be_visible()
    tablet.get_by_label("Your name").fill("Paul Marshall")
    tablet.get_by_label("Your password").fill(PASSWORD)
    tablet.get_by_role("button", name="Sign", exact=True).click()
    paper = tablet.get_by_role("link", name="Certificate (PDF)")
    expect(paper).to_be_visible()

    answer = tablet.request.get(f"{school.address}{paper.get_attribute('href')}")
    address = code_on(answer.body())
    stranger = phones(None)
    stranger.goto(address)
    expect(stranger.get_by_text("This seal holds")).to_be_visible()

    its.reload()
    its.get_by_role("link", name="Marshall Middle").click()
    its.get_by_role("button", name="Accept").click()
    expect(its.get_by_text("Accepted", exact=True)).to_be_visible()
    assert school.faults() == []
