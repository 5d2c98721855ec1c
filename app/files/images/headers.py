"""What the first bytes of a picture say: its kind, and its size, before anything is decoded."""

import re
import struct
from collections.abc import Callable

from app.files.images.refusals import TooManyScans

MOST_SCANS = 64  # a progressive JPEG has about ten; each one costs a walk over the whole picture
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


def kind_of(data: bytes) -> str | None:
    """What the first bytes say it is; None for what nobody knows."""
    beginning = data[:1024]
    return next((kind for kind, start in STARTS.items() if re.match(start, beginning, re.DOTALL)), None)


def size_of(data: bytes, kind: str) -> tuple[int, int]:
    """Its width and height as its header tells them. Raises TooManyScans."""
    return HEADERS[kind](data)


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


HEADERS: dict[str, Callable[[bytes], tuple[int, int]]] = {
    "JPEG": _jpeg_header,
    "PNG": _png_header,
    "WebP": _webp_header,
}
