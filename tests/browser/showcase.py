"""The picture of the README: three phones side by side, at work in the demonstration district."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from flask import Flask
from PIL import Image, ImageDraw
from playwright.sync_api import Page, Playwright, ViewportSize
from sqlalchemy import select

from app.db import db
from app.domain import audits
from app.models import Asset, Room
from tests.browser import chromium, places
from tests.browser.fake_camera import Laid, film, scene
from tests.browser.scanner.desk import printed

TOKENS = Path(__file__).parents[2] / "app" / "static" / "css" / "tokens.css"
PICTURE = Path(__file__).parents[2] / "docs" / "screenshot.png"
PHONE = ViewportSize(width=360, height=740)
ROOM = "Room 204"
SHARP = 2
COLOURS = 64
# How far down the story of a device is in sight, beyond its heading.
STORY = 330
GAP, CORNER, HAIRLINE, PAPER = 28, 44, "#cfc9bb", "#ffffff"


def take(playwright: Playwright, app: Flask, address: str, shown: list[places.Page], folder: Path) -> None:
    """Count a few devices of a room by camera, and picture that, the rooms, and a device with its story."""
    with app.app_context():
        room = db.session.scalars(select(Room).where(Room.name == ROOM)).first()
        assert room is not None
        expected = audits.expected_rows(room).where(Asset.tag.is_not(None)).order_by(Asset.tag)
        tags = [asset.tag or "" for asset in db.session.scalars(expected.limit(6))]
        path = f"/rooms/{room.uuid}"
    device = next(page.path for page in shown if page.name == "device")
    with phone(playwright, address, walk(tags, folder / "walk.mjpeg")) as page:
        page.goto(f"{address}{path}/count")
        page.locator(".verdict.here", has_text=tags[-1]).wait_for(timeout=60_000)
        pictures = [taken(page, folder / "count.png")]
        page.goto(f"{address}/rooms")
        pictures.append(taken(page, folder / "rooms.png"))
        page.goto(address + device)
        page.get_by_role("heading", name="Story").scroll_into_view_if_needed()
        page.mouse.wheel(0, STORY)
        pictures.append(taken(page, folder / "device.png"))
    side_by_side(pictures).save(PICTURE, optimize=True)


def walk(tags: list[str], path: Path) -> Path:
    """Labels before the camera one by one; the last stays."""
    laid = [
        scene([Laid(label, 9 * turn - 20, 0.8, 640, 300)], seed=turn)
        for turn, label in enumerate(printed(*tags))
    ]
    film([frame for frame in laid for _ in range(2)] + [laid[-1]] * 40, path, hold=9)
    return path


@contextmanager
def phone(playwright: Playwright, address: str, path: Path) -> Iterator[Page]:
    """A phone whose camera sees the film, in the hands of the IDM."""
    browser = chromium.launch(playwright, args=chromium.fake_camera(path))
    context = browser.new_context(
        viewport=PHONE, device_scale_factor=SHARP, locale="en", permissions=["camera"]
    )
    page = context.new_page()
    page.goto(f"{address}/sign-in")
    page.get_by_role("button", name="Inventory device manager").click()
    page.wait_for_url(f"{address}/rooms")
    yield page
    browser.close()


def taken(page: Page, path: Path) -> Image.Image:
    page.wait_for_timeout(400)
    page.screenshot(path=path)
    return Image.open(path).convert("RGB")


def side_by_side(pictures: list[Image.Image]) -> Image.Image:
    """Round corners and a hairline; few colours, because a README is read over slow networks."""
    width, height = pictures[0].size
    sheet = Image.new("RGB", (len(pictures) * (width + GAP) - GAP, height), PAPER)
    for number, picture in enumerate(pictures):
        round_corners = Image.new("L", picture.size, 0)
        ImageDraw.Draw(round_corners).rounded_rectangle((0, 0, width - 1, height - 1), CORNER, fill=255)
        left = number * (width + GAP)
        sheet.paste(picture, (left, 0), round_corners)
        outline = (left, 0, left + width - 1, height - 1)
        ImageDraw.Draw(sheet).rounded_rectangle(outline, CORNER, outline=HAIRLINE, width=2)
    return sheet.quantize(palette=_palette(sheet), dither=Image.Dither.NONE)


def _palette(sheet: Image.Image) -> Image.Image:
    """Our own colours as they are, and the commonest of the rest."""
    own = re.findall(r"light-dark\(#([0-9a-f]{6})\b", TOKENS.read_text(encoding="utf-8"))
    rest = sheet.quantize(COLOURS).getpalette() or []
    palette = Image.new("P", (1, 1))
    palette.putpalette([channel for colour in own for channel in bytes.fromhex(colour)] + rest[: 3 * COLOURS])
    return palette
