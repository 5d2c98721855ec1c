"""A camera made of paper: labels this product printed, laid on a desk and filmed for Chromium's fake device.

Chromium plays any `.mjpeg` at 30 frames a second, whatever it holds, and begins again at its end
(`chromium.fake_camera` has the switches).
"""

import io
import math
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple, TypeAlias

import numpy as np
import numpy.typing as npt
import pypdfium2 as pdfium
import qrcode
import zxingcpp
from PIL import Image, ImageChops, ImageDraw, ImageFilter

from app.files.labels import Sheet

HD = (1280, 720)
WOOD = (168, 138, 104)
STEEL = (92, 98, 106)
PRINTED_AT = 300
KEYSTONE = 0.12

Floats: TypeAlias = npt.NDArray[np.float64]
Corner: TypeAlias = tuple[float, float]


class Laid(NamedTuple):
    """A label lying with its centre at x, y of the frame, turned counter-clockwise by an angle in degrees."""

    label: Image.Image
    angle: float
    scale: float
    x: float
    y: float


def film(frames: Sequence[Image.Image], path: Path, hold: int = 15) -> None:
    """Writes the frames as a film that shows each of them for `hold` thirtieths of a second."""
    with path.open("wb") as out:
        for frame in frames:
            picture = io.BytesIO()
            frame.convert("RGB").save(picture, "JPEG", quality=82, subsampling="4:2:0")
            out.write(picture.getvalue() * hold)


def scene(
    labels: Sequence[Laid | tuple[Image.Image, float, float, float, float]] = (),
    size: tuple[int, int] = HD,
    blur: float = 0.7,
    background: tuple[int, int, int] = WOOD,
    seed: int = 204,
) -> Image.Image:
    """What the camera sees: paper on a desk under one lamp, a little tilted away, a little out of focus."""
    chance = np.random.default_rng(seed)
    picture = _desk(size, background, chance)
    for laid in labels:
        _lay(picture, Laid(*laid))
    return _through_the_lens(picture, blur, chance)


def cut_out(pdf: bytes, sheet: Sheet, count: int, start: int = 1) -> list[Image.Image]:
    """The first `count` labels of a printed file, cut along the sheet's own cuts, at 300 dots per inch."""
    dots = PRINTED_AT / 25.4
    cut = []
    with pdfium.PdfDocument(pdf) as document:
        pages = [page.render(scale=PRINTED_AT / 72).to_pil().convert("RGB") for page in document]
    for index in range(start - 1, start - 1 + count):
        page, position = divmod(index, sheet.per_page)
        left, top, width, height = (side * dots for side in sheet.box(position + 1))
        cut.append(pages[page].crop((round(left), round(top), round(left + width), round(top + height))))
    return cut


def code_128(text: str) -> Image.Image:
    """A strip of linear code, as libraries and makers stick on devices."""
    code = zxingcpp.create_barcode(text, zxingcpp.BarcodeFormat.Code128)
    return _card(Image.fromarray(np.asarray(code.to_image(scale=4, add_hrt=True))))


def foreign_qr(text: str = "https://menu.example/cafeteria?table=7") -> Image.Image:
    """Somebody else's QR code: a poster, a menu, another product's label."""
    code = qrcode.QRCode(box_size=12, border=4)
    code.add_data(text)
    return _card(code.make_image().get_image())


def _card(code: Image.Image, margin: int = 24) -> Image.Image:
    card = Image.new("RGB", (code.width + 2 * margin, code.height + 2 * margin), "white")
    card.paste(code.convert("RGB"), (margin, margin))
    return card


