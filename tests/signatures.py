"""Marks as fingers draw them on a tablet."""

from functools import cache
from io import BytesIO

from PIL import Image, ImageDraw


@cache
def drawn(width: int = 300, height: int = 120, *, empty: bool = False) -> bytes:
    """A PNG as the canvas sends it: black on white, or nothing but white."""
    canvas = Image.new("RGB", (width, height), "white")
    if not empty:
        points = [(20 + x, height / 2 + (x % 40 - 20) * height / 60) for x in range(0, width - 40, 10)]
        ImageDraw.Draw(canvas).line(points, fill="black", width=4)
    stream = BytesIO()
    canvas.save(stream, "PNG")
    return stream.getvalue()
