"""What a scanned or typed text may mean, before anything is looked up."""

import re
import unicodedata
from collections.abc import Iterable
from functools import cache, lru_cache
from typing import NamedTuple
from urllib.parse import unquote

# The browser decides the same without a network: app/static/js/scanning/codes.js holds this table too, and
# tests/scanning compares the two.

LONGEST = 512
INVISIBLE = {"Cc", "Cf", "Cs"}
BLANK = "\t\n\v\f\r"
# Of other alphabets, phones and servers know different capitals, as their Unicode is older or newer.
SMALL = re.compile("[a-z\u00df-\u017f]+")
DASHES = dict.fromkeys("‐‑‒–—―−", "-")
SYMBOLOGY = re.compile(r"^\][A-Za-z][0-9A-Za-z]")
PART = re.compile("([$%])([0-9])")
MAC = re.compile(
    r"(?:[0-9A-F]{2}[:-]){5}[0-9A-F]{2}|(?:[0-9A-F]{4}\.){2}[0-9A-F]{4}|[0-9A-F]{6}[:-][0-9A-F]{6}"
)
NOT_OF_A_MAC = re.compile("[:.-]")

WEB = r"https?://[^/?#]+"
REST = r"/?(?:[?#].*)?"

# The first shape that fits the whole text says what it may mean, likeliest first. `$1` is a part of the text,
# `%1` a part in which %41 stands for A, `$0` the whole: somebody may have registered it as it stands.
SHAPES: tuple[tuple[str, tuple[tuple[str, str], ...]], ...] = (
    # What our labels say, on whatever host.
    (rf"{WEB}/t/([^?#]+?){REST}", (("tag", "%1"), ("barcode", "$0"))),
    (rf"{WEB}/r/([^?#]+?){REST}", (("room", "%1"), ("barcode", "$0"))),
    (r"ROOM: *([^/]+/.+)", (("room", "$1"),)),
    # Snipe-IT, also below a folder.
    (rf"{WEB}/(?:.*/)?ht/([^/?#]+){REST}", (("tag", "%1"), ("barcode", "$0"))),
    (rf"{WEB}/(?:.*/)?hardware/bytag/([^/?#]+){REST}", (("tag", "%1"), ("barcode", "$0"))),
    (rf"{WEB}/(?:.*/)?hardware/byserial/([^/?#]+){REST}", (("serial", "%1"), ("barcode", "$0"))),
    (rf"{WEB}/(?:.*/)?hardware/([0-9]+)(?:/view)?{REST}", (("snipe_id", "$1"), ("barcode", "$0"))),
    (rf"{WEB}/(?:.*/)?locations/([0-9]+){REST}", (("snipe_location", "$1"), ("barcode", "$0"))),
    (rf"{WEB}.*", (("barcode", "$0"),)),
    # InvenTree, long and short.
    (r'\{ *"stockitem" *: *([0-9]+) *\}', (("foreign", "INV-SI$1"), ("barcode", "INV-SI$1"))),
    (r'\{ *"stocklocation" *: *([0-9]+) *\}', (("foreign", "INV-SL$1"), ("barcode", "INV-SL$1"))),
    (r'\{ *"part" *: *([0-9]+) *\}', (("foreign", "INV-PA$1"), ("barcode", "INV-PA$1"))),
    (r"INV-[A-Z]{2}[0-9]+", (("tag", "$0"), ("foreign", "$0"))),
    # Addresses of network cards, in whatever groups; bare, it may as well be a tag.
    (r"(?:MAC *[:=]? *)?((?:[0-9A-F]{2}[:-]){5}[0-9A-F]{2})", (("mac", "$1"),)),
    (
        r"(?:MAC *[:=]? *)?([0-9A-F]{4}\.[0-9A-F]{4}\.[0-9A-F]{4}|[0-9A-F]{6}[:-][0-9A-F]{6})",
        (("mac", "$1"),),
    ),
    (r"MAC *[:=]? *([0-9A-F]{12})", (("mac", "$1"),)),
    (r"[0-9A-F]{12}", (("tag", "$0"), ("mac", "$0"), ("badge", "$0"))),
    # Makers' labels. Lenovo: 1S, machine type and model, serial. Apple: S before the serial, which has a letter
    # first; a looser rule would take S1234567 for the device that wears tag 1234567.
    (r"1S *[0-9A-Z]{10} *([0-9A-Z]{7,8})", (("serial", "$1"), ("barcode", "$0"))),
    (r"1S *[0-9A-Z]{7} *([0-9A-Z]{7})", (("serial", "$1"), ("barcode", "$0"))),
    (r"(?:S/?N|SERIAL(?: NO\.?| NUMBER)?) *[:#] *([0-9A-Z-]{4,})", (("serial", "$1"), ("barcode", "$0"))),
    (r"S(?=.*[0-9])([A-Z][0-9A-Z]{9,11})", (("tag", "$0"), ("serial", "$1"), ("badge", "$0"))),
    # Follett Destiny: a letter and up to seven digits; or fourteen, which are the kind (2 a person, 3 a thing),
    # four of the place, eight of the number and a check; Codabar puts a letter at both ends.
    (r"P +([0-9]{1,7})", (("badge", "$0"), ("badge", "$1"), ("tag", "$0"))),
    (r"[TX] +([0-9]{1,7})", (("tag", "$0"), ("barcode", "$1"))),
    (r"2[0-9]{4}([0-9]{8})[0-9]", (("badge", "$0"), ("badge", "$1"), ("tag", "$0"))),
    (r"3[0-9]{4}([0-9]{8})[0-9]", (("tag", "$0"), ("barcode", "$1"), ("badge", "$0"))),
    (r"[A-D]([0-9]{14})[A-D]", (("tag", "$0"), ("barcode", "$1"), ("badge", "$1"))),
    # A bare tag, past or present; a serial number as Dell and HP write it; a person's number.
    (r"[!-~]+", (("tag", "$0"), ("badge", "$0"))),
    (r".+", (("tag", "$0"),)),
)


