"""The desk before a phone's camera: a class of thirty gets its devices, and thirty come back in June."""

from collections.abc import Sequence
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect
from sqlalchemy import func, select

from app.db import db
from app.domain import custody, register
from app.domain.custody import NewCheckout
from app.models import Asset, Checkout, Enrollment, Person, SchoolClass
from tests.browser.fake_camera import Laid, film, scene
from tests.browser.journeys.phones import Phones
from tests.browser.journeys.school import School
from tests.browser.journeys.taps import scan
from tests.browser.offline.installed import everything_kept
from tests.browser.scanner.desk import printed
from tests.district import District

THIRTY = [f"D{number:04}" for number in range(1, 31)]
PATIENCE = 90_000


@pytest.fixture(scope="module")
def pile(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Thirty labels, one after the other, near and far and askew."""
    path = tmp_path_factory.mktemp("film") / "thirty.mjpeg"
    laid = [
        Laid(label, number * 13 % 70 - 35, 0.55 + number % 3 * 0.1, 640, 360)
        for number, label in enumerate(printed(*THIRTY))
    ]
    film([frame for one in laid for frame in (*[scene([one])] * 2, scene(seed=3))], path, hold=5)
    return path


def test_a_class_of_thirty_gets_its_devices(phones: Phones, school: School, pile: Path) -> None:
    """Policy: CUS-1. Two are absent, a badge calls another, and one device goes back."""
    with school.changing() as district:
        devices(district)
        name = a_class(district)
    page = phones("ivy", film=pile)
    page.goto(f"/checkout/classes/{name}")
    page.get_by_role("button", name="Rest the camera").click()
    for number in (3, 30):
        page.get_by_role("button", name=f"A{number:02}, Pat").click()
        page.get_by_role("button", name="Absent today").click()
    page.locator(".student[data-is=open]").first.get_by_role("button").first.click()
    page.get_by_role("button", name="Tap to go on").click()
    expect(page.locator("[data-count]")).to_have_text("30 of 30 have a device · absent: 2", timeout=PATIENCE)
    page.get_by_role("button", name="Rest the camera").click()
    expect(page.locator(".student[data-is=given]")).to_have_count(30, timeout=PATIENCE)
    expect(page.locator("[data-now]")).to_have_text("Everybody has one")

    scan(page, "730031")
    expect(page.locator("[data-now]")).to_have_text("Now: Pat A31")
    page.locator(".student[data-is=given]").first.get_by_role("button", name="Undo").click()
    expect(page.locator(".student[aria-current]")).to_contain_text("A00, Pat")
    scan(page, "A1030")
    expect(page.locator(".student[data-is=trouble]")).to_contain_text("A1030 is held by Sam Nguyen")
    expect(page.locator("[data-count]")).to_have_text("29 of 30 have a device · absent: 2")
    expect(page.locator("unsent-pill a")).to_have_attribute("data-state", "sent")
    assert [place for place, text in everything_kept(page).items() if "Pat" in text or "Nguyen" in text] == []
    with school.changing():
        assert open_checkouts() == {f"A{number:02}": 1 for number in range(1, 32) if number not in (3, 30)}
    assert school.faults() == []


def test_thirty_come_back_in_june(phones: Phones, school: School, pile: Path) -> None:
    """Policy: CUS-3. Scan after scan; the last is damaged, and one student owes another device."""
    with school.changing() as district:
        held = devices(district)
        a_class(district)
        everybody = people()
        custody.check_out_all(
            [NewCheckout(one, who, district.act()) for one, who in zip(held, everybody, strict=False)]
        )
        custody.check_out(district.asset("A1020"), everybody[4], district.act())
    page = phones("ivy", film=pile)
    page.goto("/checkin")
    expect(page.locator("[data-done] .row")).to_have_count(30, timeout=PATIENCE)
    page.get_by_role("button", name="Rest the camera").click()
    expect(page.locator("[data-done] .row[data-is=applied]")).to_have_count(30, timeout=PATIENCE)
    expect(row(page, "D0005")).to_contain_text("from Pat A04")
    expect(row(page, "D0005")).to_contain_text("Still holds A1020")
    newest = page.locator("[data-done] .row").first
    newest.get_by_role("button", name="Damaged", exact=True).click()
    newest.get_by_role("button", name="Report the damage").click()
    page.get_by_role("button", name="Send", exact=True).click()

    scan(page, "A1001")
    expect(page.locator("[data-desk=not-held]")).to_contain_text("Room 204")
    scan(page, "B2003")
    expect(page.locator("[data-desk=other-site]")).to_contain_text("Lincoln High")
    expect(page.locator("unsent-pill a")).to_have_attribute("data-state", "sent")
    page.reload()
    expect(page.locator("[data-done] .row[data-is=applied]")).to_have_count(30)
    with school.changing() as district:
        assert open_checkouts() == {"A04": 1}
        assert district.asset("D0005").room == district.room("STO")
        conditions = select(Checkout.condition_in).join(Checkout.asset).where(Asset.tag.in_(THIRTY))
        assert sorted(word or "" for word in db.session.scalars(conditions)) == ["damaged", *["good"] * 29]
    assert school.faults() == []


def devices(district: District) -> Sequence[Asset]:
    store, model = district.room("STO"), district.asset("A1001").model
    return [
        register.register(store.site, room=store, model=model, act=district.act(), tag=tag) for tag in THIRTY
    ]


def a_class(district: District) -> str:
    """Thirty-two students, who bear the badges 730000 to 730031."""
    site = district.site("8217")
    made = SchoolClass(site_id=site.id, title="English 7", code="ENG7")
    students = [
        Person(
            site_id=site.id,
            kind="student",
            given_name="Pat",
            family_name=f"A{number:02}",
            badge=f"7300{number:02}",
        )
        for number in range(32)
    ]
    db.session.add_all([made, *students])
    db.session.flush()
    db.session.add_all([Enrollment(class_id=made.id, person_id=one.id, role="student") for one in students])
    db.session.flush()
    return str(made.uuid)


def people() -> list[Person]:
    return list(
        db.session.scalars(select(Person).where(Person.given_name == "Pat").order_by(Person.family_name))
    )


def open_checkouts() -> dict[str, int]:
    """How many devices each student of the class has."""
    query = select(Person.family_name, func.count()).join(Checkout, Checkout.person_id == Person.id)
    query = query.where(Person.given_name == "Pat", Checkout.ended_at.is_(None)).group_by(Person.family_name)
    return dict(db.session.execute(query).all())


def row(page: Page, tag: str) -> Locator:
    return page.locator("[data-done] .row").filter(has_text=tag)
