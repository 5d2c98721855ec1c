"""Labels on paper: a tagged PDF that lands on the cuts of a sheet."""

from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from app.files.labels.codes import SMALLEST_MODULE, CodeTooSmall, place, scale, tag_strip
from app.files.labels.sheets import Box, LabelRefused, NothingToPrint, Sheet
from app.files.labels.words import WORDS, Words
from app.files.printing import in_language, legible, typeset
from app.files.symbols import draw

TEMPLATE = Path(__file__).with_name("labels.typ")
MOST_LABELS = 2000
MOST_LINES = 4


class TooManyLabels(LabelRefused):
    def __init__(self, count: int) -> None:
        super().__init__(f"{count} labels are too many for one file; print at most {MOST_LABELS} at a time.")


@dataclass(frozen=True)
class Label:
    """What sticks to a device: the tag people read, up to four lines beside it, and what the code holds."""

    tag: str
    lines: Sequence[str] = field(default_factory=tuple)
    content: str = ""


@dataclass(frozen=True)
class RoomLabel:
    """What hangs at a door: the room's name large, its code, and a QR code that opens it."""

    name: str
    code: str
    content: str


class CartLabel(RoomLabel):
    """What sticks to a cart: its tag large, what it is, and a QR code that opens it."""


def render(
    labels: Sequence[Label | RoomLabel], sheet: Sheet, *, start: int = 1, site: str, language: str = "en"
) -> bytes:
    """The labels as a PDF/UA-1 file, the first at position `start` of the first sheet."""
    if not labels:
        raise NothingToPrint
    if len(labels) > MOST_LABELS:
        raise TooManyLabels(len(labels))
    sheet.box(start)
    said, owner = in_language(WORDS, language), legible(site)
    return typeset(
        TEMPLATE,
        {
            "title": said.title.format(site=owner),
            "language": said.language,
            "page": sheet.page,
            "inset": sheet.inset,
            "scale": scale(sheet),
            "pages": _pages(labels, sheet, start=start, owner=owner, said=said),
        },
    )


def _pages(
    labels: Sequence[Label | RoomLabel], sheet: Sheet, *, start: int, owner: str, said: Words
) -> list[list[dict[str, Any]]]:
    laid: list[list[dict[str, Any]]] = []
    for (page, box), label in zip(_cells(sheet, start), labels, strict=False):
        if page == len(laid):
            laid.append([])
        laid[page].append(_cell(label, sheet, box, owner=owner, said=said))
    return laid


def _cells(sheet: Sheet, start: int) -> Iterator[tuple[int, Box]]:
    position = start - 1
    while True:
        page, index = divmod(position, sheet.per_page)
        yield page, sheet.box(index + 1)
        position += 1


def _cell(label: Label | RoomLabel, sheet: Sheet, box: Box, *, owner: str, said: Words) -> dict[str, Any]:
    told = _door(label, owner, said) if isinstance(label, RoomLabel) else _device(label, owner, said)
    symbol = draw(told["content"])
    where = place(sheet, symbol.size, strip=tag_strip(sheet) if told["kind"] == "device" else 0.0)
    if where.module < SMALLEST_MODULE:
        raise CodeTooSmall(sheet, symbol.size, where.module)
    return told | {"box": box, "code": asdict(where), "svg": symbol.svg()}


def _device(label: Label, owner: str, said: Words) -> dict[str, Any]:
    tag = legible(label.tag)
    return {
        "kind": "device",
        "content": label.content or label.tag,
        "alt": said.code_of.format(name=tag),
        "tag": tag,
        "lines": [line for line in map(legible, label.lines) if line][:MOST_LINES],
        "foot": said.property_of.format(site=owner),
    }


def _door(label: RoomLabel, owner: str, said: Words) -> dict[str, Any]:
    name = legible(label.name)
    return {
        "kind": "room",
        "content": label.content,
        "alt": said.code_of.format(name=name),
        "name": name,
        "tag": legible(label.code),
        "site": owner,
        "foot": said.scan_cart if isinstance(label, CartLabel) else said.scan_room,
    }
