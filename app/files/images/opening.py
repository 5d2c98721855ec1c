"""A picture opened, upright and on white; and made anew without what came along."""

import struct
from dataclasses import dataclass
from io import BytesIO

from PIL import Image, ImageFile
from PIL.JpegImagePlugin import JpegImageFile
from PIL.PngImagePlugin import PngImageFile
from PIL.WebPImagePlugin import WebPImageFile

from app.files.images.headers import kind_of, size_of
from app.files.images.refusals import DamagedPicture, NotAPicture, TooManyBytes, TooManyPixels

MOST_BYTES = 25_000_000
MOST_PIXELS = 52_000_000  # phones take 48 and 50 megapixels
LONGEST_SIDE = 2560
QUALITY = 85

# Not through Image.open: it would take any format Pillow knows, and judges sizes by a limit of its own.
OPENERS: dict[str, type[ImageFile.ImageFile]] = {
    "JPEG": JpegImageFile,
    "PNG": PngImageFile,
    "WebP": WebPImageFile,
}
DAMAGE = (OSError, SyntaxError, ValueError, KeyError, IndexError, TypeError, EOFError, struct.error)
ORIENTATION = 0x0112
TURNED_BACK = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}


@dataclass(frozen=True)
class Picture:
    """A picture of our own making, fit to keep and to show."""

    data: bytes
    media_type: str
    width: int
    height: int


def open_picture(
    data: bytes, *, most_bytes: int = MOST_BYTES, most_pixels: int = MOST_PIXELS, grey: bool = False
) -> Image.Image:
    """The picture upright and without transparency, RGB or grey; its size is judged before it is decoded."""
    if len(data) > most_bytes:
        raise TooManyBytes(len(data), most_bytes)
    kind = kind_of(data)
    if kind is None or kind not in OPENERS:
        raise NotAPicture(kind)
    try:
        _judge_size(*size_of(data, kind), most_pixels)
        image = OPENERS[kind](BytesIO(data))
        _judge_size(*image.size, most_pixels)
        if grey:
            image.draft("L", image.size)
        image.load()
    except DAMAGE as damage:
        raise DamagedPicture(kind, str(damage)) from damage
    upright = _upright(image)
    return as_grey(upright) if grey else _on_white(upright)


def reencode(
    data: bytes,
    *,
    most_bytes: int = MOST_BYTES,
    most_pixels: int = MOST_PIXELS,
    longest_side: int = LONGEST_SIDE,
) -> Picture:
    """The same picture as a plain JPEG: no place, no camera, no comment, nothing behind the last pixel."""
    image = open_picture(data, most_bytes=most_bytes, most_pixels=most_pixels)
    image.thumbnail((longest_side, longest_side), Image.Resampling.LANCZOS)
    kept = BytesIO()
    image.save(kept, "JPEG", quality=QUALITY, optimize=True, exif=b"", icc_profile=None, comment=b"")
    return Picture(kept.getvalue(), "image/jpeg", image.width, image.height)


def as_grey(image: Image.Image) -> Image.Image:
    """What a reader of codes needs of a picture."""
    return image if image.mode == "L" else _on_white(image).convert("L")


def _judge_size(width: int, height: int, most_pixels: int) -> None:
    if not width or not height:
        raise ValueError(f"{width} × {height} pixels")
    if width * height > most_pixels:
        raise TooManyPixels(width, height, most_pixels)


def _upright(image: Image.Image) -> Image.Image:
    try:
        turn = TURNED_BACK.get(image.getexif().get(ORIENTATION, 1))
    except (*DAMAGE, Warning):
        return image  # a picture is not refused for what its camera scribbled beside it
    return image.transpose(turn) if turn is not None else image


def _on_white(image: Image.Image) -> Image.Image:
    if not image.has_transparency_data:
        if image.mode.startswith("I"):  # sixteen bits of grey
            image = image.point(lambda value: value / 256).convert("L")
        return image if image.mode in {"L", "RGB"} else image.convert("L" if image.mode == "1" else "RGB")
    clear = image.convert("RGBA")
    white = Image.new("RGB", clear.size, "white")
    white.paste(clear, mask=clear.getchannel("A"))
    return white
