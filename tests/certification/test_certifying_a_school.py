"""Marshall Middle certifies: ITS opens the cycle, Ivy sends it, Paul returns and signs, ITS accepts; anybody checks."""

import html
import json
import re
from functools import partial
from io import BytesIO

import pypdfium2
from sqlalchemy import select

from app.db import db
from app.files.seals import PublicKey, check
from app.models import Certification, CertificationStep, Seal
from tests.at_once import at_once
from tests.certification.tablet import signs, visit_after
from tests.conftest import FixedClock, Visits
from tests.district import PASSWORD, District, Visitor


def test_a_school_certifies_from_count_to_seal(marshall: str, visit: Visits, district: District) -> None:
    ivy, paul, ian = visit("ivy"), visit("paul"), visit("ian")
    assert "of 12 devices sighted or explained" in ivy.get(marshall).get_data(as_text=True)
    assert ivy.post(f"{marshall}/review", data={"comment": "Room 205 is locked."}).status_code == 303
    assert "It waits for the principal now." in ivy.get(marshall).get_data(as_text=True)
    paul.post(f"{marshall}/return", data={"comment": "Ask the custodian for the key."})
    assert "Ask the custodian for the key." in ivy.get(marshall).get_data(as_text=True)
    ivy.post(f"{marshall}/review")
    paul.post(f"{marshall}/spot-checks")
    assert "A1002 is here." in visit_after(paul, f"{marshall}/spot-checks/seen", {"code": "A1002"})
    signs(paul, marshall)
    told = paul.get(marshall).get_data(as_text=True)
    assert "Certificate (PDF)" in told
    assert ian.post(f"{marshall}/accept").status_code == 303
    sealed = db.session.scalars(select(Seal)).one()
    record = paul.get(f"/seals/{sealed.uuid}/record.json").get_data(as_text=True)
    checked = check(
        record, PublicKey.read(visit(None).get(f"/seal-keys/{sealed.key.key}.pem").data), site="8217"
    )
    assert checked.faults == ()
    told_checks = checked.head["spot_checks"]
    assert (told_checks["drawn"], told_checks["seen"], told_checks["draws"][0]["not_seen"]) == (
        2,
        1,
        ["A1001"],
    )
    assert "Devices: 12. Sighted: 2." in checked.head["statement"]["text"]
    assert sealed.certification.state == "accepted"


def test_nobody_signs_with_another_password_or_for_what_they_did_not_see(
    marshall: str, visit: Visits, district: District, fixed_clock: FixedClock
) -> None:
    visit("ivy").post(f"{marshall}/review")
    paul = visit("paul")
    strokes = (BytesIO(b'[{"points":[{"x":3}]}]'), "strokes.json")
    page = signs(paul, marshall, password="guess and guess", strokes=strokes)
    assert "That is not your password. 9 tries are left." in page
    assert 'data-strokes="[{&#34;points&#34;:[{&#34;x&#34;:3}]}]"' in page
    assert re.search(r'name="name" value="Paul Marshall"', page)
    assert re.search(r'name="password" value=""[^>]* aria-invalid="true" autofocus', page)
    assert "guess and guess" not in page
    changed = signs(paul, marshall, password="guess", seen="0" * 64)
    assert ("Something changed since you opened" in changed, 'value="Paul Marshall"' in changed) == (
        True,
        False,
    )
    for _ in range(8):
        page = signs(paul, marshall, password="guess")
    assert ("too often. From Oct" in page, "not your password" in page) == (True, False)
    assert "too often. From Oct" in signs(paul, marshall)
    fixed_clock.pass_time(minutes=16)
    assert "Something changed since you opened this page" in signs(paul, marshall, seen="0" * 64)
    assert "Type your name as it stands here" in signs(paul, marshall, name="Ivy Delgado")
    assert db.session.scalars(select(Seal)).all() == []


def test_what_is_sealed_are_the_words_that_were_shown(
    marshall: str, visit: Visits, district: District
) -> None:
    """Another language was chosen in another tab meanwhile."""
    visit("ivy").post(f"{marshall}/review")
    paul = visit("paul")
    page = paul.get(f"{marshall}/review").text
    form = {"name": "Paul Marshall", "password": PASSWORD}
    form |= {
        field: html.unescape(re.findall(f'name="{field}" value="([^"]+)"', page)[0])
        for field in ("seen", "statement")
    }
    paul.post("/language", data={"language": "es"})
    refused = paul.post(f"{marshall}/signature", data=form)
    assert (refused.status_code, db.session.scalars(select(Seal)).all()) == (422, [])
    paul.post("/language", data={"language": "en"})
    assert paul.post(f"{marshall}/signature", data=form).status_code == 303
    assert db.session.scalars(select(Seal)).one().head["statement"]["text"] == form["statement"]


