"""The label paper a school buys: sizes, positions and pages, in millimetres.

Measures are the makers' own: Avery's Word templates for 5160, 5520, 5163, L7162 and L7163, DYMO's and
Brother's driver sheets for the rolls. `inset` is how far the print stays from the cut, because sheets feed
a millimetre askew and roll printers cannot reach the edge.
"""

from dataclasses import dataclass
from typing import NamedTuple

INCH = 25.4
LETTER = (8.5 * INCH, 11 * INCH)
A4 = (210.0, 297.0)


class LabelRefused(ValueError):
    """Something about this print job cannot be put on this paper."""


class NoSuchPosition(LabelRefused):
    def __init__(self, sheet: "Sheet", position: int) -> None:
        super().__init__(f"{sheet.name} has positions 1 to {sheet.per_page}, not {position}.")


class NothingToPrint(LabelRefused):
    def __init__(self) -> None:
        super().__init__("There is no label to print.")


class Box(NamedTuple):
    left: float
    top: float
    width: float
    height: float


@dataclass(frozen=True, kw_only=True)
class Sheet:
    name: str
    paper: str
    page: tuple[float, float]
    columns: int = 1
    rows: int = 1
    label: tuple[float, float]
    origin: tuple[float, float] = (0.0, 0.0)
    pitch: tuple[float, float] = (0.0, 0.0)
    inset: tuple[float, float]
    dots_per_inch: int = 600

    @property
    def per_page(self) -> int:
        return self.columns * self.rows

    def box(self, position: int) -> Box:
        """Where label 1..n lies on the page: left to right, then down."""
        if not 1 <= position <= self.per_page:
            raise NoSuchPosition(self, position)
        row, column = divmod(position - 1, self.columns)
        return Box(self.origin[0] + column * self.pitch[0], self.origin[1] + row * self.pitch[1], *self.label)


def pages(count: int, sheet: Sheet, start: int = 1) -> int:
    """How many sheets `count` labels take when the first sheet is used from position `start` on."""
    if count < 1:
        raise NothingToPrint
    sheet.box(start)
    return -(-(start - 1 + count) // sheet.per_page)


def _letter_thirty(name: str) -> Sheet:
    return Sheet(
        name=name,
        paper="Letter",
        page=LETTER,
        columns=3,
        rows=10,
        label=(2.625 * INCH, 1 * INCH),
        origin=(0.1875 * INCH, 0.5 * INCH),
        pitch=(2.75 * INCH, 1 * INCH),
        inset=(1.8, 1.5),
    )


SHEETS: dict[str, Sheet] = {
    "avery-5160": _letter_thirty("Avery 5160"),
    "avery-5520": _letter_thirty("Avery 5520"),
    "avery-5163": Sheet(
        name="Avery 5163",
        paper="Letter",
        page=LETTER,
        columns=2,
        rows=5,
        label=(4 * INCH, 2 * INCH),
        origin=(0.15625 * INCH, 0.5 * INCH),
        pitch=(4.1875 * INCH, 2 * INCH),
        inset=(2.4, 2.4),
    ),
    "l7162": Sheet(
        name="Avery L7162",
        paper="A4",
        page=A4,
        columns=2,
        rows=8,
        label=(99.1, 33.9),
        origin=(4.65, 12.9),
        pitch=(101.6, 33.9),
        inset=(2.0, 2.0),
    ),
    "l7163": Sheet(
        name="Avery L7163",
        paper="A4",
        page=A4,
        columns=2,
        rows=7,
        label=(99.1, 38.1),
        origin=(4.65, 15.15),
        pitch=(101.6, 38.1),
        inset=(2.0, 2.0),
    ),
    "dymo-30252": Sheet(
        name="DYMO 30252 / 99010",
        paper="28 × 89 mm",
        page=(89.0, 28.0),
        label=(89.0, 28.0),
        inset=(6.0, 1.8),
        dots_per_inch=300,
    ),
    "brother-dk-22205": Sheet(
        name="Brother DK-22205",
        paper="62 × 29 mm",
        page=(62.0, 29.0),
        label=(62.0, 29.0),
        inset=(1.6, 3.0),
        dots_per_inch=300,
    ),
}
