"""What the decoder makes of one frame, before anything is believed."""

import math
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import zxingcpp
from zxingcpp import BarcodeFormat, Binarizer, TextMode

from app.files.reading.frames import Affine, Frame, Quad, middle, quads_overlap

MATRIX = (BarcodeFormat.QRCode, BarcodeFormat.DataMatrix)
# Plain Code 39 only: read as the whole family, SAM/A1 becomes SAM!1, and one six-digit tag in eleven becomes
# an Italian pharmacy number (Code 32).
LINEAR = (BarcodeFormat.Code128, BarcodeFormat.Code39Std, BarcodeFormat.ITF)

FULL_ASCII_PAIR = re.compile(r"([$%/+])([A-Z])")


@dataclass(frozen=True)
class Sight:
    """A code seen in a frame: its place in the photograph, and whether its checks held."""

    text: str
    symbology: BarcodeFormat
    sound: bool
    whole: bool
    place: Quad
    sampled: Affine

    @property
    def linear(self) -> bool:
        return self.symbology not in MATRIX

    def repeats(self, other: "Sight") -> bool:
        """Whether both are the same code in the same place, and not two labels that say the same."""
        if (self.text, self.symbology) != (other.text, other.symbology):
            return False
        reach = max(math.dist(self.place[n], self.place[n - 1]) for n in range(4)) / 2
        return math.dist(middle(self.place), middle(other.place)) <= reach

    def overlaps(self, other: "Sight") -> bool:
        return quads_overlap(self.place, other.place)


def sights(
    frame: Frame, formats: Iterable[BarcodeFormat], *, binarizer: Binarizer = Binarizer.LocalAverage
) -> Iterator[Sight]:
    """Everything in the frame that looks like one of these codes; matrix codes even if half legible."""
    for barcode in zxingcpp.read_barcodes(
        frame.grey,
        formats=zxingcpp.BarcodeFormats(list(formats)),
        text_mode=TextMode.Plain,
        binarizer=binarizer,
        return_errors=True,
    ):
        symbology = barcode.symbology
        if not barcode.valid and symbology not in MATRIX:
            continue
        at = barcode.position
        corners = (at.top_left, at.top_right, at.bottom_right, at.bottom_left)
        one, two, three, four = ((float(corner.x), float(corner.y)) for corner in corners)
        in_frame = (one, two, three, four)
        # Bytes that are no text are still a code that was seen.
        text = (barcode.text or barcode.bytes.decode("latin-1")) if barcode.valid else ""
        if symbology == BarcodeFormat.Code39:
            text = _with_small_letters(text)
        whole = symbology != BarcodeFormat.ITF or not _is_slender(in_frame, frame.grey.size)
        yield Sight(text, symbology, bool(text), whole, frame.in_photo(in_frame), frame.to_photo)


def _is_slender(quad: Quad, size: tuple[int, int]) -> bool:
    """Whether it was read along a single line. ITF has no check and a short end: a line that leaves its bars
    aslant reads as a shorter number, and the lines beside it do not.
    """
    one, two, three, four = quad
    height = max(math.dist(one, four), math.dist(two, three))
    return height * 12 < math.dist(one, two) and height * 2 < min(size)


def _with_small_letters(text: str) -> str:
    """Code 39 in full ASCII, where that must be meant: a + makes the letter after it small."""
    return FULL_ASCII_PAIR.sub(_in_full_ascii, text) if re.search(r"\+[A-Z]", text) else text


def _in_full_ascii(pair: re.Match[str]) -> str:
    shift, place = pair[1], ord(pair[2]) - ord("A")
    written = {
        "+": "abcdefghijklmnopqrstuvwxyz",
        "/": "!\"#$%&'()*+,-./          :",
        "%": "     ;<=>?[\\]^_{|}~  @`   ",
        "$": " " * 26,
    }[shift][place]
    return written.strip() or pair[0]
