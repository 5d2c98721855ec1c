"""How a row of a file ended, whatever it is a row of: refused, or accepted with or without a warning."""

from dataclasses import dataclass, field
from typing import Any, NamedTuple

Facts = dict[str, Any]


class Told(NamedTuple):
    """A stable reason, and the facts of its sentence; `field` and `value` say what the cell held."""

    reason: str
    facts: Facts


@dataclass(slots=True)
class Outcome:
    """`changed` where Rollcall says more than before. `file` names one of several files of an import."""

    number: int
    told: list[Told] = field(default_factory=list, kw_only=True)
    refused: bool = field(default=False, kw_only=True)
    changed: bool = field(default=False, kw_only=True)
    file: str | None = field(default=None, kw_only=True)

    @property
    def warned(self) -> bool:
        return bool(self.told) and not self.refused

    @property
    def outcome(self) -> str:
        """What is said of each of its reasons."""
        return "refused" if self.refused else "warned"

    def warn(self, reason: str, **facts: Any) -> None:
        """Take the row, but say something."""
        self.told.append(Told(reason, facts))

    def refuse(self, reason: str, **facts: Any) -> None:
        """Leave the row: the one reason is all that counts then."""
        self.refused, self.changed = True, False
        self.told = [Told(reason, facts)]
