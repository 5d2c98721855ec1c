"""Anybody who holds the paper sees whether its seal stands; those of the site have its paper in two languages."""

from uuid import uuid4

import pypdfium2
import pytest
from sqlalchemy import select, text

from app.db import db
from app.models import Seal
from tests.certification.tablet import signs
from tests.conftest import Visits
from tests.district import District


def test_the_paper_says_what_was_sealed_in_both_languages(
    marshall: str, visit: Visits, district: District
) -> None:
    visit("ivy").post(f"{marshall}/review")
    paul = visit("paul")
    paul.post(f"{marshall}/spot-checks")
    paul.post(f"{marshall}/spot-checks/seen", data={"code": "A1001"})
    signs(paul, marshall)
    sealed = db.session.scalars(select(Seal)).one()
    for language, words in (
        ("en", ("Unaccounted for: 10", "from 2 sighted devices were seen again", "Not seen again: A1002")),
        ("es", ("Sin justificar: 10", "entre 2 vistos se vieron", "No se vieron de nuevo: A1002")),
    ):
        answer = paul.get(f"/seals/{sealed.uuid}/certificate.pdf?lang={language}")
        document = pypdfium2.PdfDocument(answer.data)
        text = " ".join("".join(page.get_textpage().get_text_bounded() for page in document).split())
        assert [word for word in words if word not in text] == []
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
    record = f"/seals/{sealed.uuid}/record.json"
    assert ("I work here: sign in" in page, record in page, marshall in page) == (True, False, False)
    for name, keeps in (("ivy", True), ("ada", True), ("lola", False), ("tess", False)):
        page = visit(name).get(f"/seals/{sealed.uuid}").text
        assert (record in page, f'href="{marshall}"' in page) == (keeps, keeps), name
        assert "I work here" not in page
    assert stranger.get(record).status_code in (303, 401)
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
