"""The words for what the domain says by name: refusals, actions, verdicts, reasons, dates."""

from app.routes.words.called import called
from app.routes.words.holidays import day_off, named_day_off
from app.routes.words.management import MANAGED, MANAGEMENTS
from app.routes.words.moments import (
    dated,
    day,
    day_in_full,
    day_of_year,
    exact,
    money,
    number,
    on_day,
    percent,
    plain_day,
    points,
    span,
    timed,
)
from app.routes.words.nouns import (
    ABSENCE_REASONS,
    ACTIONS,
    CERTIFICATION_STATES,
    CERTIFICATION_STEPS,
    CONDITIONS,
    DISCREPANCIES,
    REPORTED,
    REQUESTS,
    ROLES,
    ROOM_KINDS,
    SETTLED_BY,
    SLOT_DIFFERENCES,
    SLOTS,
    STATES,
)
from app.routes.words.parted import parted
from app.routes.words.sentences import explain, sentence

__all__ = [
    "ABSENCE_REASONS", "ACTIONS", "CERTIFICATION_STATES", "CERTIFICATION_STEPS", "CONDITIONS",
    "DISCREPANCIES", "MANAGED", "MANAGEMENTS", "REPORTED", "REQUESTS", "ROLES", "ROOM_KINDS", "SETTLED_BY", "SLOTS",
    "SLOT_DIFFERENCES", "STATES", "called", "dated", "day", "day_in_full", "day_of_year", "day_off", "exact", "explain",
    "money", "named_day_off", "number", "on_day", "parted", "percent", "plain_day", "points", "sentence", "span",
    "timed",
]  # fmt: skip
