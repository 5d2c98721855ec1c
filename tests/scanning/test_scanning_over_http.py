"""A code or a photo sent to the server, and what it says about it."""

import json
import struct
import zlib
from io import BytesIO
from typing import Any

import pytest
from PIL import Image
from qrcode.main import QRCode

from tests.conftest import Visits
from tests.corpora import corpus
from tests.district import District, Visitor

JSON = {"Accept": "application/json"}


@pytest.mark.parametrize("code", ["A1001", "a1001", " A1001 ", "PFA1001", "https://anywhere.test/t/A1001"])
def test_any_code_of_a_device_finds_it(visit: Visits, district: District, code: str) -> None:
    page = visit("ivy").get("/scan/resolve", query_string={"code": code}).get_data(as_text=True)
    assert f"/assets/{district.asset('A1001').uuid}" in page


def test_the_code_of_a_door_opens_its_room(visit: Visits, district: District) -> None:
    room = district.room("204").uuid
    page = visit("ivy").get(f"/scan/resolve?code=https://rollcall.test/r/{room}").get_data(as_text=True)
    assert f"/r/{room}" in page
    assert visit("ivy").get(f"/r/{room}").headers["Location"] == f"/rooms/{room}/count"
    assert visit("paul").get(f"/r/{room}").headers["Location"] == f"/rooms/{room}"


def test_a_badge_opens_the_person_for_those_who_may_see_names(visit: Visits, district: District) -> None:
    assert "Nguyen" in visit("ivy").get("/scan/resolve?code=700001").get_data(as_text=True)
    assert "Nguyen" not in visit("tom").get("/scan/resolve?code=700001").get_data(as_text=True)


def test_an_unknown_code_can_be_registered_by_those_who_may(visit: Visits, district: District) -> None:
    assert "/assets/new?tag=ZZ-9" in visit("ivy").get("/scan/resolve?code=ZZ-9").get_data(as_text=True)
    assert "/assets/new" not in visit("paul").get("/scan/resolve?code=ZZ-9").get_data(as_text=True)


@pytest.mark.parametrize(
    "code", ["", "x" * 5000, "' OR 1=1 --", "\u202eA1001", "💻", "%", "{{7321*9173}}", "<b>"]
)
def test_a_strange_code_is_shown_as_it_is_and_means_nothing(
    visit: Visits, district: District, code: str
) -> None:
    answer = visit("ivy").get("/scan/resolve", query_string={"code": code})
    assert answer.status_code == 200
    assert "<b>" not in answer.get_data(as_text=True).replace("<b class", "")
    assert str(7321 * 9173) not in answer.get_data(as_text=True)


def test_a_stranger_learns_whose_it_is_and_nothing_else(visit: Visits, district: District) -> None:
    page = visit(None).get("/t/A1001").get_data(as_text=True)
    assert "Marshall Middle" in page
    for secret in ("PFA1001", "Lenovo", "Room 204", "300e", str(district.asset("A1001").uuid)):
        assert secret not in page
    assert visit(None).get("/t/NOTHING-1").status_code == 200


def test_staff_who_scan_a_label_with_any_camera_see_the_device(visit: Visits, district: District) -> None:
    assert visit("ivy").get("/t/A1001").headers["Location"] == f"/assets/{district.asset('A1001').uuid}"
    assert visit("ivy").get("/t/B2001").headers["Location"] == "/scan?code=B2001"


def test_a_photo_of_labels_names_the_devices(visit: Visits, district: District) -> None:
    told = photo(visit("ivy"), labels("A1001", "B2001", "NOBODYS")).get_json()
    assert {one["text"]: one["asset"] and one["asset"]["tag"] for one in told} == {
        "A1001": "A1001", "B2001": None, "NOBODYS": None,
    }  # fmt: skip
    assert all(len(one["position"]) == 4 and one["format"] == "QRCode" for one in told)


def test_without_a_script_the_photo_answers_with_a_page(visit: Visits, district: District) -> None:
    answer = visit("ivy").post("/scan/photo", data={"photo": (BytesIO(labels("A1001")), "desk.png")})
    assert f"/assets/{district.asset('A1001').uuid}" in answer.get_data(as_text=True)


@pytest.mark.parametrize("cart", ["easy", "medium"])
def test_one_photo_reads_a_whole_cart(visit: Visits, district: District, cart: str) -> None:
    truth = json.loads(corpus(f"cart-photo/cart-{cart}.json").read_text())
    told = photo(visit("ivy"), corpus(f"cart-photo/cart-{cart}.jpg").read_bytes()).get_json()
    assert sorted(one["text"] for one in told) == sorted(tag["text"] for tag in truth["tags"])


@pytest.mark.parametrize(
    ("data", "status"),
    [
        (b"this is a letter, not a picture", 415),
        (b"GIF89a" + bytes(100), 415),
        (b"", 422),
        (b"\xff\xd8\xff\xe0" + bytes(200), 422),
        (b"\x89PNG\r\n\x1a\n" + b"\xff" * (40 * 1024 * 1024), 413),
    ],
)
def test_what_is_no_photo_is_refused_by_name(
    visit: Visits, district: District, data: bytes, status: int
) -> None:
    answer = photo(visit("ivy"), data)
    assert answer.status_code == status
    assert answer.get_json()["message"]


def test_a_picture_of_200_megapixels_is_refused_before_it_is_opened(
    visit: Visits, district: District
) -> None:
    assert photo(visit("ivy"), huge_png(20_000, 10_000)).status_code == 413


def test_a_photo_needs_a_photo(visit: Visits, district: District) -> None:
    assert visit("ivy").post("/scan/photo", headers=JSON).status_code == 400


def photo(visitor: Visitor, data: bytes) -> Any:
    return visitor.post("/scan/photo", data={"photo": (BytesIO(data), "photo.jpg")}, headers=JSON)


def labels(*tags: str) -> bytes:
    """A desk with these tags side by side."""
    desk = Image.new("L", (400 * len(tags), 400), 255)
    for number, tag in enumerate(tags):
        code = QRCode(box_size=10, border=4)
        code.add_data(tag)
        desk.paste(code.make_image().get_image().convert("L"), (400 * number, 20))
    stream = BytesIO()
    desk.save(stream, "PNG")
    return stream.getvalue()


def huge_png(width: int, height: int) -> bytes:
    """A small file that unfolds to a huge black picture."""
    rows = zlib.compressobj()
    line = bytes(width // 8 + 1)
    packed = b"".join(rows.compress(line) for _ in range(height)) + rows.flush()
    header = struct.pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0)

    def chunk(name: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", packed) + chunk(b"IEND", b"")
