"""Ms. Ortega photographs a delivery note; what others send in its place is refused by name."""

import random
import struct
import zlib
from contextlib import suppress
from io import BytesIO
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from app.files.images import (
    MOST_BYTES,
    MOST_SCANS,
    DamagedPicture,
    NotAPicture,
    PictureRefused,
    TooManyBytes,
    TooManyPixels,
    TooManyScans,
    open_picture,
    reencode,
)

RED, BLUE = (200, 30, 30), (30, 30, 200)


def drawn(kind: str = "JPEG", size: tuple[int, int] = (640, 480), **how: object) -> bytes:
    """A note whose left half is red and whose right half is blue."""
    note = Image.new("RGB", size, RED)
    note.paste(BLUE, (size[0] // 2, 0, *size))
    return saved(note, kind, **how)


def saved(image: Image.Image, kind: str, **how: object) -> bytes:
    file = BytesIO()
    image.save(file, kind, **how)
    return file.getvalue()


def is_like(picture: Image.Image, place: tuple[int, int], meant: tuple[int, int, int]) -> bool:
    seen = picture.getpixel(place)
    assert isinstance(seen, tuple)
    return all(abs(a - b) < 12 for a, b in zip(seen, meant, strict=True))


def test_a_phone_photo_is_kept_upright_and_says_nothing_of_where_it_was_taken() -> None:
    exif = Image.Exif()
    exif[0x0112] = 6  # held upright: the sensor's left is the picture's top
    exif[0x010F] = "Phone of Ms. Ortega"
    exif.get_ifd(0x8825)[2] = (34.0, 3.0, 8.0)
    photo = drawn(exif=exif, comment=b"bungalow 12") + b"what follows the picture"

    kept = reencode(photo)

    again = Image.open(BytesIO(kept.data))
    assert (kept.media_type, kept.width, kept.height, again.size) == ("image/jpeg", 480, 640, (480, 640))
    assert is_like(again, (240, 20), RED)
    assert is_like(again, (240, 620), BLUE)
    assert not again.getexif()
    assert not {"exif", "comment", "icc_profile", "xmp"} & set(again.info)
    assert all(secret not in kept.data for secret in (b"Ortega", b"bungalow", b"follows"))


@pytest.mark.parametrize("orientation", range(1, 9))
def test_every_way_of_holding_the_phone_is_turned_back(orientation: int) -> None:
    exif = Image.Exif()
    exif[0x0112] = orientation
    top_left = {1: RED, 2: BLUE, 3: BLUE, 4: RED, 5: RED, 6: RED, 7: BLUE, 8: BLUE}[orientation]
    picture = open_picture(drawn(exif=exif))
    assert picture.size == ((640, 480) if orientation < 5 else (480, 640))
    assert is_like(picture, (10, 10), top_left)


def test_a_large_photo_is_kept_at_a_size_that_can_still_be_read() -> None:
    kept = reencode(drawn(size=(4000, 3000)))
    assert (kept.width, kept.height) == (2560, 1920)


def test_png_and_webp_are_taken_too_and_glass_becomes_white() -> None:
    clear = Image.new("RGBA", (40, 30), (0, 0, 0, 0))
    for kind in ("PNG", "WEBP"):
        assert is_like(open_picture(saved(clear, kind)), (5, 5), (255, 255, 255))
    assert open_picture(saved(clear, "PNG"), grey=True).getpixel((5, 5)) == 255


def test_scanners_that_write_sixteen_bits_of_grey_or_printers_inks_are_understood() -> None:
    scanned = Image.new("I;16", (20, 20), 128 * 256)
    assert open_picture(saved(scanned, "PNG")).getpixel((3, 3)) == 128
    inks = Image.new("CMYK", (20, 20), (0, 255, 255, 0))
    assert is_like(open_picture(saved(inks, "JPEG")), (3, 3), (255, 0, 0))


def test_a_48_megapixel_photo_is_opened() -> None:
    photo = saved(Image.new("L", (8064, 6048), 200), "JPEG")
    assert open_picture(photo, grey=True).size == (8064, 6048)


def test_forty_megabytes_are_refused_before_anything_is_read() -> None:
    with pytest.raises(TooManyBytes) as refused:
        open_picture(b"\xff\xd8\xff" + bytes(40_000_000))
    assert (refused.value.size, refused.value.most) == (40_000_003, MOST_BYTES)


def claiming(kind: str, width: int, height: int) -> bytes:
    """A small picture whose header says that it is large."""
    small = bytearray(drawn(kind, (64, 48), **({"lossless": True} if kind == "WEBP" else {})))
    if kind == "JPEG":
        at = small.index(b"\xff\xc0") + 5
        small[at : at + 4] = struct.pack(">HH", height, width)
    elif kind == "PNG":
        small[16:24] = struct.pack(">II", width, height)
        small[29:33] = struct.pack(">I", zlib.crc32(small[12:29]))
    else:
        small[21:25] = ((width - 1) | (height - 1) << 14).to_bytes(4, "little")
    return bytes(small)


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_two_hundred_megapixels_are_refused_by_what_the_header_says(kind: str) -> None:
    with pytest.raises(TooManyPixels) as refused:
        open_picture(claiming(kind, 16_000, 12_500))
    assert (refused.value.width, refused.value.height) == (16_000, 12_500)
    assert str(refused.value) == "16000 × 12500 pixels, where 52000000 are the most"


def test_a_decompression_bomb_is_refused_without_being_unpacked() -> None:
    packer = zlib.compressobj()
    row = bytes(1 + 30_000 // 8)
    packed = b"".join([*(packer.compress(row * 1_000) for _ in range(30)), packer.flush()])
    header = struct.pack(">IIBBBBB", 30_000, 30_000, 1, 0, 0, 0, 0)
    chunks = ((b"IHDR", header), (b"IDAT", packed), (b"IEND", b""))
    bomb = b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))
        for name, body in chunks
    )
    assert len(bomb) < 200_000
    with pytest.raises(TooManyPixels, match="30000 × 30000"):
        open_picture(bomb)


