"""A cart of 36 confirmed by one photograph of it, by the server or by the phone alone; and a cart loaded by scan."""

import json
import re

from playwright.sync_api import Browser, Locator, Page, expect
from sqlalchemy import select

from app.db import db
from app.domain import carts, register
from app.domain.access import Scope
from app.models import CartCheck
from tests.browser.journeys.counting import Counting
from tests.browser.journeys.phones import PHONE, Phones
from tests.browser.journeys.school import School
from tests.browser.journeys.taps import count_on, scan, start
from tests.browser.offline.installed import prepared, still_me
from tests.corpora import corpus


def test_one_photo_and_one_tap_confirm_a_cart(phones: Phones, school: School) -> None:
    """From the first screen: the photo opens the cart it shows, all 36 are seen, and a tap confirms. Policy: CUS-7."""
    filled(school, "cart-medium")
    page = phones("tess")
    count_on(page)
    done = start(page, "/scan")
    photo(page, "cart-medium")
    expect(page).to_have_url(re.compile("/carts/"), timeout=30_000)
    expect(page.get_by_text("36 of 36 here")).to_be_visible()
    expect(page.get_by_text("All of it is in the photo")).to_be_visible()
    page.get_by_role("button", name="Confirm").click()
    expect(page.get_by_text("Confirmed: 36 here")).to_be_visible()
    assert done()[1] == 1
    assert differences(school) == set()
    assert school.faults() == []


def test_a_photo_of_another_cart_marks_nothing_and_one_undo_takes_a_photo_back(
    phones: Phones, school: School
) -> None:
    """Before the wrong cart, and in a room: nothing is kept unasked, and 36 rows do not need 36 taps."""
    filled(school, "cart-medium")
    page = phones("tess")
    with school.changing() as district:
        cart = district.asset("C1").uuid
    page.goto(f"/carts/{cart}")
    photo(page, "cart-medium")
    expect(page.get_by_text("This looks like C36")).to_be_visible(timeout=30_000)
    expect(page.get_by_text("36 of the 36 codes in the photo are its devices")).to_be_visible()
    expect(page.get_by_text("0 of 2 here")).to_be_visible()
    expect(page.locator("[data-extras]")).to_be_hidden()
    page.get_by_role("button", name="Mark it here all the same").click()
    expect(page.locator("[data-extras] .row")).to_have_count(36)
    page.get_by_role("button", name="Undo the photo").click()
    expect(page.locator("[data-extras]")).to_be_hidden()
    photo(page, "cart-medium")
    page.get_by_role("link", name="Open C36").click(timeout=30_000)
    expect(page.get_by_text("36 of 36 here")).to_be_visible()

    counting = Counting(page, school)
    counting.open("205")
    photo(page, "cart-medium")
    page.get_by_role("button", name="Count all of them").click(timeout=30_000)
    expect(counting.card).to_contain_text("Counted: 36")
    counting.expect_numbers(to_find=3, seen=0, off=36)
    page.get_by_role("button", name="Undo the photo").click()
    expect(counting.card).to_contain_text("Nothing of the photo counts.")
    counting.expect_numbers(to_find=3, seen=0, off=0)
    counting.expect_unsent(0)
    assert counting.told()["elsewhere"] == []
    assert school.faults() == []


