"""Lists of assets on their way into the register: a file in chunks, each line taken or refused with its reason."""

from app.domain.register.importing import runs
from app.domain.register.importing.beginning import beginning_of
from app.domain.register.importing.headings import REFUSED_BECAUSE
from app.domain.register.importing.lines import Line
from app.domain.register.importing.matching import pass_over
from app.domain.register.importing.outcomes import Outcome, Told
from app.domain.register.importing.reading import (
    Reading,
    reading_of,
    remember,
    remembered,
    rows_of,
)
from app.domain.register.importing.reasons import REASONS
from app.domain.register.importing.runs import ImportBusy, ImportDone, ImportNotReady
from app.domain.register.importing.taking import Intake, take_in

__all__ = [
    "REASONS", "REFUSED_BECAUSE", "ImportBusy", "ImportDone", "ImportNotReady", "Intake", "Line", "Outcome", "Reading",
    "Told", "beginning_of", "pass_over", "reading_of", "remember", "remembered", "rows_of", "runs", "take_in",
]  # fmt: skip
