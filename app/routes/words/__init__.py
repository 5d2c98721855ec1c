"""The words for what the domain says by name: refusals, actions, verdicts, reasons, dates."""

from app.routes.words.moments import day, exact, money, number
from app.routes.words.nouns import (
    ABSENCE_REASONS,
    ACTIONS,
    DISCREPANCIES,
    ROLES,
    ROOM_KINDS,
    SETTLED_BY,
    STATES,
)
from app.routes.words.sentences import explain, sentence

__all__ = [
    "ABSENCE_REASONS", "ACTIONS", "DISCREPANCIES", "ROLES", "ROOM_KINDS", "SETTLED_BY", "STATES",
    "day", "exact", "explain", "money", "number", "sentence",
]  # fmt: skip