def test_a_photo_without_a_network_is_read_by_the_phone(no_camera: Browser, school: School) -> None:
    """What is not in the photo stays unseen, what does not belong is extra, and one undo takes back the photo."""
    context = no_camera.new_context(viewport=PHONE, base_url=school.address)
    truth = filled(school, "cart-easy", without=truth_of("cart-easy")[7])
    with school.changing() as district:
        carts.load(district.asset("C36"), district.asset("A1001"), 8, district.act())
    page = prepared(school, context)
    context.set_offline(True)
    page.goto("/scan")
    if page.locator("still-there dialog[open]").count():
        still_me(page)
    scan(page, "C1")
    expect(page.get_by_role("heading", name="C1")).to_be_visible()
    page.goto("/carts")
    expect(page.locator("meta[name=rollcall-kept]")).to_have_count(1)
    expect(page.locator("[data-list=others] .row")).to_have_count(2)
    page.get_by_role("link", name=re.compile("C36")).click()
    expect(page.get_by_text("0 of 36 here")).to_be_visible()
    photo(page, "cart-easy")
    expect(page.get_by_text("Seen so far: 35 of 36")).to_be_visible(timeout=60_000)
    expect(slot(page, 8)).to_have_attribute("data-state", "expected")
    expect(page.locator("[data-extras]")).to_contain_text(truth[7])
    page.locator("[data-back]").click()
    expect(page.get_by_text("0 of 36 here")).to_be_visible()
    photo(page, "cart-easy")
    expect(page.get_by_text("Seen so far: 35 of 36")).to_be_visible(timeout=60_000)
    page.get_by_role("button", name="The rest is missing").click()
    expect(page.get_by_text("Kept in this browser")).to_be_visible()
    page.goto("/carts")
    expect(page.get_by_role("link", name=re.compile("C36"))).to_contain_text("not sent yet")
    context.set_offline(False)
    expect(page.locator("unsent-pill a")).to_have_attribute("data-state", "sent", timeout=30_000)
    assert differences(school) == {(8, "missing"), (None, "unregistered")}
    with school.changing():
        assert [check.answers for check in db.session.scalars(select(CartCheck))] == [False]
    context.close()


def test_devices_go_into_a_cart_by_scan(phones: Phones, school: School) -> None:
    """Into the next free slot, or the one that was tapped; back by undo, out by a tap; never without the network."""
    page = phones("ivy")
    with school.changing() as district:
        cart = district.asset("C1").uuid
    page.goto(f"/carts/{cart}/load")
    scan(page, "A1001")
    expect(page.get_by_text("goes into slot 3")).to_be_visible()
    slot(page, 9).click()
    expect(page.get_by_text("The next device goes into slot 9.")).to_be_visible()
    scan(page, "PFA1002")
    expect(page.get_by_text("goes into slot 9")).to_be_visible()
    scan(page, "A1030")
    expect(page.get_by_text("A1030 is checked out to somebody")).to_be_visible()
    scan(page, "A1003")
    expect(page.get_by_text("goes into slot 4")).to_be_visible()
    page.get_by_role("button", name="Undo").click()
    expect(page.get_by_text("is where it was before")).to_be_visible()
    slot(page, 3).click()
    page.get_by_role("button", name="Take it out").click()
    expect(page.get_by_text("is out of the cart, in Room 204")).to_be_visible()
    page.context.set_offline(True)
    scan(page, "A1004")
    expect(page.get_by_text("Loading needs the network")).to_be_visible()
    page.context.set_offline(False)
    with school.changing() as district:
        inside = {str(asset): asset.slot for asset in carts.contents_of(district.asset("C1"))}
        assert inside == {"A1006": 1, "A1007": 2, "A1002": 9}
        assert district.asset("A1003").room == district.room("204")
    assert school.faults() == []


def truth_of(name: str) -> list[str]:
    """The texts of the codes in a photo of the corpora, as they stand in the cart."""
    told = json.loads(corpus(f"cart-photo/{name}.json").read_text())
    return [tag["text"] for tag in told["tags"]]


def filled(school: School, name: str, without: str = "") -> list[str]:
    """Cart C36 in room 204 with what a photo shows, but for one."""
    texts = truth_of(name)
    with school.changing() as district:
        act, like, room = district.act(), district.asset("C1"), district.room("204")
        cart = register.register(room.site, room=room, model=like.model, act=act, tag="C36", slots=36)
        laptop = district.asset("A1001").model
        for number, text in enumerate(texts, start=1):
            if text != without:
                tag = text.rpartition("/")[2]
                asset = register.register(room.site, room=room, model=laptop, act=act, tag=tag)
                register.identify(asset, text, act)
                carts.load(cart, asset, number, act)
    return texts


def photo(page: Page, name: str) -> None:
    page.locator("form.photo input[type=file]").set_input_files(corpus(f"cart-photo/{name}.jpg"))


def slot(page: Page, number: int) -> Locator:
    return page.locator(f".slot[data-slot='{number}']")


def differences(school: School) -> set[tuple[int | None, str | None]]:
    with school.changing() as district:
        scope = Scope.of(district.site("8217").id)
        return {(one.slot, one.difference) for one in carts.differences_of(scope)}
