"""What everything that plans a roster's coming in has in common."""

from dataclasses import dataclass, field
from datetime import date, datetime

from app import clock
from app.domain.access import Scope
from app.domain.roster.syncing.outcomes import Outcomes
from app.files.oneroster import Bundle


class NotTaken(Exception):
    """A row cannot be taken: `reason` is stable, `facts` fill its sentence."""

    def __init__(self, reason: str, **facts: str) -> None:
        super().__init__(reason)
        self.reason, self.facts = reason, facts


@dataclass(slots=True)
class Sync:
    """A bundle, of which schools it may speak and which somebody says it means, and since when what it says holds."""

    bundle: Bundle
    scope: Scope
    said: dict[str, int] = field(default_factory=dict)
    now: datetime = field(default_factory=clock.now)
    outcomes: Outcomes = field(default_factory=Outcomes)

    @property
    def day(self) -> date:
        """The day on which the bundle comes in, by the district's clocks."""
        return clock.day(self.now)

    def is_past(self, last_day: date | None) -> bool:
        """Whether what holds to the end of a day is over."""
        return last_day is not None and last_day < self.day
