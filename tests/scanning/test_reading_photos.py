"""Photographs of labels are read: hard ones, tilted ones, a whole cart; never a code that is not there."""

import json
import math
from io import BytesIO
from typing import Any

import pytest
import zxingcpp
from PIL import Image
from zxingcpp import BarcodeFormat

from app.files.images import TooManyPixels
from app.files.reading import Reading, read_photo
from app.files.reading.frames import Frame
from app.files.reading.search import Search
from app.files.reading.sights import LINEAR
from tests.corpora import corpus
from tests.scanning.photographs import photographs, truth_of

# A slow machine reads the same as a fast one.
PATIENT = 120

OTHER_TEXTS = {
    "qrcode-2/16.webp": {"[外側QRコード]\r\n \r\n*ﾀﾞﾌﾞﾙQR*\r\nhttp://d-qr.net/ex/"},  # one code inside another
    "code39-1/code32-1.png": {
        "3PRM8N"
    },  # Code 32: what stands in the bars, not what a pharmacist makes of it
}


def read_all(*folders: str) -> tuple[list[str], list[str]]:
    """The photographs that were read and those that were not; a text that is not in one fails at once."""
    read: list[str] = []
    unread: list[str] = []
    for path in photographs(*folders):
        name, truth = f"{path.parent.name}/{path.name}", truth_of(path)
        texts = {reading.text for reading in read_photo(path.read_bytes(), patience=PATIENT)}
        assert texts <= {truth, *OTHER_TEXTS.get(name, ())}, f"{name} reads {texts}"
        if truth is not None:
            (read if truth in texts else unread).append(name)
    print(f"\n{', '.join(folders)}: {len(read)} of {len(read) + len(unread)} read; unread: {unread}")  # noqa: T201 - the share is the result
    return read, unread


@pytest.mark.parametrize(
    ("folders", "known_unread"),
    [
        (("zxing-cpp/qrcode-1", "zxing-cpp/qrcode-2", "zxing-cpp/qrcode-3", "zxing-cpp/qrcode-5"), set()),
        (("zxing-cpp/datamatrix-1", "zxing-cpp/datamatrix-3", "zxing-cpp/datamatrix-5"), set()),
        (("zxing-cpp/code128-1", "zxing-cpp/code128-2"), set()),
        (("zxing-cpp/code39-1", "zxing-cpp/code39-2"), {"code39-1/code32-1.png"}),
        (("zxing-cpp/itf-1",), set()),
    ],
    ids=["QR", "Data Matrix", "Code 128", "Code 39", "ITF"],
)
def test_every_photograph_of_a_set_is_read(folders: tuple[str, ...], known_unread: set[str]) -> None:
    _, unread = read_all(*folders)
    assert set(unread) <= known_unread


@pytest.mark.slow
def test_a_linear_code_held_askew_is_read() -> None:
    read, unread = read_all("quagga2/code_128")
    assert (len(read), unread) == (12, [])


@pytest.mark.slow
def test_nothing_is_read_where_there_is_no_code() -> None:
    found = {
        path.name: readings
        for path in photographs("zxing-cpp/falsepositives-1")
        if (readings := read_photo(path.read_bytes(), patience=PATIENT))
    }
    assert found == {}


@pytest.mark.parametrize("cart", ["cart-easy", "cart-medium"])
def test_one_photo_counts_a_cart(cart: str) -> None:
    truth: dict[str, Any] = json.loads(corpus(f"cart-photo/{cart}.json").read_text())
    places = {tag["text"]: tag["quad"] for tag in truth["tags"]}
    readings = read_photo(corpus(f"cart-photo/{cart}.jpg").read_bytes(), patience=PATIENT)
    print(f"\n{cart}: {len(readings)} of {len(places)}")  # noqa: T201 - the share is the result
    assert sorted(reading.text for reading in readings) == sorted(places)
    for reading in readings:
        assert reading.format == "QRCode"
        for seen, drawn in zip(reading.position, places[reading.text], strict=True):
            assert math.dist(seen, drawn) < 2 * truth["module_px"]["median"]


def test_several_codes_in_one_picture_are_all_read_each_in_its_place() -> None:
    stickers = read_photo(corpus("barcode-photos/zxing-cpp/multi-1/multi-dm.png").read_bytes())
    assert [(s.text, s.format) for s in stickers] == [("X12X12X12X12", "DataMatrix")] * 5
    assert len({s.position for s in stickers}) == 5
    rewards = read_photo(corpus("barcode-photos/zxing-cpp/multi-1/multi-qr.png").read_bytes())
    assert len({r.text for r in rewards}) == len(rewards) == 4


def sticker(text: str, format: BarcodeFormat = BarcodeFormat.QRCode, scale: int = 4) -> Image.Image:
    drawn = Image.fromarray(
        zxingcpp.write_barcode_to_image(zxingcpp.create_barcode(text, format), scale=scale)
    )
    framed = Image.new("L", (drawn.width + 40, drawn.height + 40), 255)
    framed.paste(drawn, (20, 20))
    return framed


