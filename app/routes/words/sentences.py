"""A refusal in the reader's language, with the facts that came with it."""

from typing import Any

from flask_babel import gettext

from app.clock import parse_instant
from app.domain.refusals import Refusal
from app.routes.words.moments import exact
from app.routes.words.nouns import ACTIONS, STATES
from app.routes.words.refusals import BOTH_SIDES, REFUSALS


def sentence(reason: str, facts: dict[str, Any]) -> str:
    """A refusal in the reader's language."""
    words = BOTH_SIDES.get(reason) if facts.get("action") else None
    words = words or REFUSALS.get(reason)
    if words is None:
        return gettext("That was refused.")
    try:
        return str(words) % (facts | _other_side(facts))
    except KeyError:
        return gettext("That was refused.")


def _other_side(facts: dict[str, Any]) -> dict[str, str]:
    """What a conflict's facts say of the other side, in words."""
    if "action" not in facts:
        return {}
    state = str(STATES.get(facts["state"], facts["state"]))
    return {
        "by": facts["by"] or gettext("somebody else"),
        "did": str(ACTIONS.get(facts["action"], facts["action"])),
        "when": exact(parse_instant(facts["at"])) if facts["at"] else "",
        "now": f"{state}, {facts['place']}" if facts["place"] else state,
        "seen": exact(parse_instant(facts["seen_at"])) if facts["seen_at"] else "",
        "seen_in": facts["seen_in"] or gettext("another place"),
    }


def explain(refusal: Refusal) -> str:
    """What a refusal says to the person who met it."""
    return sentence(refusal.reason, refusal.facts)