class Candidate(NamedTuple):
    """One thing that a text may mean: what kind of thing, and its code there."""

    kind: str
    value: str


def candidates(text: str) -> list[Candidate]:
    """What the text may mean, likeliest first; nothing for an empty one or one too long to be a code."""
    written = _written(text) if len(text) <= LONGEST else ""
    for shape, meanings in COMPILED:
        if fit := shape.fullmatch(written):
            meant = (Candidate(kind, _value(kind, template, fit)) for kind, template in meanings)
            return list(dict.fromkeys(candidate for candidate in meant if look_up_key(candidate.value)))
    return []


@lru_cache(maxsize=10_000)
def look_up_key(text: str) -> str:
    """What a code is stored and looked up by: capitals, no space, nothing invisible, one kind of dash, the bare
    digits of a network address. Hyphens, slashes and leading noughts stay: they tell codes apart.
    """
    while (key := _keyed(text)) != text:
        text = key
    return key


def fits_tag_pattern(text: str, patterns: Iterable[str]) -> bool:
    """Whether the whole text looks like one of the district's tags."""
    return any(_pattern(pattern).fullmatch(text) for pattern in patterns)


def _written(text: str) -> str:
    """The text as its label shows it, without the mark by which a hand scanner names the kind of bars."""
    return SYMBOLOGY.sub("", _plain(text).strip(" ")).strip(" ")


def _plain(text: str) -> str:
    if text.isascii() and text.isprintable():
        return text
    kinds = ((sign, unicodedata.category(sign)) for sign in unicodedata.normalize("NFKC", text))
    return "".join(
        " " if kind[0] == "Z" or sign in BLANK else DASHES.get(sign, sign)
        for sign, kind in kinds
        if kind not in INVISIBLE or sign in BLANK
    )


def _keyed(text: str) -> str:
    capitals = SMALL.sub(lambda letters: letters[0].upper(), _plain(text))
    key = SYMBOLOGY.sub("", _plain(capitals).replace(" ", ""))[:LONGEST]
    return NOT_OF_A_MAC.sub("", key) if MAC.fullmatch(key) else key


def _value(kind: str, template: str, fit: re.Match[str]) -> str:
    def part(mark: re.Match[str]) -> str:
        found = fit[int(mark[2])]
        return _plain(_unescaped(found)) if mark[1] == "%" else found

    value = PART.sub(part, template).strip(" ")
    return look_up_key(value) if kind == "mac" else value


def _unescaped(part: str) -> str:
    """%2F is a slash; a part that is not well escaped is meant as it stands."""
    if re.search("%(?![0-9A-Fa-f]{2})", part):
        return part
    try:
        return unquote(part, errors="strict")
    except UnicodeDecodeError:
        return part


@cache
def _pattern(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.ASCII)


COMPILED = tuple((re.compile(shape, re.ASCII | re.IGNORECASE), meanings) for shape, meanings in SHAPES)
