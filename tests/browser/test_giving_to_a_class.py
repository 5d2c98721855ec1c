"""A class gets its devices: conditions by one tap, a second device and both undone, and a signal that drops."""

from playwright.sync_api import Locator, Page, expect
from sqlalchemy import select

from app.db import db
from app.models import Checkout, Person, Room
from tests.browser.journeys.phones import Phones
from tests.browser.journeys.school import School
from tests.browser.journeys.taps import scan
from tests.browser.offline.installed import everything_kept


def test_a_second_device_is_said_before_it_is_given_and_both_can_be_undone(
    phones: Phones, school: School
) -> None:
    """Policy: CUS-1, CUS-2. Good goes without saying; Worn and Damaged are one tap."""
    page = opened(phones, school)
    besides, ann = page.locator("[data-besides]"), student(page, "Abbot")
    scan(page, "A1001")
    expect(ann).to_contain_text("has A1001")
    page.get_by_role("button", name="Worn").click()
    expect(ann).to_contain_text("has A1001 · Worn")
    expect(besides).to_be_hidden()
    ann.get_by_role("button", name="Abbot, Ann").click()
    expect(besides).to_have_text("Has A1001 already. The next scan gives a second device.")
    scan(page, "A1002")
    expect(ann).to_contain_text("has A1001 · Worn, A1002")
    page.get_by_role("button", name="Damaged", exact=True).click()
    expect(page.get_by_role("button", name="Report the damage")).to_be_visible()
    expect(page.locator("unsent-pill a")).to_have_attribute("data-state", "sent")
    page.reload()
    expect(ann).to_contain_text("A1002")
    for tags in ("has A1001", None):
        ann.get_by_role("button", name="Undo").click()
        if tags:
            expect(ann).to_contain_text(tags)
            expect(ann).not_to_contain_text("A1002")
    expect(ann).to_have_attribute("data-is", "open")
    expect(page.locator("unsent-pill a")).to_have_attribute("data-state", "sent")
    with school.changing() as district:
        assert (district.asset("A1001").holder, district.asset("A1002").holder) == (None, None)
        noted = select(Checkout.condition_out).where(Checkout.undone_at.is_not(None)).order_by(Checkout.id)
        assert list(db.session.scalars(noted)) == ["worn", "damaged"]
    assert school.faults() == []


def test_a_list_that_is_open_goes_on_without_a_signal_and_no_name_is_kept(
    phones: Phones, school: School
) -> None:
    """Policy: ORG-8. Nothing of it can be opened anew without a signal, and the page says so."""
    page = opened(phones, school)
    unheard = page.get_by_text("No signal: go on")
    expect(unheard).to_be_hidden()
    page.context.set_offline(True)
    expect(unheard).to_be_visible()
    for tag in ("A1001", "A1002"):
        scan(page, tag)
    expect(page.locator(".student[data-is=kept]")).to_have_count(2)
    page.get_by_role("button", name="Worn").click()
    student(page, "Abbot").get_by_role("button", name="Undo").click()
    scan(page, "A1003")
    expect(student(page, "Abbot")).to_contain_text("has A1003")
    kept = everything_kept(page)
    assert [place for place, text in kept.items() if "Abbot" in text or "Baker" in text] == []
    page.context.set_offline(False)
    expect(page.locator("unsent-pill a")).to_have_attribute("data-state", "sent", timeout=15_000)
    expect(page.locator(".student[data-is=given]")).to_have_count(2)
    expect(unheard).to_be_hidden()
    with school.changing() as district:
        held = {tag: str(district.asset(tag).holder) for tag in ("A1001", "A1002", "A1003")}
        assert held == {"A1001": "None", "A1002": "Bo Baker", "A1003": "Ann Abbot"}
        assert district.asset("A1002").condition == "worn"
    assert school.faults() == []


def opened(phones: Phones, school: School) -> Page:
    """Ivy opens the homeroom of Ann Abbot and Bo Baker, who have nothing."""
    with school.changing() as district:
        room = db.session.scalars(select(Room).where(Room.code == "LIB")).one()
        for given, family in (("Ann", "Abbot"), ("Bo", "Baker")):
            db.session.add(
                Person(
                    site_id=district.site("8217").id,
                    kind="student",
                    given_name=given,
                    family_name=family,
                    homeroom_id=room.id,
                )
            )
        name = room.uuid
    page = phones("ivy")
    page.goto(f"/checkout/homerooms/{name}")
    expect(page.locator("[data-now]")).to_have_text("Now: Ann Abbot")
    return page


def student(page: Page, family: str) -> Locator:
    return page.locator(".student").filter(has_text=family)
