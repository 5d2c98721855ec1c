"""Names and codes as long as anybody may write them, on the smallest phone."""

from app.domain import register
from tests.browser.journeys.phones import Phones
from tests.browser.journeys.school import School


def test_long_codes_and_names_stay_within_a_phone(phones: Phones, school: School) -> None:
    with school.changing() as district:
        room = district.room("204")
        room.name = "N" * 120
        register.retag(district.asset("A1001"), "W" * 100, district.act())
        device = district.asset("W" * 100)
        register.identify(device, "Q" * 200, district.act())
        address, within = f"/assets/{device.uuid}", f"/rooms/{room.uuid}"
    page = phones("ivy")
    for path in (
        address,
        within,
        f"{within}/count",
        "/rooms",
        "/assets",
        f"/scan?code={'W' * 100}",
        f"/scan?code={'Z' * 200}",
    ):
        page.goto(path)
        assert page.evaluate("document.documentElement.scrollWidth") == 360, path
