"""Receipts on paper: a page for each checkout, or a list to be signed for a class set."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from app.files.printing import in_language, legible, typeset
from app.files.receipts.words import WORDS
from app.files.symbols import QUIET_ZONE, CodeTooLong, draw

RECEIPT = Path(__file__).with_name("receipt.typ")
CLASS_SET = Path(__file__).with_name("class_set.typ")
MOST_RECEIPTS = 400
TEXTS = (
    "holder", "badge", "homeroom", "model", "tag", "serial", "since", "condition", "given_by", "returned",
    "offsite",
)  # fmt: skip


class TooManyReceipts(ValueError):
    """More than one file should hold."""


@dataclass(frozen=True, slots=True)
class Signed:
    """How somebody signed: `how` is drawn, typed or confirmed; `mark` is a PNG of a few kilobytes."""

    how: str
    when: str
    name: str = ""
    guardian: bool = False
    mark: bytes | None = None


@dataclass(frozen=True, slots=True)
class Receipt:
    """What one checkout's receipt says; days are written out in its language already."""

    holder: str
    badge: str
    homeroom: str
    model: str
    tag: str
    serial: str
    since: str
    condition: str = ""
    accessories: Sequence[str] = field(default_factory=tuple)
    given_by: str = ""
    returned: str = ""
    offsite: str = ""
    signed: Signed | None = None
    confirm: str = ""
    until: str = ""


@dataclass(frozen=True, slots=True)
class ClassSet:
    """Whose papers these are: the district, the site, how to reach it, the class, and when they are printed."""

    district: str
    site: str
    reach: str
    title: str
    printed: str


def receipts(wanted: Sequence[Receipt], paper: ClassSet, language: str) -> bytes:
    """A page for each checkout, as a PDF/UA-1 file. Raises TooManyReceipts."""
    return typeset(RECEIPT, _document(wanted, paper, in_language(WORDS, language)))


def class_set(wanted: Sequence[Receipt], paper: ClassSet, language: str) -> bytes:
    """One list for a class, with a place to sign for each device. Raises TooManyReceipts."""
    return typeset(CLASS_SET, _document(wanted, paper, in_language(WORDS, language)))


def _document(wanted: Sequence[Receipt], paper: ClassSet, said: dict[str, str]) -> dict[str, Any]:
    if not 0 < len(wanted) <= MOST_RECEIPTS:
        raise TooManyReceipts(f"{len(wanted)} receipts, where {MOST_RECEIPTS} are the most")
    return {
        "words": said,
        "district": legible(paper.district),
        "site": legible(paper.site),
        "reach": legible(paper.reach),
        "title": legible(paper.title),
        "printed": said["printed"].format(when=legible(paper.printed)),
        "count": said["count"].format(count=len(wanted)),
        "receipts": [_told(each, said) for each in wanted],
    }


def _told(each: Receipt, said: dict[str, str]) -> dict[str, Any]:
    told: dict[str, Any] = {name: legible(getattr(each, name)) for name in TEXTS}
    told["accessories"] = [legible(name) for name in each.accessories]
    told["signed"] = _signed(each.signed, told["holder"], said) if each.signed else None
    told["confirm"] = _code(each, said) if each.confirm else None
    return told


def _signed(signed: Signed, holder: str, said: dict[str, str]) -> dict[str, Any]:
    name = legible(signed.name) or holder
    return {
        "line": said[signed.how].format(when=legible(signed.when)),
        "name": legible(signed.name),
        "guardian": said["guardian"] if signed.guardian else "",
        "mark": list(signed.mark) if signed.mark else None,
        "alt": said["mark_of"].format(name=name),
    }


def _code(each: Receipt, said: dict[str, str]) -> dict[str, str] | None:
    try:
        svg = draw(each.confirm).svg(QUIET_ZONE)
    except CodeTooLong:
        return None
    line = said["confirm"].format(until=legible(each.until))
    return {"svg": svg, "line": line, "address": legible(each.confirm), "alt": said["code_of"]}