def test_a_second_tap_signs_once(marshall: str, visit: Visits, district: District) -> None:
    visit("ivy").post(f"{marshall}/review")
    paul = visit("paul")
    page = paul.get(f"{marshall}/review").get_data(as_text=True)
    seen = re.search(r'name="seen" value="(\w+)"', page)
    assert seen
    form = {"name": "Paul Marshall", "password": PASSWORD, "seen": seen[1]}
    for _ in ("tap", "second tap"):
        answer = paul.post(f"{marshall}/signature", data=form)
        assert (answer.status_code, answer.location) == (303, marshall)
    assert len(db.session.scalars(select(Seal)).all()) == 1


def test_what_is_returned_and_signed_at_the_same_moment_goes_one_way(
    marshall: str, visit: Visits, district: District
) -> None:
    visit("ivy").post(f"{marshall}/review")
    paul = visit("paul")
    page = paul.get(f"{marshall}/review").get_data(as_text=True)
    seen = re.search(r'name="seen" value="(\w+)"', page)
    assert seen
    form = {"name": "Paul Marshall", "password": PASSWORD, "seen": seen[1], "comment": "Once more."}
    taps = [(visit("paul"), deed) for deed in ("return", "signature", "return", "signature", "return")]

    def tap(by: Visitor, deed: str) -> tuple[str, int]:
        return deed, by.post(f"{marshall}/{deed}", data=form).status_code

    db.session.rollback()
    said = at_once(*(partial(tap, *one) for one in taps))
    # Who signs twice is led to what they signed.
    assert len({deed for deed, code in said if code == 303}) == 1
    assert {code for _, code in said} <= {303, 409, 422}
    ours = select(Certification.state).where(Certification.site_id == district.site("8217").id)
    seals = db.session.scalars(select(Seal)).all()
    assert db.session.scalars(ours).one() == ("signed" if seals else "returned")
    ended = select(CertificationStep.step).where(CertificationStep.step.in_(("signed", "returned")))
    assert len(db.session.scalars(ended).all()) == 1


def test_without_a_key_nothing_is_signed_and_it_says_so(visit: Visits, district: District) -> None:
    visit("ian").post("/cycles")
    site = district.site("8217").id
    uuid = db.session.scalars(select(Certification.uuid).where(Certification.site_id == site)).one()
    visit("ivy").post(f"/certifications/{uuid}/review")
    assert "key is not ready on this server" in signs(visit("paul"), f"/certifications/{uuid}")


def test_a_word_for_what_nobody_saw_is_kept_and_undone(
    marshall: str, visit: Visits, district: District
) -> None:
    ivy, asset = visit("ivy"), district.asset("A1030").uuid
    form = {"asset": str(asset), "kind": "holder", "word": "Sam’s mother confirmed it by telephone."}
    ivy.post(f"{marshall}/attestations", data=form)
    page = ivy.get(f"{marshall}/left").get_data(as_text=True)
    assert "Sam’s mother confirmed it" in page
    undo = re.search(r'action="(/attestations/[^"]+)"', page)
    assert undo
    ivy.post(undo[1])
    assert "Sam’s mother confirmed it" not in ivy.get(f"{marshall}/left").get_data(as_text=True)
    absent = ivy.post(f"{marshall}/attestations", data=form | {"kind": "absence"})
    assert "Device management heard nothing of A1030" in absent.get_data(as_text=True)
    theirs = form | {"asset": str(district.asset("B2001").uuid)}
    assert ivy.post(f"{marshall}/attestations", data=theirs).status_code == 404


def test_its_and_regions_see_where_every_site_stands(
    marshall: str, visit: Visits, district: District
) -> None:
    page = visit("ian").get("/cycles").get_data(as_text=True)
    assert ("Marshall Middle" in page, "Lincoln High" in page, "South Office" in page) == (True, True, True)
    north = visit("rhea").get("/cycles").get_data(as_text=True)
    assert ("Marshall Middle" in north, "South Office" in north) == (True, False)
    told = visit("ian").get("/cycles.csv").get_data(as_text=True)
    assert "8217,Marshall Middle,Counting,12,2,0,0,10,16.6," in told
    assert json.dumps(told).count("\\n") == 4


def text_of(pdf: bytes) -> str:
    return "".join(page.get_textpage().get_text_bounded() for page in pypdfium2.PdfDocument(pdf))


def test_reports_say_where_a_site_and_the_district_stand(
    marshall: str, visit: Visits, district: District
) -> None:
    """Policy: CERT-4."""
    paul = visit("paul")
    told = text_of(paul.get(f"{marshall}/report.pdf").data)
    assert ("Inventory report" in told, "Marshall Middle (8217)" in told, "A1011" in told) == (
        True,
        True,
        True,
    )
    rows = paul.get(f"{marshall}/report.csv").get_data(as_text=True).splitlines()
    assert len(rows) == 13
    assert "A1001,PFA1001,Lenovo 300e Gen 4,Laptop,Sighted,Room 204,Room 204,2026-10-14" in rows
    told = text_of(visit("ian").get("/cycles.pdf").data)
    assert re.search(r"North\s+2\b", told)
    assert "Lincoln High (8729)" in told
    assert "South Office" not in text_of(visit("rhea").get("/cycles.pdf").data)
