"""Marshall Middle certifies: ITS opens the cycle, Ivy sends it, Paul returns and signs, ITS accepts; anybody checks."""

import json
import re
from io import BytesIO
from threading import Barrier, Thread
from uuid import uuid4

import pypdfium2
import pytest
from flask import Flask
from PIL import Image, ImageDraw
from sqlalchemy import select, text

from app.db import begin_writing, db
from app.domain import audits
from app.domain.audits import Count, Reading
from app.files.seals import PublicKey, check
from app.models import Certification, CertificationStep, Seal
from tests.conftest import Visits
from tests.district import PASSWORD, District, Visitor


@pytest.fixture
def marshall(app: Flask, visit: Visits, district: District) -> str:
    """The address of its certification, with a key made and room 204 counted in part."""
    app.test_cli_runner().invoke(args=["seal-key", "make"])
    assert visit("ian").post("/cycles").status_code == 303
    begin_writing()
    act = district.act("ivy")
    audit = audits.join_or_open(uuid4(), district.room("204"), act)
    for tag in ("A1001", "A1002"):
        audits.sight(Reading(Count.of(audit), uuid4(), tag, "camera", act, [district.asset(tag)]))
    db.session.commit()
    site = district.site("8217").id
    uuid = db.session.scalars(select(Certification.uuid).where(Certification.site_id == site)).one()
    return f"/certifications/{uuid}"


def mark() -> tuple[BytesIO, str]:
    picture = Image.new("RGB", (300, 120), "white")
    ImageDraw.Draw(picture).line([(10, 100), (90, 20), (160, 100), (280, 30)], fill="black", width=5)
    stream = BytesIO()
    picture.save(stream, "PNG")
    return BytesIO(stream.getvalue()), "mark.png"


def signs(who: Visitor, address: str, **more: str) -> str:
    """Open the review, sign what it shows; the page that comes of it."""
    page = who.get(f"{address}/review").get_data(as_text=True)
    seen = re.search(r'name="seen" value="(\w+)"', page)
    form = {
        "name": "Paul Marshall",
        "password": PASSWORD,
        "seen": seen[1] if seen else "",
        "mark": mark(),
    } | more
    return who.post(f"{address}/signature", data=form).get_data(as_text=True)


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
    assert checked.head["spot_checks"] == {"drawn": 2, "seen": 1}
    assert "Devices: 12. Sighted: 2." in checked.head["statement"]["text"]
    assert sealed.certification.state == "accepted"


def test_the_paper_says_what_was_sealed_in_both_languages(
    marshall: str, visit: Visits, district: District
) -> None:
    visit("ivy").post(f"{marshall}/review")
    paul = visit("paul")
    signs(paul, marshall)
    sealed = db.session.scalars(select(Seal)).one()
    for language, words in (("en", "Unaccounted for: 10"), ("es", "Sin justificar: 10")):
        answer = paul.get(f"/seals/{sealed.uuid}/certificate.pdf?lang={language}")
        document = pypdfium2.PdfDocument(answer.data)
        text = "".join(page.get_textpage().get_text_bounded() for page in document)
        assert words in text
        assert "A1011" in text
        assert sealed.head["root"] in text


def test_anybody_who_holds_the_paper_sees_whether_it_stands(
    marshall: str, visit: Visits, district: District
) -> None:
    visit("ivy").post(f"{marshall}/review")
    signs(visit("paul"), marshall)
    sealed = db.session.scalars(select(Seal)).one()
    stranger = visit(None)
    page = stranger.get(f"/seals/{sealed.uuid}").get_data(as_text=True)
    assert "This seal holds" in page
    assert [secret for secret in ("A1011", "Nguyen", "PFA1001") if secret in page] == []
    assert stranger.get(f"/seals/{sealed.uuid}/record.json").status_code in (303, 401)
    assert stranger.get(f"/seals/{uuid4()}").status_code == 404
    assert stranger.get("/seal-keys/nobody.pem").status_code == 404


@pytest.mark.parametrize(
    ("part", "instead"),
    [
        ('{"head"', "no record"),
        ('"counts":', '"count":'),
        ('"name":', '"nom":'),
        ('"sighted":2', '"sighted":12'),
    ],
)
def test_a_seal_that_was_altered_in_the_database_is_said_not_to_hold(
    part: str, instead: str, marshall: str, visit: Visits, district: District
) -> None:
    visit("ivy").post(f"{marshall}/review")
    signs(visit("paul"), marshall)
    sealed = db.session.scalars(select(Seal)).one()
    spoilt = sealed.record.replace(part, instead)
    assert spoilt != sealed.record
    break_the_seals()
    db.session.execute(text("UPDATE seals SET record = :record"), {"record": spoilt})
    db.session.commit()
    page = visit(None).get(f"/seals/{sealed.uuid}")
    assert (page.status_code, "This seal does not hold" in page.get_data(as_text=True)) == (200, True)


def break_the_seals() -> None:
    """Take away what keeps anybody from writing over a seal."""
    if db.engine.dialect.name == "postgresql":
        db.session.execute(text("ALTER TABLE seals DISABLE TRIGGER USER"))
        return
    triggers = text("SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name = 'seals'")
    for name in db.session.scalars(triggers).all():
        db.session.execute(text(f"DROP TRIGGER {name}"))


def test_nobody_signs_with_another_password_or_for_what_they_did_not_see(
    marshall: str, visit: Visits, district: District
) -> None:
    visit("ivy").post(f"{marshall}/review")
    paul = visit("paul")
    assert "That is not your password" in signs(paul, marshall, password="guess and guess")
    assert "Something changed since you opened this page" in signs(paul, marshall, seen="0" * 64)
    assert "Type your name as it stands here" in signs(paul, marshall, name="Ivy Delgado")
    assert db.session.scalars(select(Seal)).all() == []


def test_a_second_tap_signs_once(marshall: str, visit: Visits, district: District) -> None:
    visit("ivy").post(f"{marshall}/review")
    paul = visit("paul")
    page = paul.get(f"{marshall}/review").get_data(as_text=True)
    seen = re.search(r'name="seen" value="(\w+)"', page)
    assert seen
    form = {"name": "Paul Marshall", "password": PASSWORD, "seen": seen[1]}
    assert paul.post(f"{marshall}/signature", data=form).status_code == 303
    assert paul.post(f"{marshall}/signature", data=form).status_code == 422
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
    gate, said = Barrier(len(taps)), list[int]()

    def at_once(by: Visitor, deed: str) -> None:
        gate.wait()
        said.append(by.post(f"{marshall}/{deed}", data=form).status_code)

    db.session.rollback()
    hands = [Thread(target=at_once, args=tap) for tap in taps]
    for hand in hands:
        hand.start()
    for hand in hands:
        hand.join()
    assert said.count(303) == 1
    assert set(said) <= {303, 409, 422}
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
    assert "8217,Marshall Middle,Counting,12,2,0,16" in told
    assert json.dumps(told).count("\\n") == 4


def visit_after(who: Visitor, address: str, form: dict[str, str]) -> str:
    return who.get(who.post(address, data=form).location).get_data(as_text=True)


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
    assert ("North: 2" in told, "Lincoln High (8729)" in told) == (True, True)
    assert "South Office" not in text_of(visit("rhea").get("/cycles.pdf").data)