def desk(*stickers: tuple[Image.Image, tuple[int, int]], size: tuple[int, int] = (1600, 1200)) -> Image.Image:
    picture = Image.new("L", size, 150)
    for image, place in stickers:
        picture.paste(image, place)
    return picture


def texts(readings: list[Reading]) -> list[str]:
    return [reading.text for reading in readings]


def test_two_devices_that_wear_the_same_tag_are_two_readings_from_top_to_bottom() -> None:
    picture = desk(
        (sticker("000123"), (900, 700)), (sticker("000123"), (100, 80)), (sticker("000124"), (500, 400))
    )
    readings = read_photo(picture)
    assert texts(readings) == ["000123", "000124", "000123"]
    assert [reading.position[0][0] // 100 for reading in readings] == [1, 5, 9]


def test_stacked_bars_are_told_apart() -> None:
    picture = desk(
        (sticker("SAM-0001", BarcodeFormat.Code128, 3), (200, 200)),
        (sticker("PF3XK0AB", BarcodeFormat.Code128, 3), (200, 370)),
        (sticker("5CD2140XYZ", BarcodeFormat.Code39Std, 2), (200, 540)),
    )
    assert texts(read_photo(picture)) == ["SAM-0001", "PF3XK0AB", "5CD2140XYZ"]
    assert sorted(texts(read_photo(picture.rotate(33, expand=True, fillcolor=150)))) == [
        "5CD2140XYZ", "PF3XK0AB", "SAM-0001",
    ]  # fmt: skip


@pytest.mark.parametrize("tag", ["SAM/A1", "123417", "123422", "00+17", "C$5%"])
def test_code_39_is_read_as_the_label_says_and_not_as_one_of_its_dialects(tag: str) -> None:
    readings = read_photo(desk((sticker(tag, BarcodeFormat.Code39Std, 3), (200, 200))))
    assert [(r.text, r.format) for r in readings] == [(tag, "Code39")]


def test_a_shorter_number_is_never_read_out_of_a_tilted_itf() -> None:
    label = sticker("30181083904412", BarcodeFormat.ITF, 2)
    for degrees in range(0, 90, 6):
        picture = desk((label, (100, 100)), size=(500, 350)).rotate(
            degrees, Image.Resampling.BICUBIC, expand=True, fillcolor=150
        )
        assert set(texts(read_photo(picture, patience=PATIENT))) <= {"30181083904412"}


def test_a_linear_code_is_believed_on_its_second_reading_or_when_it_looks_like_a_tag() -> None:
    once = Frame(desk((sticker("A574360", BarcodeFormat.Code128, 3), (200, 200))))
    blurred = Frame(Image.new("L", once.grey.size, 150))  # looking closer shows nothing

    stranger = Search(blurred, LINEAR, fits=lambda _: False, until=math.inf)
    assert not stranger.look([once, once.sharpened], LINEAR)
    assert stranger.look([once.resized(2)], LINEAR)
    assert texts(stranger.readings()) == ["A574360"]

    tag = Search(blurred, LINEAR, fits=lambda text: text.startswith("A"), until=math.inf)
    assert tag.look([once], LINEAR)
    assert texts(tag.readings()) == ["A574360"]


def test_codabar_of_an_old_library_book_is_read_when_asked_for() -> None:
    book = desk((sticker("A35555000012349B", BarcodeFormat.Codabar, 3), (200, 200)))
    assert read_photo(book) == []
    assert texts(read_photo(book, codabar=True)) == ["A35555000012349B"]


def test_places_are_those_of_the_upright_picture() -> None:
    exif = Image.Exif()
    exif[0x0112] = 6
    file = BytesIO()
    desk((sticker("000123"), (1200, 100)), size=(1600, 1000)).save(file, "JPEG", exif=exif)
    (reading,) = read_photo(file.getvalue())
    assert all(700 < x < 900 and 1200 < y < 1400 for x, y in reading.position)


def test_a_label_cut_out_on_glass_is_read() -> None:
    glass = Image.new("RGBA", (400, 400), (0, 0, 0, 0))
    black = sticker("000123").point(lambda value: 255 - value)
    glass.paste((0, 0, 0, 255), (50, 50), black)
    assert texts(read_photo(glass)) == ["000123"]


def test_when_patience_is_over_what_was_read_so_far_is_the_answer() -> None:
    assert read_photo(desk((sticker("000123"), (100, 100))), patience=0) == []


def test_a_photo_too_large_to_look_at_is_refused_by_name() -> None:
    file = BytesIO()
    Image.new("1", (10_000, 9_000)).save(file, "PNG")
    with pytest.raises(TooManyPixels):
        read_photo(file.getvalue())