def test_a_jpeg_that_wants_to_be_decoded_over_and_over_is_refused() -> None:
    photo = drawn(progressive=True)
    scans = [at for at in range(len(photo)) if photo[at : at + 2] == b"\xff\xda"]
    assert 1 < len(scans) <= MOST_SCANS
    last = photo[scans[-1] : -2]
    with pytest.raises(TooManyScans):
        open_picture(photo[:-2] + last * 1_000 + photo[-2:])


def test_a_film_behind_the_photo_does_not_count_as_scans() -> None:
    film = random.Random(7).randbytes(9_000_000)
    assert film.count(b"\xff\xda") > MOST_SCANS
    assert open_picture(drawn(progressive=True) + film).size == (640, 480)


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (b"Dear Sir or Madam, here are the tags: 000123, 000124", None),
        (b"", None),
        (drawn("GIF"), "GIF"),
        (b'<?xml version="1.0"?>\n<!-- drawn -->\n<svg xmlns="http://www.w3.org/2000/svg"/>', "SVG"),
        (b"  <svg onload='alert(1)'/>", "SVG"),
        (b"\0\0\0\x18ftypheic\0\0\0\0mif1heic", "HEIC"),
        (drawn("TIFF"), "TIFF"),
        (drawn("BMP"), "BMP"),
        (b"%PDF-1.7\n", "PDF"),
    ],
)
def test_what_is_no_photo_is_refused_by_what_it_is_whatever_its_name_says(
    data: bytes, kind: str | None
) -> None:
    with pytest.raises(NotAPicture) as refused:
        open_picture(data)
    assert refused.value.kind == kind


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_a_picture_that_stops_half_way_is_damaged(kind: str) -> None:
    noise = Image.frombytes("RGB", (200, 150), random.Random(3).randbytes(90_000))
    whole = saved(noise, kind)
    open_picture(whole)
    for share in (0.02, 0.3, 0.6, 0.95):
        with pytest.raises(DamagedPicture):
            open_picture(whole[: int(len(whole) * share)])


def test_a_picture_without_any_pixels_is_damaged() -> None:
    with pytest.raises(DamagedPicture, match="0 × 48"):
        open_picture(claiming("JPEG", 0, 48))


def test_scribbles_where_the_camera_notes_how_it_was_held_do_no_harm() -> None:
    photo = drawn(exif=b"Exif\0\0MM\0*\xff\xff\xff\xff" + b"\xff" * 40)
    with pytest.warns(UserWarning, match="Corrupt EXIF data"):
        assert open_picture(photo).size == (640, 480)


BEGINNINGS = [drawn("JPEG", (32, 24))[:400], drawn("PNG", (32, 24))[:60], drawn("WEBP", (32, 24))[:40], b""]


@pytest.mark.filterwarnings("ignore::UserWarning:PIL")
@settings(max_examples=200)
@given(st.sampled_from(BEGINNINGS), st.binary(max_size=300))
def test_any_bytes_are_a_picture_or_refused_by_name(beginning: bytes, rest: bytes) -> None:
    with suppress(PictureRefused):
        open_picture(beginning + rest)


@pytest.mark.filterwarnings("ignore::UserWarning:PIL")
@settings(max_examples=200)
@given(
    st.sampled_from(["JPEG", "PNG", "WEBP"]),
    st.lists(st.integers(0, 10_000), max_size=12),
    st.binary(max_size=9),
)
def test_a_picture_torn_anywhere_is_a_picture_or_refused_by_name(
    kind: str, tears: list[int], dirt: bytes
) -> None:
    whole = drawn(kind, (32, 24))
    places = sorted({0, len(whole), *(tear % len(whole) for tear in tears)})
    torn = dirt.join(whole[start:end] for start, end in pairwise(places))
    with suppress(PictureRefused):
        open_picture(torn)
