"""Serial numbers as people paste them: one after another, and ranges such as 5CD1230001-5CD1230030."""

import re
from typing import NamedTuple

from app.domain import policy
from app.domain.refusals import Refusal
from app.domain.register.coding import LONGEST_TAG

APART = re.compile(r"[\s,;]+")
SPACED = re.compile(r"(?<!\s)\s+(-|–|…|\.\.)\s+")
RANGE = re.compile(r"(.*?)(?<!\d)(\d++)(?:\.\.|…|–|-|:)(.*?)(?<!\d)(\d++)")
# What is longer is no range of serial numbers, and to look for one in it would take very long.
LONGEST_RANGE = 2 * LONGEST_TAG + 2


class TooManySerials(Refusal):
    """More than are taken at once."""

    reason = "too_many_serials"


class Span(NamedTuple):
    """The numbers of a range, between what stands before them."""

    begin: str
    first: int
    last: int
    digits: int


def serials_in(text: str) -> list[str]:
    """Every serial number that a text names, in its order. Raises TooManySerials."""
    most = policy.value("serials_at_once")
    found: list[str] = []
    for part in APART.split(SPACED.sub(r"\1", text).strip()):
        span = _span(part)
        if len(found) + (span.last - span.first + 1 if span else 1) > most:
            raise TooManySerials(most=most, field="serials")
        if span:
            found += [f"{span.begin}{at:0{span.digits}d}" for at in range(span.first, span.last + 1)]
        elif part:
            found.append(part)
    return found


def _span(part: str) -> Span | None:
    """A range where both ends differ in their last digits alone, and the first comes first: 5CD1-5CD9, 0001-0030."""
    fit = RANGE.fullmatch(part) if len(part) <= LONGEST_RANGE else None
    if fit is None:
        return None
    before, first, again, last = fit.groups()
    if (
        again not in (before, "")
        or len(first) < len(last)
        or (again == "" and before and len(last) > len(first))
    ):
        return None
    whole = last if again == before or len(last) == len(first) else first[: len(first) - len(last)] + last
    if len(whole) != len(first) or int(whole) < int(first):
        return None
    return Span(before, int(first), int(whole), len(first))
