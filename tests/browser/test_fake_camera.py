"""The films the browser tests show are fit to be read, and say nothing where they should not."""

from pathlib import Path

import numpy as np
import pytest
import zxingcpp
from PIL import Image

from app.files.labels import SHEETS, Label, render
from tests.browser.fake_camera import STEEL, Laid, code_128, cut_out, film, foreign_qr, scene

AVERY_5160 = SHEETS["avery-5160"]
TAGS = [f"A{number}" for number in range(104198, 104210)]


@pytest.fixture(scope="module")
def labels() -> list[Image.Image]:
    """A printed sheet, begun at its fifth label, cut apart."""
    printed = [Label(tag, ["Lenovo 300e Chromebook", f"S/N PF3A{tag[-3:]}"], tag) for tag in TAGS]
    pdf = render(printed, AVERY_5160, start=5, site="Rivera Middle School")
    return cut_out(pdf, AVERY_5160, len(TAGS), start=5)


def read(frame: Image.Image) -> set[str]:
    return {code.text for code in zxingcpp.read_barcodes(frame)}


def test_a_label_on_a_desk_reads_at_any_angle_and_at_arms_length(labels: list[Image.Image]) -> None:
    for number, (tag, label) in enumerate(zip(TAGS, labels, strict=True)):
        angle, scale = number * 31, 0.35 + 0.06 * number
        assert read(scene([Laid(label, angle, scale, 640, 360)], seed=number)) == {tag}


def test_two_labels_in_one_frame_are_both_read(labels: list[Image.Image]) -> None:
    frame = scene([(labels[0], 12, 0.6, 360, 300), (labels[1], -20, 0.5, 900, 430)], background=STEEL)
    assert read(frame) == {TAGS[0], TAGS[1]}


def test_a_desk_with_ten_labels_gives_all_ten(labels: list[Image.Image]) -> None:
    laid = [
        Laid(label, 7 * number - 30, 0.38, 190 + 300 * (number % 4), 130 + 230 * (number // 4))
        for number, label in enumerate(labels[:10])
    ]
    assert read(scene(laid)) == set(TAGS[:10])


def test_a_linear_code_and_a_strangers_code_read_as_what_they_are() -> None:
    (linear,) = zxingcpp.read_barcodes(scene([Laid(code_128("5CD1234ABC"), 4, 0.9, 640, 360)]))
    assert (linear.text, linear.format) == ("5CD1234ABC", zxingcpp.BarcodeFormat.Code128)
    (stranger,) = zxingcpp.read_barcodes(
        scene([Laid(foreign_qr("https://menu.example/7"), -8, 0.7, 640, 360)])
    )
    assert (stranger.text, stranger.format) == ("https://menu.example/7", zxingcpp.BarcodeFormat.QRCode)


@pytest.mark.parametrize("seed", range(6))
def test_an_empty_desk_says_nothing(seed: int) -> None:
    assert read(scene(seed=seed)) == set()


def test_a_film_holds_each_frame_and_still_reads_after_compression(
    labels: list[Image.Image], tmp_path: Path
) -> None:
    path = tmp_path / "room_204.mjpeg"
    shown = [scene([Laid(label, 15, 0.5, 600, 340)]) for label in labels[:2]]
    film([*shown, scene()], path, hold=3)
    pictures = [b"\xff\xd8\xff" + rest for rest in path.read_bytes().split(b"\xff\xd8\xff")[1:]]
    assert len(pictures) == 9
    assert pictures[0] == pictures[2] != pictures[3]
    first, second, none = (tmp_path / f"{number}.jpg" for number in range(3))
    for frame, picture in ((first, pictures[0]), (second, pictures[5]), (none, pictures[8])):
        frame.write_bytes(picture)
    assert read(Image.open(first)) == {TAGS[0]}
    assert read(Image.open(second)) == {TAGS[1]}
    assert read(Image.open(none)) == set()


def test_the_same_scene_is_the_same_picture() -> None:
    assert np.array_equal(np.asarray(scene(seed=7)), np.asarray(scene(seed=7)))
