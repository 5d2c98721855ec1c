"""A cart confirmed, and devices checked out and in: by camera, by photo, and from a phone without a network."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import Browser, FilePayload, Locator, Page, expect
from sqlalchemy import select

from app.db import db
from app.domain import accessories, carts
from app.domain.access import Scope
from app.models import AccessoryKind, CartCheck
from tests.browser.fake_camera import Laid, film, scene
from tests.browser.journeys.phones import PHONE, Phones
from tests.browser.journeys.school import School
from tests.browser.journeys.taps import awake, count_on, scan, start
from tests.browser.offline.installed import everything_kept, prepared, still_me
from tests.browser.scanner.desk import photograph, printed

LEFT = {"Charger": 3, "Sleeve": 5}
STUDENTS = ("Sam", "Nguyen", "Zora", "Hidden", "700001")


@pytest.fixture(scope="module")
def walk(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The label of the cart, then what stands in it."""
    path = tmp_path_factory.mktemp("film") / "cart.mjpeg"
    cart, first, second = printed("C1", "A1006", "A1007")
    scenes = [
        [Laid(cart, 0, 0.7, 640, 360)],
        [Laid(first, 10, 0.5, 430, 360), Laid(second, -20, 0.5, 880, 340)],
    ]
    film([scene(laid) for laid in scenes], path, hold=72)
    return path


def test_trouble_is_reported_in_three_taps(phones: Phones, school: School) -> None:
    """Policy: LOSS-1."""
    page = phones("tess")
    count_on(page)
    with school.changing() as district:
        device = district.asset("A1001").uuid
    done = start(page, f"/assets/{device}")
    page.get_by_role("button", name="Report trouble").click()
    page.get_by_label("Stolen").check(force=True)
    page.get_by_role("button", name="Send", exact=True).click()
    expect(page.locator("#toasts")).to_contain_text("Reported: A1001")
    expect(page.locator("unsent-pill a")).to_have_attribute("data-state", "sent")
    expect(page.locator("#device")).to_contain_text("Scan it in any room and it is found")
    assert done() == (0, 3)

    done = start(page, f"/rooms/{school.room('204')}/count")
    page.locator(".row", has_text="A1002").get_by_role("button", name="Not here…").click()
    page.get_by_role("button", name="It is lost: report it").click()
    page.get_by_role("button", name="Send", exact=True).click()
    expect(page.locator("#toasts")).to_contain_text("Reported: A1002")
    expect(page.locator("unsent-pill a")).to_have_attribute("data-state", "sent")
    assert done() == (0, 3)
    with school.changing() as district:
        assert [district.asset(tag).state for tag in ("A1001", "A1002")] == ["stolen", "lost"]


def test_a_cart_is_confirmed_by_camera_and_by_photo(phones: Phones, school: School, walk: Path) -> None:
    page = phones("tess", film=walk)
    page.goto("/scan")
    expect(page).to_have_url(re.compile("/carts/"), timeout=30_000)
    awake(page)
    page.locator("[data-camera]").click()
    expect(slot(page, 1)).to_have_attribute("data-state", "present", timeout=30_000)
    expect(slot(page, 2)).to_have_attribute("data-state", "present", timeout=30_000)
    page.get_by_role("button", name="Confirm").click()
    expect(page.get_by_text("Confirmed: 2 here")).to_be_visible()

    page.reload()
    awake(page)
    picture = photograph(
        [Laid(label, 0, 0.5, 300 + 350 * n, 360) for n, label in enumerate(printed("A1006", "A1001"))]
    )
    page.locator("form.photo input[type=file]").set_input_files(
        FilePayload(name="cart.jpg", mimeType="image/jpeg", buffer=picture)
    )
    expect(slot(page, 1)).to_have_attribute("data-state", "present", timeout=20_000)
    expect(page.locator("[data-extras]")).to_contain_text("A1001")
    page.get_by_role("button", name="The rest is missing").click()
    expect(page.get_by_text("What differs went to the inventory device manager: 2.")).to_be_visible()
    assert differences(school) == {(2, "missing"), (None, "extra")}
    assert school.faults() == []


