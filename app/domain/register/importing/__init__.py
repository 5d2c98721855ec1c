"""Lists of assets on their way into the register: a file in chunks, each line taken or refused with its reason."""

from app.domain.register.importing.intake import Intake
from app.domain.register.importing.lines import Line, Told
from app.domain.register.importing.reasons import REASONS
from app.domain.register.importing.taking import take_in

__all__ = ["REASONS", "Intake", "Line", "Told", "take_in"]
