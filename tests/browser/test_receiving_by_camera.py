"""Ten boxes pass before a phone's camera: the maker's sticker, our label, the next."""

from pathlib import Path
from uuid import UUID

import pytest
from playwright.sync_api import expect
from sqlalchemy import select

from app import clock
from app.db import db
from app.domain import receiving
from app.domain.receiving import Ordered
from app.models import Asset, Delivery
from tests.browser.fake_camera import Laid, code_128, film, scene
from tests.browser.journeys.phones import Phones
from tests.browser.journeys.school import School
from tests.browser.scanner.desk import printed

SERIALS = [f"PF5QXA{at:02d}" for at in range(10)]
TAGS = [f"A12{at:02d}" for at in range(10)]


@pytest.fixture(scope="module")
def unpacking(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("film") / "ten-boxes.mjpeg"
    scenes = []
    for serial, label in zip(SERIALS, printed(*TAGS), strict=True):
        for laid in (Laid(code_128(serial), -3, 0.95, 640, 360), Laid(label, 5, 0.7, 620, 350)):
            scenes += [scene([laid])] * 3 + [scene(seed=5)]
    film(scenes, path, hold=6)
    return path


def expected_ten(school: School) -> UUID:
    with school.changing() as district:
        act = district.act()
        line = Ordered(district.asset("A1001").model, 10, 61250, 36)
        order = receiving.order(
            district.site("8217"), "PO-77", [line], act, supplier="Harbor", ordered_on=clock.day()
        )
        store = district.room("STO")
        return receiving.deliver(order, clock.day(), {order.lines[0].id: 10}, store, act).uuid


def test_ten_devices_are_received_with_one_hand(phones: Phones, school: School, unpacking: Path) -> None:
    """Each pair of scans is one device of the register; a wrong one is undone; the last tap leads to the sign-off."""
    delivery = expected_ten(school)
    page = phones("ivy", film=unpacking)
    page.goto(f"/deliveries/{delivery}/scan")
    expect(page.get_by_text("10 of 10", exact=True)).to_be_visible(timeout=120_000)
    page.get_by_role("button", name="Rest the camera").click()
    assert came(school, delivery) == dict(zip(SERIALS, TAGS, strict=True))

    first = page.locator("[data-bench] .rows .row").first
    undone = first.locator(".tag").inner_text()
    first.get_by_role("button", name="Undo").click()
    expect(page.get_by_text("9 of 10", exact=True)).to_be_visible()
    assert undone not in came(school, delivery).values()
    field = page.get_by_placeholder("Tag or serial")
    field.fill(next(serial for serial, tag in zip(SERIALS, TAGS, strict=True) if tag == undone))
    field.press("Enter")
    page.get_by_role("button", name="It gets").click()
    expect(page.get_by_text("10 of 10", exact=True)).to_be_visible()
    page.get_by_role("link", name="To papers and sign-off").click()
    expect(page.get_by_text("Everything on the packing list is registered")).to_be_visible()
    page.get_by_role("button", name="Sign off").click()
    expect(page.get_by_text("Sign off without its papers?")).to_be_visible()
    page.get_by_role("dialog").get_by_role("button", name="Sign off").click()
    expect(page.get_by_text("The delivery is signed off.")).to_be_visible()
    assert school.faults() == []


def came(school: School, delivery: UUID) -> dict[str | None, str | None]:
    """The tag of each serial number that is in the register of this delivery."""
    with school.app.app_context():
        number = db.session.scalars(select(Delivery).where(Delivery.uuid == delivery)).one().order
        assert number is not None
        query = select(Asset.serial, Asset.tag).where(
            Asset.purchase_order == number.number, Asset.state != "void"
        )
        return dict(db.session.execute(query).all())
