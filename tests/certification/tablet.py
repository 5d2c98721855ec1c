"""Paul signs on a tablet: what the page shows him, and what he sends."""

import re
from io import BytesIO

from PIL import Image, ImageDraw

from tests.district import PASSWORD, Visitor


def mark() -> tuple[BytesIO, str]:
    picture = Image.new("RGB", (300, 120), "white")
    ImageDraw.Draw(picture).line([(10, 100), (90, 20), (160, 100), (280, 30)], fill="black", width=5)
    stream = BytesIO()
    picture.save(stream, "PNG")
    return BytesIO(stream.getvalue()), "mark.png"


def signs(who: Visitor, address: str, **more: str | tuple[BytesIO, str]) -> str:
    """Open the review, sign what it shows; the page that comes of it."""
    page = who.get(f"{address}/review").get_data(as_text=True)
    seen = re.search(r'name="seen" value="(\w+)"', page)
    form = {
        "name": "Paul Marshall",
        "password": PASSWORD,
        "seen": seen[1] if seen else "",
        "mark": mark(),
    } | more
    return who.post(f"{address}/signature", data=form).get_data(as_text=True)


def visit_after(who: Visitor, address: str, form: dict[str, str]) -> str:
    return who.get(who.post(address, data=form).location).get_data(as_text=True)
