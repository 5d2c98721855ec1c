"""Whoever takes a device signs for it at Ivy's desk: with a finger, or by typing the name. Policy: CUS-2, RST-2."""

from io import BytesIO

import pytest
from PIL import Image
from sqlalchemy import select

from app.db import db
from app.models import Signature
from tests.conftest import Visits
from tests.custody.papers import checkout_of, sign
from tests.district import District
from tests.signatures import drawn


def signature() -> Signature:
    return db.session.scalars(select(Signature).order_by(Signature.id.desc())).one()


def test_a_drawn_mark_is_kept_small_and_shown(visit: Visits, district: District) -> None:
    ivy, address = visit("ivy"), f"/checkouts/{checkout_of(district, 'A1030').uuid}"
    assert "<canvas" in ivy.get(f"{address}/sign").text
    assert sign(ivy, district, drawn(1600, 700)) == 303
    kept = signature()
    assert (kept.kind, kept.signer, kept.taken_by.name if kept.taken_by else None) == (
        "drawn",
        "holder",
        "Ivy Delgado",
    )
    answer = visit("tess").get(f"{address}/mark.png")
    assert answer.mimetype == "image/png"
    assert answer.headers["Cache-Control"] == "no-store"
    picture = Image.open(BytesIO(answer.data))
    assert max(picture.size) <= 640
    assert len(answer.data) < 8000
    assert "Mark drawn by Sam Nguyen" in ivy.get(address).text


def test_nothing_that_came_along_with_a_mark_is_kept(visit: Visits, district: District) -> None:
    assert sign(visit("ivy"), district, drawn() + b"<script>secret</script>") == 303
    assert b"secret" not in (signature().mark or b"")


def test_a_name_may_be_typed_instead_and_a_guardian_may_sign(visit: Visits, district: District) -> None:
    ivy = visit("ivy")
    assert sign(ivy, district, name="  Thi   Nguyen ", signer="guardian") == 303
    assert (signature().kind, signature().name, signature().signer) == ("typed", "Thi Nguyen", "guardian")
    page = ivy.get(f"/checkouts/{checkout_of(district, 'A1030').uuid}").text
    assert "Thi Nguyen" in page
    assert "Parent or guardian" in page


@pytest.mark.parametrize(
    ("mark", "status"),
    [
        (None, 422), (drawn(empty=True), 422), (b"", 422), (b"no picture", 415), (b"<svg onload=alert(1)>", 415),
        (b"\x89PNG\r\n\x1a\n" + b"\0" * 40, 422), (drawn()[:80], 422), (b"x" * 600_000, 413), (drawn(3000, 2000), 413),
    ],
)  # fmt: skip
def test_what_is_no_signature_is_refused_in_words(
    visit: Visits, district: District, mark: bytes | None, status: int
) -> None:
    assert sign(visit("ivy"), district, mark) == status
    assert db.session.scalars(select(Signature)).all() == []
    assert sign(visit("ivy"), district, name=" \t ") == 422
    assert sign(visit("ivy"), district, name="Sam", signer="cat") == 400


def test_one_signs_once_and_a_mistake_is_taken_back(visit: Visits, district: District) -> None:
    ivy, address = visit("ivy"), f"/checkouts/{checkout_of(district, 'A1030').uuid}"
    assert [sign(ivy, district, name="Sam Nguyen") for _ in range(2)] == [303, 409]
    assert ivy.post(f"{address}/sign/undo").status_code == 303
    assert ivy.post(f"{address}/sign/undo").status_code == 404
    assert sign(ivy, district, drawn()) == 303
    rows = db.session.scalars(select(Signature).order_by(Signature.id)).all()
    assert [(row.kind, row.withdrawn_at is not None) for row in rows] == [("typed", True), ("drawn", False)]


def test_the_technician_lets_sign_without_reading_a_name(visit: Visits, district: District) -> None:
    """Policy: ORG-8."""
    tom, address = visit("tom"), f"/checkouts/{checkout_of(district, 'A1030').uuid}"
    page = tom.get(f"{address}/sign").text
    assert "badge …001" in page
    assert "Nguyen" not in page
    assert sign(tom, district, name="S. N.") == 303
    assert tom.get(address).status_code == 403


def test_another_school_s_papers_are_not_there(visit: Visits, district: District) -> None:
    address = f"/checkouts/{checkout_of(district, 'B2003').uuid}"
    ivy = visit("ivy")
    for path in ("", "/sign", "/receipt.pdf", "/mark.png"):
        assert ivy.get(address + path).status_code == 404
    for path in ("/sign", "/sign/undo", "/link", "/link/revoke", "/permission", "/accessories"):
        assert ivy.post(address + path, data={"name": "Zora"}).status_code == 404
    assert visit("tess").get(f"{address}/sign").status_code == 403


def test_signing_leads_on_to_our_own_pages_alone(visit: Visits, district: District) -> None:
    address = f"/checkouts/{checkout_of(district, 'A1030').uuid}/sign"
    answer = visit("ivy").post(address, data={"name": "Sam", "next": "https://evil.test/"})
    assert answer.location == "/"
