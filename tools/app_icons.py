"""The pictures of the home screen, drawn anew from our mark: `-m tools.app_icons`. What it drew is committed."""

from math import cos, radians, sin
from pathlib import Path

from PIL import Image, ImageDraw

ICONS = Path(__file__).resolve().parents[1] / "app" / "static" / "icons"
BRAND, PAPER = "#0d5c63", "#ffffff"
# Drawn this many times too large, then made small: edges come out smooth.
FINE = 8
Point = tuple[float, float]


def main() -> None:
    ICONS.mkdir(exist_ok=True)
    for size in (192, 512):
        save(mark(size, corner=8), f"icon-{size}.png")
    # A launcher cuts its own shape out of it: the drawing keeps to the middle, the ground fills it all.
    save(mark(512, corner=0, scale=0.82), "icon-maskable-512.png")
    save(mark(180, corner=0, scale=0.9), "apple-touch-icon.png")
    save(shortcut(scan_lines()), "shortcut-scan.png")
    save(shortcut([door(), [(18.4, 16.0), (18.5, 16.0)], [(7.5, 24.5), (24.5, 24.5)]]), "shortcut-rooms.png")


def mark(size: int, corner: float, scale: float = 1.0) -> Image.Image:
    """The ring nearly closed and its tick, as static/mark.svg has them."""
    ring = [(16 + 9.5 * cos(radians(at)), 16 + 9.5 * sin(radians(at))) for at in range(-90, 199, 2)]
    tick = [(11.0, 16.4), (14.2, 19.6), (20.4, 13.1)]
    return drawn(size, [ring, tick], 3.0, corner, scale)


def shortcut(lines: list[list[Point]]) -> Image.Image:
    return drawn(96, lines, 2.4, corner=16)


def door() -> list[Point]:
    return [(10.5, 24.5), (10.5, 8.5), (21.5, 8.5), (21.5, 24.5)]


def scan_lines() -> list[list[Point]]:
    corners = [[(x, 12.0), (x, y), (12.0 if x < 16 else 20.0, y)] for x in (8.5, 23.5) for y in (8.5,)]
    corners += [[(x, 20.0), (x, y), (12.0 if x < 16 else 20.0, y)] for x in (8.5, 23.5) for y in (23.5,)]
    return [*corners, [(11.5, 16.0), (20.5, 16.0)]]


def drawn(
    size: int, lines: list[list[Point]], width: float, corner: float, scale: float = 1.0
) -> Image.Image:
    """Lines on a square of 32 units, with round ends and joints."""
    unit = size * FINE / 32
    picture = Image.new("RGBA", (size * FINE, size * FINE), (0, 0, 0, 0))
    pen = ImageDraw.Draw(picture)
    pen.rounded_rectangle((0, 0, size * FINE - 1, size * FINE - 1), corner * unit, fill=BRAND)
    for line in lines:
        points = [((16 + (x - 16) * scale) * unit, (16 + (y - 16) * scale) * unit) for x, y in line]
        pen.line(points, PAPER, round(width * scale * unit), joint="curve")
        for x, y in points:
            half = width * scale * unit / 2
            pen.ellipse((x - half, y - half, x + half, y + half), fill=PAPER)
    return picture.resize((size, size), Image.Resampling.LANCZOS)


def save(picture: Image.Image, name: str) -> None:
    picture.quantize(64, method=Image.Quantize.FASTOCTREE).save(ICONS / name, optimize=True)


if __name__ == "__main__":
    main()
