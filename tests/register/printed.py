"""What came out of the printer, as eyes, scanners and screen readers find it."""

import ctypes
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeAlias

import numpy as np
import numpy.typing as npt
import pypdfium2 as pdfium
import pypdfium2.raw
import zxingcpp

from app.files.labels import SHEETS, Box, Label, Sheet

DPI = 300
PIXELS = DPI / 25.4
RIVERA = "Rivera Middle School, Bay Unified"
AVERY_5160 = SHEETS["avery-5160"]
LINES = ("Lenovo 300e Yoga Chromebook Gen 4", "S/N PF3A9K2Q", "Cart 2 · slot 9")
HOSTILE = (
    '#strong[*bold*] _emph_ `raw` $x^2$ @ref <tag> \\ // /* */ "quoted" = -- ~',
    '#panic() #read("/etc/passwd") ] } ) #{',
    "ACME " + "Ultra" * 60,
    " ".join(["Chromebook"] * 30),
    "عربي שלום Büro Ñandú Straße",
    "🔥 Cart of fire 漢字 \u202egnp\u202c \u0000\ud800 line\nbreak\ttab",
)

pdfium_c: Any = pypdfium2.raw

Page: TypeAlias = npt.NDArray[np.uint8]
Paper: TypeAlias = list[Page]


@dataclass(frozen=True)
class Read:
    page: int
    text: str
    corners: list[tuple[float, float]]

    @property
    def centre(self) -> tuple[float, float]:
        return sum(x for x, _ in self.corners) / 4, sum(y for _, y in self.corners) / 4


def paper(pdf: bytes) -> Paper:
    with pdfium.PdfDocument(pdf) as document:
        return [page.render(scale=DPI / 72, grayscale=True).to_numpy().copy() for page in document]


def read(printed: Paper) -> list[Read]:
    return [
        Read(number, code.text, [(at.x / PIXELS, at.y / PIXELS) for at in corners(code.position)])
        for number, page in enumerate(printed)
        for code in zxingcpp.read_barcodes(
            page, formats=zxingcpp.BarcodeFormats([zxingcpp.BarcodeFormat.QRCode])
        )
    ]


def corners(position: zxingcpp.Position) -> tuple[zxingcpp.Point, ...]:
    return position.top_left, position.top_right, position.bottom_right, position.bottom_left


def inside(point: tuple[float, float], box: Box) -> bool:
    return box.left <= point[0] <= box.left + box.width and box.top <= point[1] <= box.top + box.height


def assert_each_in_its_cell(printed: Paper, sheet: Sheet, contents: list[str], start: int = 1) -> None:
    found = read(printed)
    assert len(found) == len(contents)
    for index, content in enumerate(contents, start - 1):
        page, position = divmod(index, sheet.per_page)
        box = sheet.box(position + 1)
        (code,) = [code for code in found if code.page == page and inside(code.centre, box)]
        assert code.text == content
        assert all(inside(corner, box) for corner in code.corners)


def chromebooks(count: int) -> list[Label]:
    return [Label(tag, LINES, tag) for tag in (f"A{104200 + number}" for number in range(count))]


def words_on(pdf: bytes) -> str:
    with pdfium.PdfDocument(pdf) as document:
        return " ".join(" ".join(page.get_textpage().get_text_bounded().split()) for page in document)


def smallest_type(pdf: bytes) -> float:
    sizes: list[float] = []
    with pdfium.PdfDocument(pdf) as document:
        for page in document:
            text = page.get_textpage()
            sizes += [
                pdfium_c.FPDFText_GetFontSize(text, at)
                for at in range(text.count_chars())
                if not pdfium_c.FPDFText_IsGenerated(text, at)
            ]
    return min(sizes)


def told_to_screen_readers(pdf: bytes) -> list[tuple[str, str]]:
    """Every leaf of the first page's structure: its kind and what is read out in its place."""
    with pdfium.PdfDocument(pdf) as document:
        page = document[0]
        tree = pdfium_c.FPDF_StructTree_GetForPage(page)
        root = pdfium_c.FPDF_StructTree_GetChildAtIndex(tree, 0)
        count = pdfium_c.FPDF_StructElement_CountChildren(root)
        children = [pdfium_c.FPDF_StructElement_GetChildAtIndex(root, at) for at in range(count)]
        leaves = [
            (
                string(pdfium_c.FPDF_StructElement_GetType, child),
                string(pdfium_c.FPDF_StructElement_GetAltText, child),
            )
            for child in children
        ]
        pdfium_c.FPDF_StructTree_Close(tree)
        return leaves


def string(ask: Callable[..., int], element: Any) -> str:
    size = ask(element, None, 0)
    buffer = ctypes.create_string_buffer(size)
    ask(element, buffer, size)
    return buffer.raw.decode("utf-16-le").rstrip("\0")
