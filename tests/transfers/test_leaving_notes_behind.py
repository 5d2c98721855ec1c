"""A device goes to another school; what its old school wrote of its students stays there. Policy: ORG-8, LOSS-1."""

import csv
from collections.abc import Callable
from io import StringIO

from sqlalchemy import select

from app.db import db
from app.domain import custody
from app.models import Checkout, DeviceRecord, DeviceUser, Person
from tests.access.doors.door import picture
from tests.access.doors.managed import managed
from tests.conftest import Visits
from tests.district import District, Visitor
from tests.phones import Phone, at_a_desk
from tests.transfers.lists import sent

SECRETS = ("Sam", "Nguyen", "700001", "threw", "desk.png", "Tess Rivera", "Room 205", "INC-7-note", "sam@")


def test_the_new_school_reads_nothing_about_the_old_ones_students(
    visit: Visits, phone: Callable[[str], Phone], district: District, ivy: Visitor, lola: Visitor
) -> None:
    a_device_with_a_past(phone("tess"), district, ivy)
    asset, checkout = district.asset("A1030").uuid, db.session.scalars(select(Checkout.uuid)).first()
    list_ = sent(ivy, "A1030")
    record = db.session.scalars(select(DeviceRecord.uuid)).one()
    lola.post(f"{list_}/accept-rest")
    lolas = phone("lola")
    answer = lolas.sends(lolas.makes("asset.report", {"code": "A1030", "kind": "damaged"}))
    pages = {
        path: lola.get(path).get_data().decode(errors="replace")
        for path in (
            f"/assets/{asset}", f"/assets/{asset}?before=9", "/assets?q=A1030", "/assets.csv?q=A1030",
            f"{list_}", f"{list_}.pdf", "/losses?site=8729", "/losses.csv?site=8729", "/attention",
            "/scan/resolve?code=A1030", "/offline/snapshot?site=8729", f"/device-management/{record}",
            "/device-management?kind=all", "/device-management.csv?kind=all", "/desk/meaning?code=A1030",
            f"/assets/{asset}/receipt", f"/checkouts/{checkout}", f"/checkouts/{checkout}/receipt.pdf",
        )
    } | {"the answer to a phone": str(answer)}  # fmt: skip
    told = {path: [word for word in SECRETS if word in page] for path, page in pages.items()}
    assert {path: words for path, words in told.items() if words} == {}
    page = pages[f"/assets/{asset}"]
    assert all(word in page for word in ("Reported stolen", "PR-4711", "Marshall Middle", "Found"))
    assert "Checked out" in page
    assert [row["note"] for row in csv.DictReader(StringIO(pages["/losses.csv?site=8729"]))] == [""]


def test_whoever_looks_after_both_schools_and_the_old_one_when_it_is_back_read_all_of_it(
    visit: Visits, phone: Callable[[str], Phone], district: District, ivy: Visitor, lola: Visitor
) -> None:
    a_device_with_a_past(phone("tess"), district, ivy)
    asset = district.asset("A1030").uuid
    lola.post(f"{sent(ivy, 'A1030')}/accept-rest")
    page = visit("ian").get(f"/assets/{asset}").text
    assert "Sam Nguyen" in page
    assert "threw it" in page
    back = lola.post(
        "/transfers", data={"to": "8217", "why": "back", "tags": "A1030", "site": "8729"}
    ).location
    lola.post(f"{back}/send")
    ivy.post(f"{back}/accept-rest")
    page = ivy.get(f"/assets/{asset}").text
    assert "threw it" in page
    assert "desk.png" in page


def a_device_with_a_past(tess: Phone, district: District, ivy: Visitor) -> None:
    """Sam had it; it was harmed and stolen, noted and photographed, found and checked in."""
    asset = district.asset("A1030").uuid
    note = {"note": "Sam threw it out of a window.", "police_report": "PR-4711", "incident": "INC-7"}
    tess.sends(tess.makes("asset.report", {"code": "A1030", "kind": "damaged", "note": "Sam threw it."}))
    tess.sends(tess.makes("asset.report", {"code": "A1030", "kind": "stolen", **note}))
    ivy.post(f"/assets/{asset}/attachments", data={"file": picture(), "kind": "photo"})
    tess.counts("205", "A1030")
    with at_a_desk():
        sam = db.session.scalars(select(Person).where(Person.family_name == "Nguyen")).one()
        custody.check_out(district.asset("A1030"), sam, district.act())
        custody.check_in(district.asset("A1030"), district.room("205"), district.act())
        managed(district.asset("A1030"))
        record = db.session.scalars(select(DeviceRecord)).one()
        record.person_id, record.last_user, record.assigned_user = (
            sam.id,
            "sam@students.test",
            "sam@students.test",
        )
        db.session.add(DeviceUser(record_id=record.id, rank=0, account="sam@students.test", person_id=sam.id))
