"""A mark drawn by hand, kept as a small picture of our own making: grey on white, cut to its ink."""

from io import BytesIO

from PIL import Image, ImageOps

from app.files.images import PictureRefused, open_picture

LONGEST_SIDE = 640
INK = 128
LEAST_INK = 24
GREYS = 4


class EmptyMark(PictureRefused):
    """Nothing was drawn."""


def drawn_mark(data: bytes, *, most_bytes: int, most_pixels: int) -> bytes:
    """The ink of a drawn mark as a PNG of a few kilobytes. Raises PictureRefused, EmptyMark."""
    grey = open_picture(data, most_bytes=most_bytes, most_pixels=most_pixels, grey=True)
    ink = ImageOps.invert(grey).point(lambda value: 255 if value > INK else 0)
    box = ink.getbbox()
    if box is None or ink.histogram()[255] < LEAST_INK:
        raise EmptyMark("no ink")
    mark = ImageOps.expand(grey.crop(box), border=4, fill=255)
    mark.thumbnail((LONGEST_SIDE, LONGEST_SIDE), Image.Resampling.LANCZOS)
    kept = BytesIO()
    mark.quantize(GREYS).save(kept, "PNG", optimize=True)
    return kept.getvalue()
