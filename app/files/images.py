"""Pictures from strangers: refused by name before they cost anything, kept without what came along."""

import re
import struct
from dataclasses import dataclass
from io import BytesIO

from PIL import Image, ImageFile
from PIL.JpegImagePlugin import JpegImageFile
from PIL.PngImagePlugin import PngImageFile
from PIL.WebPImagePlugin import WebPImageFile

MOST_BYTES = 25_000_000
MOST_PIXELS = 52_000_000  # phones take 48 and 50 megapixels
MOST_SCANS = 64  # a progressive JPEG has about ten; each one costs a walk over the whole picture
LONGEST_SIDE = 2560
QUALITY = 85

# Not through Image.open: it would take any format Pillow knows, and judges sizes by a limit of its own.
OPENERS: dict[str, type[ImageFile.ImageFile]] = {
    "JPEG": JpegImageFile,
    "PNG": PngImageFile,
    "WebP": WebPImageFile,
}
DAMAGE = (OSError, SyntaxError, ValueError, KeyError, IndexError, TypeError, EOFError, struct.error)
STARTS = {
    "JPEG": rb"\xff\xd8\xff",
    "PNG": rb"\x89PNG\r\n\x1a\n",
    "WebP": rb"RIFF....WEBP",
    "GIF": rb"GIF8",
    "HEIC": rb"....ftyp(hei|hev|mif1|msf1)",
    "AVIF": rb"....ftypavi",
    "TIFF": rb"II\*\0|MM\0\*",
    "BMP": rb"BM.{4}\0{4}",
    "SVG": rb"\s*(<[?!].*?)?<svg",
    "PDF": rb"%PDF",
}
JPEG_MARKER = re.compile(rb"\xff+([^\x00\x01\xff\xd0-\xd8])")
FRAME_OF_JPEG = {bytes([0xC0 + n]) for n in range(16) if n not in {4, 8, 12}}
SCAN_OF_JPEG, END_OF_JPEG = b"\xda", b"\xd9"

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


class PictureRefused(Exception):
    """A picture that is not taken in; the subclass says why."""


class TooManyBytes(PictureRefused):
    def __init__(self, size: int, most: int) -> None:
        super().__init__(f"{size} bytes, where {most} are the most")
        self.size, self.most = size, most


class TooManyPixels(PictureRefused):
    def __init__(self, width: int, height: int, most: int) -> None:
        super().__init__(f"{width} × {height} pixels, where {most} are the most")
        self.width, self.height, self.most = width, height, most


class NotAPicture(PictureRefused):
    """Nothing we open; `kind` names it where it is something known."""

    def __init__(self, kind: str | None) -> None:
        super().__init__(f"{kind or 'something else'}, where a JPEG, PNG or WebP picture was expected")
        self.kind = kind


class DamagedPicture(PictureRefused):
    """It begins as a picture and does not go on as one."""

    def __init__(self, kind: str, reason: str) -> None:
        super().__init__(f"{kind} with damage: {reason}")
        self.kind, self.reason = kind, reason


class TooManyScans(PictureRefused):
    """A JPEG that would be decoded over and over: nobody's camera writes it."""

    def __init__(self, scans: int, most: int) -> None:
        super().__init__(f"{scans} scans, where {most} are the most")
        self.scans, self.most = scans, most


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
    kind = _kind(data)
    if kind is None or kind not in OPENERS:
        raise NotAPicture(kind)
    try:
        _judge_size(*HEADERS[kind](data), most_pixels)
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


def _kind(data: bytes) -> str | None:
    beginning = data[:1024]
    return next((kind for kind, start in STARTS.items() if re.match(start, beginning, re.DOTALL)), None)


def _jpeg_header(data: bytes) -> tuple[int, int]:
    width = height = scans = 0
    at = 2
    while (marker := JPEG_MARKER.search(data, at)) and marker[1] != END_OF_JPEG:
        at = marker.end()
        if marker[1] in FRAME_OF_JPEG:
            height, width = max((height, width), struct.unpack_from(">HH", data, at + 3))
        scans += marker[1] == SCAN_OF_JPEG
        at += struct.unpack_from(">H", data, at)[0]
    if scans > MOST_SCANS:
        raise TooManyScans(scans, MOST_SCANS)
    return width, height


def _png_header(data: bytes) -> tuple[int, int]:
    width, height = struct.unpack_from(">II", data, 16)
    return width, height


def _webp_header(data: bytes) -> tuple[int, int]:
    match data[12:16]:
        case b"VP8X":
            return 1 + int.from_bytes(data[24:27], "little"), 1 + int.from_bytes(data[27:30], "little")
        case b"VP8L":
            bits = int.from_bytes(data[21:25], "little")
            return 1 + (bits & 0x3FFF), 1 + (bits >> 14 & 0x3FFF)
        case _:
            width, height = struct.unpack_from("<HH", data, 26)
            return width & 0x3FFF, height & 0x3FFF


HEADERS = {"JPEG": _jpeg_header, "PNG": _png_header, "WebP": _webp_header}
