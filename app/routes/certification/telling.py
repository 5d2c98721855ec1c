"""What a count came to, in words: who counted, what was off, how it ended."""

from typing import Any

from flask_babel import gettext, ngettext

from app.domain.certification import Outcome, Progress
from app.routes.words import DISCREPANCIES, number
from app.routes.words.endings import SETTLED_HOW

FEW = 4


def left_of(progress: Progress) -> str:
    """The first of what is unaccounted for, by their tags."""
    left = [one.leaf["tag"] or one.leaf["serial"] or gettext("No tag") for one in progress.left]
    return ", ".join(left[:FEW]) + (" …" if len(left) > FEW else "")


def waiting_of(outcome: Outcome) -> str:
    """How many of each kind are open."""
    return " · ".join(f"{DISCREPANCIES[kind]} {number(many)}" for kind, many in outcome.waiting.items())


def settled_of(outcome: Outcome) -> list[dict[str, Any]]:
    """Each kind of difference with how it was settled, as facts."""
    return [
        {
            "word": str(DISCREPANCIES[kind]),
            "value": number(sum(ways.values())),
            "line": " · ".join(f"{_ended(kind, how)} {number(many)}" for how, many in ways.items()),
        }
        for kind, ways in outcome.settled.items()
    ]


def counters_of(outcome: Outcome) -> list[dict[str, Any]]:
    """Each person who counted, with what and when last."""
    told = []
    for one in outcome.counters:
        parts = [
            ngettext("%(num)s room", "%(num)s rooms", one.rooms) if one.rooms else "",
            ngettext("%(num)s cart", "%(num)s carts", one.carts) if one.carts else "",
        ]
        told.append({"word": one.name, "value": ", ".join(filter(None, parts)), "last": one.last})
    return told


def _ended(kind: str, how: str) -> str:
    """What was missing and is so no longer was seen or explained after the count had ended."""
    if (kind, how) == ("missing", "no_longer_so"):
        return gettext("seen or explained afterward")
    return str(SETTLED_HOW[how])
