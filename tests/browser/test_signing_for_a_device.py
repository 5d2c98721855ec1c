"""Sam takes a device at Ivy's desk with its charger and signs with a finger; at home somebody confirms another."""

from playwright.sync_api import Page, expect
from sqlalchemy import select

from app.db import db
from app.domain import accessories
from app.models import AccessoryKind, Signature
from tests.browser.eyes import faults_on_a_phone
from tests.browser.journeys.phones import Phones
from tests.browser.journeys.school import School
from tests.browser.journeys.taps import scan


def test_a_device_goes_out_with_its_charger_and_is_signed_for(phones: Phones, school: School) -> None:
    """Policy: CUS-2, CUS-5. What replaces it is signed for anew; the receipt of what came back stays."""
    with school.changing() as district:
        accessories.add_kind(district.site(district.marshall), "Charger", district.act(), stock=5)
    page = phones("ivy")
    page.goto("/checkout")
    charger = page.get_by_role("button", name="Charger")
    charger.click()
    expect(charger).to_have_attribute("aria-pressed", "true")
    scan(page, "700001")
    scan(page, "A1020")
    row = page.locator("[data-operation]").filter(has_text="A1020")
    row.get_by_role("link", name="Sign").click()
    expect(page.get_by_text("Charger")).to_be_visible()
    page.get_by_role("button", name="Keep the signature").click()
    expect(page.locator(".notice.stop")).to_contain_text("Draw the signature, or type the name.")
    draw(page)
    expect(page.locator("drawn-mark [data-state]")).to_have_text("There is a mark")
    page.get_by_role("button", name="Clear").click()
    expect(page.locator("drawn-mark [data-state]")).to_have_text("Nothing drawn yet")
    draw(page)
    page.get_by_role("button", name="Keep the signature").click()
    page.wait_for_url("**/checkout")
    expect(page.get_by_text("Signed for A1020.")).to_be_visible()
    expect(row).to_contain_text("to Sam Nguyen")
    expect(page.get_by_role("button", name="Charger")).to_have_attribute("aria-pressed", "true")
    with school.changing() as district:
        [kind], [signature] = db.session.scalars(select(AccessoryKind)), db.session.scalars(select(Signature))
        assert (kind.stock, signature.kind) == (4, "drawn")
        assert len(signature.mark or b"") > 200

    page.get_by_role("link", name="Replace", exact=True).click()
    expect(row.get_by_role("link", name="Sign")).to_be_visible()
    scan(page, "A1020")
    expect(page.locator("[data-hands]")).to_contain_text("Now the new device")
    scan(page, "A1001")
    page.get_by_role("button", name="Another reason").click()
    new = page.locator(".deed[data-way=replace]")
    expect(new.get_by_role("link", name="Receipt")).to_be_visible()
    old = page.locator(".deed[data-way=out]")
    expect(old.get_by_role("link", name="Sign")).to_be_hidden()
    expect(old.get_by_role("link", name="Receipt")).to_be_visible()
    new.get_by_role("link", name="Sign").click()
    expect(page.locator(".facts")).to_contain_text("A1001")
    assert school.faults() == []


def test_whoever_opens_the_link_at_home_can_read_it_and_confirms(phones: Phones, school: School) -> None:
    ivy, home = phones("ivy"), phones(None, locale="es")
    with school.changing() as district:
        device = district.asset("A1030").uuid
    ivy.goto(f"/assets/{device}/receipt")
    ivy.get_by_role("button", name="Make a link to confirm").click()
    link = ivy.get_by_label("Address", exact=True).input_value()
    home.goto(link)
    expect(home.get_by_text("A1030")).to_be_visible()
    assert faults_on_a_phone(home) == []
    home.get_by_role("button", name="Lo tiene mi hija o mi hijo").click()
    expect(home.get_by_role("heading", name="Gracias")).to_be_visible()
    home.goto(link)
    expect(home.get_by_role("heading", name="Este enlace ya no sirve")).to_be_visible()
    ivy.reload()
    expect(ivy.get_by_text("Confirmed by link")).to_be_visible()


def draw(page: Page) -> None:
    """A stroke across the canvas."""
    box = page.locator("canvas").bounding_box()
    assert box is not None
    page.locator("canvas").scroll_into_view_if_needed()
    box = page.locator("canvas").bounding_box() or box
    page.mouse.move(box["x"] + 30, box["y"] + 60)
    page.mouse.down()
    for step in range(1, 9):
        page.mouse.move(box["x"] + 30 + step * 25, box["y"] + 60 + (step % 2) * 40)
    page.mouse.up()
