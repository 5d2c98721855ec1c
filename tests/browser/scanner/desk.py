"""What lies under the scanner in these tests: labels this product printed, and stickers of others."""

import io
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import zxingcpp
from PIL import Image

from app.files.labels import SHEETS, Label, render
from tests.browser.fake_camera import Laid, cut_out, film, scene

QR = zxingcpp.BarcodeFormat.QRCode
CODE_128 = zxingcpp.BarcodeFormat.Code128
CODE_39 = zxingcpp.BarcodeFormat.Code39
DATA_MATRIX = zxingcpp.BarcodeFormat.DataMatrix
AVERY_5160 = SHEETS["avery-5160"]


def printed(*tags: str) -> list[Image.Image]:
    """Our own labels, from the sheet we print."""
    labels = [Label(tag, ["Lenovo 300e Chromebook"], tag) for tag in tags]
    return cut_out(render(labels, AVERY_5160, site="Marshall Middle"), AVERY_5160, len(tags))


def sticker(text: str, format: zxingcpp.BarcodeFormat, wide: int = 480) -> Image.Image:
    """A maker's or an earlier system's sticker, so many pixels wide."""
    code = zxingcpp.create_barcode(text, format)
    picture = Image.fromarray(np.array(zxingcpp.write_barcode_to_image(code, scale=8, add_quiet_zones=True)))
    return picture.convert("RGB").resize((wide, round(wide * picture.height / picture.width)))


def still(place: Path, laid: Sequence[Laid]) -> Path:
    """A camera held still over them."""
    film([scene(laid)], place, hold=30)
    return place


def photograph(laid: Sequence[Laid]) -> bytes:
    jpeg = io.BytesIO()
    scene(laid).save(jpeg, "JPEG", quality=90)
    return jpeg.getvalue()


def trolley() -> list[tuple[str, Laid]]:
    """Ms. Okafor's trolley as it passes the camera: near and far, askew, old stickers and new."""
    ours = printed("A104233", "A104198", "A104201", "A099870", "A104251", "A104252")
    return [
        ("A104233", Laid(ours[0], 0, 0.7, 640, 360)),
        ("A104198", Laid(ours[1], 25, 0.55, 520, 320)),
        ("5CG1234XYZ", Laid(sticker("5CG1234XYZ", CODE_128), 6, 1, 640, 360)),
        ("A104201", Laid(ours[2], -40, 0.9, 700, 380)),
        (
            "http://192.168.1.5/t/A104300",
            Laid(sticker("http://192.168.1.5/t/A104300", QR), -15, 0.6, 640, 360),
        ),
        ("A099870", Laid(ours[3], 90, 0.5, 400, 300)),
        ("000417", Laid(sticker("000417", CODE_39), -4, 1, 640, 330)),
        ("A104250", Laid(sticker("A104250", DATA_MATRIX), 12, 0.4, 700, 400)),
        ("A104251", Laid(ours[4], 10, 0.45, 860, 500)),
        ("A104252", Laid(ours[5], 170, 1, 640, 360)),
    ]


def pair() -> list[Laid]:
    """Two Chromebooks side by side."""
    left, right = printed("A104198", "A104199")
    return [Laid(left, 0, 0.5, 430, 360), Laid(right, -30, 0.5, 880, 340)]
