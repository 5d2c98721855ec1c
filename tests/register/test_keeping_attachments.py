"""Papers and pictures kept with a device: proof of delivery, photos of damage. Policy: RCV-2."""

from io import BytesIO

import pytest
from PIL import Image
from sqlalchemy import select

from app.db import db
from app.models import Attachment
from tests.conftest import Visits
from tests.district import District


def jpeg_with_a_place() -> bytes:
    stream = BytesIO()
    exif = Image.Exif()
    exif[0x010E] = "taken at home"
    Image.new("RGB", (60, 40), "navy").save(stream, "JPEG", exif=exif)
    return stream.getvalue()


def test_a_photo_is_kept_without_what_it_carried_along(visit: Visits, district: District) -> None:
    ivy, asset = visit("ivy"), district.asset("A1001").uuid
    data = {"file": (BytesIO(jpeg_with_a_place()), "damage.jpg"), "title": "Cracked corner"}
    assert ivy.post(f"/assets/{asset}/attachments", data=data).status_code == 303
    assert "Cracked corner" in ivy.get(f"/assets/{asset}").get_data(as_text=True)
    kept = db.session.scalars(select(Attachment)).one()
    answer = ivy.get(f"/attachments/{kept.uuid}")
    assert answer.mimetype == "image/jpeg"
    assert b"taken at home" not in answer.data
    assert "sandbox" in answer.headers["Content-Security-Policy"]


def test_a_pdf_is_handed_out_as_a_file_and_never_shown_by_the_page(visit: Visits, district: District) -> None:
    ivy, asset = visit("ivy"), district.asset("A1001").uuid
    ivy.post(f"/assets/{asset}/attachments", data={"file": (BytesIO(b"%PDF-1.7\n1 0 obj"), "proof.pdf")})
    kept = db.session.scalars(select(Attachment)).one()
    answer = ivy.get(f"/attachments/{kept.uuid}")
    assert answer.headers["Content-Disposition"].startswith("attachment")
    assert answer.headers["X-Content-Type-Options"] == "nosniff"


@pytest.mark.parametrize(
    ("data", "name", "status"),
    [
        (b"<svg onload='alert(1)'/>", "picture.svg", 415),
        (b"plain words", "photo.jpg", 415),
        (b"", "photo.jpg", 422),
        (b"\xff\xd8\xff" + bytes(50), "torn.jpg", 422),
        (b"%PDF-1.7" + bytes(16 * 1024 * 1024), "large.pdf", 413),
    ],
)
def test_what_is_not_taken_is_said_and_nothing_is_kept(
    visit: Visits, district: District, data: bytes, name: str, status: int
) -> None:
    asset = district.asset("A1001").uuid
    answer = visit("ivy").post(f"/assets/{asset}/attachments", data={"file": (BytesIO(data), name)})
    assert answer.status_code == status
    assert db.session.scalars(select(Attachment)).all() == []


def test_a_removed_file_is_gone_from_sight(visit: Visits, district: District) -> None:
    ivy, asset = visit("ivy"), district.asset("A1001").uuid
    ivy.post(f"/assets/{asset}/attachments", data={"file": (BytesIO(jpeg_with_a_place()), "damage.jpg")})
    kept = db.session.scalars(select(Attachment)).one().uuid
    assert visit("tom").post(f"/attachments/{kept}/remove").status_code == 403
    ivy.post(f"/attachments/{kept}/remove")
    assert ivy.get(f"/attachments/{kept}").status_code == 404
