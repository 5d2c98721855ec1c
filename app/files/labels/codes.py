"""Where the QR code stands on a label: the largest modules there is room for."""

from dataclasses import dataclass

from app.files.labels.sheets import INCH, LabelRefused, Sheet
from app.files.symbols import QUIET_ZONE, draw

SMALLEST_MODULE = 0.33
WIDEST_SHARE = 0.5


class CodeTooSmall(LabelRefused):
    def __init__(self, sheet: Sheet, size: int, module: float) -> None:
        super().__init__(
            f"On {sheet.name} a code of {size} × {size} modules would print at {module:.2f} mm a module; "
            f"under {SMALLEST_MODULE} mm phones stop reading it. Use the bare tag or a larger label."
        )


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