def test_a_cart_and_the_desk_need_no_network(no_camera: Browser, school: School) -> None:
    """Prepared once, then from pages that the phone keeps: kept, ticked, and answered when there is a signal."""
    context = no_camera.new_context(viewport=PHONE, base_url=school.address)
    with school.changing() as district:
        cart = district.asset("C1").uuid
        for kind in ("Charger", "Sleeve"):
            accessories.add_kind(district.site(district.marshall), kind, district.act(), stock=5)
    page = prepared(school, context)
    context.set_offline(True)
    page.goto(f"/carts/{cart}")
    expect(page.locator("meta[name=rollcall-kept]")).to_have_count(1)
    still_there(page)
    look_through_the_cart(page)
    stand_at_the_desk(page)
    expect(page.locator("unsent-pill a")).to_contain_text("6")

    with school.changing() as district:
        assert db.session.scalars(select(CartCheck)).all() == []
    context.set_offline(False)
    expect(row(page, "A1030")).to_contain_text("Done", timeout=30_000)
    expect(page.locator("unsent-pill a")).to_have_attribute("data-state", "sent")
    kept = everything_kept(page)
    assert [place for place, text in kept.items() for name in STUDENTS[:4] if name in text] == []
    with school.changing() as district:
        out, back = district.asset("A1020"), district.asset("A1030")
        assert (str(out.holder), back.holder, back.condition) == ("Sam Nguyen", None, "damaged")
        assert {kind.name: kind.stock for kind in db.session.scalars(select(AccessoryKind))} == LEFT
    assert differences(school) == {(1, "swapped")}
    assert school.faults() == []
    context.close()


def look_through_the_cart(page: Page) -> None:
    """Another device in the first slot, on second thoughts; what belongs in the second is there."""
    expect(page.get_by_role("heading", name="C1")).to_be_visible()
    expect(page.get_by_text("0 of 2 here")).to_be_visible()
    slot(page, 1).click()
    page.get_by_role("button", name="Missing").click()
    slot(page, 1).click()
    page.get_by_role("button", name="Another device").click()
    scan(page, "A1001")
    page.get_by_role("button", name="Undo").first.click()
    expect(slot(page, 1)).to_have_attribute("data-state", "swapped")
    scan(page, "PFA1007")
    expect(slot(page, 2)).to_have_attribute("data-state", "present")
    page.get_by_role("button", name="Confirm").click()
    expect(page.get_by_text("Kept in this browser")).to_be_visible()
    expect(slot(page, 2)).to_have_attribute("data-state", "kept")


def stand_at_the_desk(page: Page) -> None:
    """One device goes out with a charger; one comes back damaged, goes out again with it and comes back without."""
    page.goto("/checkout")
    page.get_by_role("group", name="Goes along").get_by_role("button", name="Charger").click()
    scan(page, "700001")
    expect(page.locator("[data-hands]")).to_contain_text("A badge ending in 001")
    scan(page, "A1020")
    expect(row(page, "A1020")).to_contain_text("In this browser")
    scan(page, "A1030")
    expect(page.locator("[data-desk=held]")).to_be_visible()
    page.goto("/checkin")
    expect(page.get_by_role("group", name="Comes back with it").get_by_role("button")).to_have_count(2)
    scan(page, "A1030")
    row(page, "A1030").get_by_role("button", name="Damaged", exact=True).click()
    expect(row(page, "A1030").get_by_role("button", name="Report the damage")).to_be_visible()
    page.goto("/checkout")
    page.get_by_role("button", name="Charger").click()
    scan(page, "700001")
    scan(page, "A1030")
    expect(row(page, "A1030")).to_contain_text("to badge …001")
    page.goto("/checkin")
    scan(page, "A1030")


def still_there(page: Page) -> None:
    asked = page.locator("still-there dialog[open]")
    if asked.count():
        still_me(page)


def slot(page: Page, number: int) -> Locator:
    return page.locator(f".slot[data-slot='{number}']")


def row(page: Page, tag: str) -> Locator:
    """The newest, where there are several."""
    return page.locator("[data-done] .row").filter(has_text=tag).first


def differences(school: School) -> set[tuple[int | None, str | None]]:
    with school.changing() as district:
        scope = Scope.of(district.site("8217").id)
        return {(one.slot, one.difference) for one in carts.differences_of(scope)}
