"""Words that were UTF-8, were read as Windows-1252, and were then saved again: “JosÃ©” is José."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable

Mend = Callable[[str], str]

# Windows-1252 has no character for these five bytes; programs that met one passed it through as it was.
UNUSED = (0x81, 0x8D, 0x8F, 0x90, 0x9D)


def mender(encoding: str) -> Mend:
    """A function that puts such words right in text that was decoded with this one-byte encoding."""
    lead_of_two, lead_of_three = _characters(range(0xC2, 0xE0)), _characters(range(0xE0, 0xF0))
    follow = _characters(byte for byte in range(0x80, 0xC0) if byte not in UNUSED)
    if encoding == "mac_roman":
        follow |= {bytes([byte]).decode(encoding): byte for byte in UNUSED}
    two, three, one = map(_any_of, (lead_of_two, lead_of_three, follow))
    damage = re.compile(f"{two}{one}|{three}{one}{one}")
    leads = lead_of_two | lead_of_three

    def mended(match: re.Match[str]) -> str:
        damaged = match[0]
        rest = (follow[character] for character in damaged[1:])
        whole = bytes([leads[damaged[0]], *rest]).decode("utf-8", "ignore")
        return whole if whole and _believable(whole) else match[0]

    def mend(text: str) -> str:
        better = damage.sub(mended, text)
        return unicodedata.normalize("NFC", better) if better != text else text

    return mend


def _characters(of: Iterable[int]) -> dict[str, int]:
    return {bytes([byte]).decode("cp1252"): byte for byte in of}


def _any_of(characters: Iterable[str]) -> str:
    return f"[{re.escape(''.join(characters))}]"


def _believable(character: str) -> bool:
    """Letters of European names and the marks of ordinary typing; “É»” is the end of «CAFÉ», not an ɻ."""
    code = ord(character)
    return (
        0xA0 <= code <= 0x17F
        or 0x218 <= code <= 0x21B
        or 0x300 <= code <= 0x36F
        or 0x1E00 <= code <= 0x1EFF
        or 0x2010 <= code <= 0x2044
        or code in (0x20AC, 0x2122)
    )