def _desk(size: tuple[int, int], colour: tuple[int, int, int], chance: np.random.Generator) -> Image.Image:
    """Long soft grain over the colour, scratches and a cable: edges that are no code."""
    width, height = size
    grain = chance.normal(0, 26, (height, max(2, width // 40)))
    streaks = Image.fromarray(np.clip(grain + 128, 0, 255).astype(np.uint8)).resize(
        size, Image.Resampling.BICUBIC
    )
    tone = np.asarray(streaks.filter(ImageFilter.GaussianBlur(1.5)), dtype=np.float64)[..., None] - 128
    desk = Image.fromarray(np.clip(np.array(colour) + tone, 0, 255).astype(np.uint8))
    draw = ImageDraw.Draw(desk)
    for _ in range(9):
        x, y, across, down = chance.integers((0, 0, -160, -30), (width, height, 160, 30)).tolist()
        draw.line((x, y, x + across, y + down), fill=(70, 60, 50), width=2)
    top = int(chance.integers(0, height))
    draw.arc((-width // 3, top - 200, width // 2, top + 200), 280, 70, fill=(35, 35, 38), width=9)
    return desk


def _lay(picture: Image.Image, laid: Laid) -> None:
    label = laid.label.convert("RGB")
    label = label.resize(
        (max(1, round(label.width * laid.scale)), max(1, round(label.height * laid.scale))),
        Image.Resampling.LANCZOS,
    )
    coefficients = _homography(_corners(laid, label, picture.size), label)
    seen = label.transform(picture.size, Image.Transform.PERSPECTIVE, coefficients, Image.Resampling.BICUBIC)
    paper = Image.new("L", label.size, 255).transform(
        picture.size, Image.Transform.PERSPECTIVE, coefficients, Image.Resampling.BILINEAR
    )
    shadow = (
        ImageChops.offset(paper, 3, 4).filter(ImageFilter.GaussianBlur(4)).point(lambda dark: dark * 0.45)
    )
    picture.paste((0, 0, 0), mask=shadow)
    picture.paste(seen, mask=paper)


def _corners(laid: Laid, label: Image.Image, size: tuple[int, int]) -> list[Corner]:
    """The label's corners in the frame: turned, then narrowed towards the top, as a tilted phone sees it."""
    turn = math.radians(laid.angle)
    half = label.width / 2, label.height / 2
    corners = []
    for across, down in ((-1, -1), (1, -1), (1, 1), (-1, 1)):
        x, y = across * half[0], down * half[1]
        x, y = x * math.cos(turn) + y * math.sin(turn), y * math.cos(turn) - x * math.sin(turn)
        nearer = 1 + KEYSTONE * y / (size[1] / 2)
        corners.append((laid.x + x * nearer, laid.y + y * nearer))
    return corners


def _homography(seen: list[Corner], label: Image.Image) -> tuple[float, ...]:
    """The eight numbers with which Pillow finds, for each pixel of the frame, its place on the label."""
    flat = [(0.0, 0.0), (label.width, 0.0), (label.width, label.height), (0.0, label.height)]
    rows, sides = [], []
    for (x, y), (u, v) in zip(seen, flat, strict=True):
        rows += [[x, y, 1, 0, 0, 0, -u * x, -u * y], [0, 0, 0, x, y, 1, -v * x, -v * y]]
        sides += [u, v]
    return tuple(np.linalg.solve(np.array(rows), np.array(sides)).tolist())


def _through_the_lens(picture: Image.Image, blur: float, chance: np.random.Generator) -> Image.Image:
    light = np.asarray(picture.filter(ImageFilter.GaussianBlur(blur)), dtype=np.float64)
    light = light * _lamp(picture.size)[..., None] + chance.normal(0, 5, light.shape)
    return Image.fromarray(np.clip(light, 0, 255).astype(np.uint8))


def _lamp(size: tuple[int, int]) -> Floats:
    """Bright above left of the middle, a third darker in the far corner."""
    width, height = size
    down, across = np.mgrid[0:height, 0:width]
    far = np.hypot((across - width * 0.4) / width, (down - height * 0.35) / height)
    lamp: Floats = 1.02 - 0.45 * far**1.5
    return lamp
