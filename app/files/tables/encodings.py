"""In which letters a text file was written, and how sure we are of it."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO, Literal

from app.files.tables.mending import Mend, mender
from app.files.tables.refusals import NotATable, WrongEncoding

Sureness = Literal["certain", "likely", "guessed", "told"]

WIDE_MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
CHOICES = ("utf-8-sig", "utf-16", "cp1252", "mac_roman")
CHUNK = 1 << 20
WORDS_AT_MOST = 20_000

CONTROLS = bytes(byte for byte in range(32) if byte not in b"\t\n\r") + b"\x7f"
FOREIGN = bytes(range(0x80, 0x100))
FOREIGN_WORD = re.compile(rb"[^\x80-\xff\r\n]?[A-Za-z']*[\x80-\xff][A-Za-z'\x80-\xff]*[^\x80-\xff\r\n]?")
UTF8_CHARACTER = re.compile(rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}")


@dataclass(frozen=True, slots=True)
class Encoding:
    """`controls`: bytes that no text needs are in the file, so every line must be cleaned."""

    name: str
    sure: Sureness
    controls: bool = True

    def mender(self) -> Mend | None:
        """Only for a guess: a file that is sure of its letters means what it says."""
        return mender(self.name) if self.name in ("cp1252", "mac_roman") else None


def told(name: str) -> Encoding:
    """What a person chose, who looked at the rows and found them wrong."""
    if name not in CHOICES:
        raise WrongEncoding(encoding=name)
    return Encoding(name, "told")


def detect(stream: BinaryIO) -> Encoding:
    """Read the stream once or twice, in bounded memory, and say how it is written."""
    survey = _survey(stream)
    if survey.start.startswith(codecs.BOM_UTF8):
        return Encoding("utf-8-sig", "certain" if survey.is_utf8 else "likely", bool(survey.controls))
    for mark, name in WIDE_MARKS:
        if survey.start.startswith(mark):
            return Encoding(name, "certain")
    if wide := _unmarked_utf16(survey.start):
        return Encoding(wide, "likely")
    if survey.controls > survey.size // 50:
        raise NotATable(found="binary")
    if survey.is_utf8:
        return Encoding("utf-8", "certain", bool(survey.controls))
    stream.seek(0)
    name, sure = _best_guess(_foreign_words(stream))
    return Encoding(name, sure, bool(survey.controls))


@dataclass(slots=True)
class _Survey:
    start: bytes = b""
    size: int = 0
    controls: int = 0
    is_utf8: bool = True


def _survey(stream: BinaryIO) -> _Survey:
    survey = _Survey()
    utf8 = codecs.getincrementaldecoder("utf-8")()
    while chunk := stream.read(CHUNK):
        survey.start = survey.start or chunk
        survey.size += len(chunk)
        survey.controls += len(chunk) - len(chunk.translate(None, CONTROLS))
        survey.is_utf8 = survey.is_utf8 and _decodes(utf8, chunk)
    survey.is_utf8 = survey.is_utf8 and _decodes(utf8, b"", final=True)
    return survey


def _decodes(decoder: codecs.IncrementalDecoder, chunk: bytes, *, final: bool = False) -> bool:
    try:
        decoder.decode(chunk, final)
    except UnicodeDecodeError:
        return False
    return True


def _unmarked_utf16(start: bytes) -> str | None:
    """English in UTF-16 has a NUL for every other byte."""
    half = len(start) // 2
    even, odd = start[0::2].count(0), start[1::2].count(0)
    if half and odd > 0.6 * half and even < 0.1 * half:
        return "utf-16-le"
    if half and even > 0.6 * half and odd < 0.1 * half:
        return "utf-16-be"
    return None


def _foreign_words(stream: BinaryIO) -> bytes:
    words: list[bytes] = []
    while len(words) < WORDS_AT_MOST and (chunk := stream.read(CHUNK)):
        if not chunk.isascii():
            words += FOREIGN_WORD.findall(chunk)
    return b"\n".join(words)


def _best_guess(words: bytes) -> tuple[str, Sureness]:
    """UTF-8 with a torn byte here and there; or else one of the two that office programs write."""
    foreign = len(words) - len(words.translate(None, FOREIGN))
    if sum(map(len, UTF8_CHARACTER.findall(words))) > 0.9 * foreign:
        return "utf-8", "likely"
    return _windows_or_macintosh(words)


def _windows_or_macintosh(words: bytes) -> tuple[str, Sureness]:
    """Whichever makes better words. Windows wins a draw: many more people use it."""
    windows, macintosh = _sense(words, "cp1252"), _sense(words, "mac_roman")
    name, best, other = (
        ("mac_roman", macintosh, windows) if macintosh > windows else ("cp1252", windows, macintosh)
    )
    return name, "likely" if best > 0.6 and best - other > 0.5 else "guessed"


def _sense(words: bytes, encoding: str) -> float:
    """From -1, noise, to 1: every foreign character is where such a character stands in words."""
    text = mender(encoding)(words.decode(encoding, "replace"))
    marks = list(_marks(f"\n{text}\n"))
    return sum(marks) / len(marks) if marks else 1.0


def _marks(text: str) -> Iterator[float]:
    for before, character, after in zip(text, text[1:], text[2:], strict=False):
        if not character.isascii():
            yield _fits(before, character, after)


def _fits(before: str, character: str, after: str) -> float:
    inside = before.isalpha() and after.isalpha()
    if character == "’":
        return 1 if before.isalpha() else 0
    if character.isalpha() and character not in "ªº":
        return _letter_fits(before, character, after)
    if character in "“‘¿¡«":
        return 1 if after.isalnum() and not before.isalpha() else -1
    if character in "”»…™®©°":
        return 1 if not after.isalpha() else -1
    if character in "–—·•":
        return 0 if inside else 0.5
    return -1 if inside or character == "\ufffd" else 0


def _letter_fits(before: str, character: str, after: str) -> float:
    if not (before.isalpha() or after.isalpha()):
        return -0.5
    if character.isupper():
        return 1 if before.isupper() or not before.isalpha() else -1
    return 1 if not after.isupper() else -1
