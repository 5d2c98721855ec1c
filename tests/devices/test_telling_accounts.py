"""By whom a device is used is told to those who deal with students, at the school where it is. Policy: ORG-8."""

from sqlalchemy import select

from app.db import db
from app.models import DeviceRecord, Person
from tests.conftest import Visits
from tests.devices.conftest import SEEN, Hear, gam
from tests.devices.test_watching_devices import WRONG, read_out
from tests.district import District
from tests.phones import at_a_desk
from tests.transfers.lists import sent


def test_names_are_for_those_who_deal_with_students(
    district: District, hear: Hear, sam: Person, visit: Visits
) -> None:
    """The technician and the auditor see that it is somebody else's, and not whose. Policy: ORG-8."""
    with at_a_desk():
        sam.family_name = "Núñez-Ray"
    for called, fits in (("nunez", True), ("ray sam", True), ("n_nez", False), ("%", False)):
        page = visit("ivy").get("/device-management", query_string={"q": called}).text
        assert ("A1030" in read_out(page)) is fits, called
    hear(gam(WRONG))
    uuid = db.session.scalar(select(DeviceRecord.uuid))
    asset = district.asset("A1030").uuid
    addresses = [
        "/device-management?kind=wrong_user", "/device-management?kind=all", f"/device-management/{uuid}",
        "/device-management.csv?kind=wrong_user", "/device-management.csv", "/device-management?q=PFA1030",
        f"/assets/{asset}",
    ]  # fmt: skip
    for who, knows in (("ivy", True), ("tom", False), ("ada", False)):
        told = [visit(who).get(address).text for address in addresses]
        assert [("stranger@students.test" in text) for text in told] == [knows] * len(addresses), who
    by_account = "/device-management?q=stranger@students.test"
    assert "A1030" in read_out(visit("ivy").get(by_account).text)
    assert "Nothing found" in visit("tom").get(by_account).text


def test_an_account_that_nobody_has_is_told_where_the_device_is_now(
    district: District, hear: Hear, visit: Visits
) -> None:
    """At once after a transfer, before any new list; its page says so. Policy: ORG-8."""
    hear(gam(f"d1,PFA1001,ACTIVE,{SEEN},stranger@students.test"))
    uuid, device = db.session.scalar(select(DeviceRecord.uuid)), district.asset("A1001").uuid
    addresses = (
        f"/device-management/{uuid}", f"/assets/{device}", "/device-management?q=stranger@students.test&kind=all"
    )  # fmt: skip

    def knows(who: str) -> list[bool]:
        return ["stranger@students.test</" in visit(who).get(address).text for address in addresses]

    assert (knows("ivy"), knows("lola")) == ([True] * 3, [False] * 3)
    assert "to no other school" in visit("ivy").get(addresses[0]).text
    visit("lola").post(f"{sent(visit('ivy'), 'A1001')}/accept-rest?room={district.room('L1').uuid}")
    assert knows("ivy") == [False] * 3
    assert knows("lola")[:2] == [True] * 2
