"""The QR code on a label: the smallest symbol, the most correction, the largest module there is room for."""

from dataclasses import dataclass
from functools import lru_cache

from app.files.labels.sheets import INCH, LabelRefused, Sheet

QUIET_ZONE = 4
SMALLEST_MODULE = 0.33
WIDEST_SHARE = 0.5


class CodeTooLong(LabelRefused):
    def __init__(self, content: str) -> None:
        super().__init__(f"A QR code cannot hold these {len(content)} characters.")


class CodeTooSmall(LabelRefused):
    def __init__(self, sheet: Sheet, size: int, module: float) -> None:
        super().__init__(
            f"On {sheet.name} a code of {size} × {size} modules would print at {module:.2f} mm a module; "
            f"under {SMALLEST_MODULE} mm phones stop reading it. Use the bare tag or a larger label."
        )


@dataclass(frozen=True)
class Symbol:
    """A QR code without its quiet zone."""

    size: int
    path: str


@dataclass(frozen=True)
class Place:
    """Where the dark square of a code stands on its label, and how large one module is, in millimetres."""

    left: float
    top: float
    module: float
    side: float
    quiet: float


def modules(content: str) -> int:
    """How many modules the code is wide without its quiet zone: 21 for up to 25 capitals and digits."""
    return draw(content).size


def too_small(content: str, sheet: Sheet) -> bool:
    """Whether a device label here would print modules too fine for a phone; `render` then refuses."""
    return place(sheet, modules(content), strip=tag_strip(sheet)).module < SMALLEST_MODULE


@lru_cache(maxsize=4096)
def draw(content: str) -> Symbol:
    """The smallest symbol that holds the content, at the highest correction that does not enlarge it."""
    smallest = _dark(content, "L")
    corrected = (dark for level in "HQM" if len(dark := _dark(content, level)) == len(smallest))
    dark = next(corrected, smallest)
    return Symbol(len(dark), _outline(dark))


def place(sheet: Sheet, size: int, *, strip: float = 0.0) -> Place:
    """The largest code there is room for above a strip of text, quiet zone inside the cut, in whole dots."""
    (width, height), (across, down) = sheet.label, sheet.inset
    room = height - strip
    half = width * WIDEST_SHARE
    below = down if strip else 0.0
    largest = min(
        (room - below) / (size + 2 * QUIET_ZONE),
        (room - below - down) / (size + QUIET_ZONE) if strip else (room - 2 * down) / size,
        half / (size + 2 * QUIET_ZONE),
        (half - across) / (size + QUIET_ZONE),
    )
    dot = INCH / sheet.dots_per_inch
    module = int(largest / dot + 1e-9) * dot
    side = module * size
    quiet = QUIET_ZONE * module
    top = max(down, quiet) if strip else (height - side) / 2
    return Place(max(across, quiet), top, module, side, quiet)


def tag_strip(sheet: Sheet) -> float:
    """The height kept under the code for the tag that people read."""
    return 2.75 * scale(sheet)


def scale(sheet: Sheet) -> float:
    """How much larger than on an Avery 5160 the type may be."""
    width, height = sheet.label
    return max(0.9, min(1.5, width / 66.675, height / 25.4))


def _dark(content: str, correction: str) -> list[list[bool]]:
    """The modules of a code, row by row; the writer takes digits, capitals or bytes, what is shortest."""
    import numpy as np
    import zxingcpp

    # Two letters such as ÑÑ without a word about their encoding read as Japanese; plain ones need no such word.
    told = {} if content.isascii() else {"eci": "UTF-8"}
    try:
        code = zxingcpp.create_barcode(content, zxingcpp.BarcodeFormat.QRCode, ec_level=correction, **told)
    except ValueError as error:
        raise CodeTooLong(content) from error
    rows: list[list[bool]] = (np.asarray(code.to_image(scale=1, add_quiet_zones=False)) == 0).tolist()
    return rows


def _outline(rows: list[list[bool]]) -> str:
    """One path of all dark runs: a single fill shows no seams between rows."""
    return "".join(
        f"M{begin} {y}h{end - begin}v1h{begin - end}z"
        for y, row in enumerate(rows)
        for begin, end in _runs(row)
    )


def _runs(row: list[bool]) -> list[tuple[int, int]]:
    edges = [x for x in range(len(row) + 1) if (x > 0 and row[x - 1]) != (x < len(row) and row[x])]
    return list(zip(edges[::2], edges[1::2], strict=True))
