"""Who does something, by which way, when it happened and when we heard of it."""

from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from app import clock
from app.models import User


@dataclass(frozen=True, slots=True)
class Act:
    """The hand behind a verb. `actor` is None for the command line; `via` is page, sync, import, command or demo.

    `adopted_by` is who brought what the actor did, where the actor's phone did not.
    """

    actor: User | None
    via: str
    happened_at: datetime
    heard_at: datetime
    operation: UUID | None = None
    adopted_by: User | None = None

    @classmethod
    def now(cls, actor: User | None, via: str = "page") -> "Act":
        instant = clock.now()
        return cls(actor, via, instant, instant)

    @property
    def by_id(self) -> int | None:
        """The key of whoever did it; None for the command line."""
        return self.actor.id if self.actor else None

    def at(self, instant: datetime) -> "Act":
        """The same hand at another time: demonstration data and imports know when things really happened."""
        return replace(self, happened_at=instant)
