"""A line of a file on its way into the register: what it means, what was told about it, and how it ended."""

from dataclasses import dataclass, field
from typing import Any, NamedTuple

from app.domain.register.importing.directory import KnownRoom, KnownSite
from app.files.assets import AssetRow, Normalised
from app.models import Asset, Person

Facts = dict[str, Any]


class Told(NamedTuple):
    """A stable reason, and the facts of its sentence; `field` and `value` say what the cell held."""

    reason: str
    facts: Facts


@dataclass(slots=True)
class Line:
    """Either refused, or accepted with or without a warning; `changed` where the register says more than before."""

    number: int
    row: AssetRow
    told: list[Told] = field(default_factory=list)
    refused: bool = False
    changed: bool = False
    tag_key: str = ""
    serial_key: str = ""
    site: KnownSite | None = None
    asset: Asset | None = None
    room: KnownRoom | None = None
    holder: Person | None = None
    responsible: Person | None = None
    model_id: int = 0
    managed_by: str = "site"
    funding_source_id: int | None = None

    @classmethod
    def of(cls, found: Normalised) -> "Line":
        line = cls(found.line, found.asset or AssetRow())
        if found.refusal or found.asset is None:
            refusal = found.refusal
            line.refuse(
                refusal.reason if refusal else "nothing_identifies", **(refusal.facts if refusal else {})
            )
        else:
            line.told += [Told(r.reason, {"field": r.field, "value": r.value}) for r in found.remarks]
        return line

    @property
    def warned(self) -> bool:
        return bool(self.told) and not self.refused

    @property
    def outcome(self) -> str:
        """What is said of each of its reasons."""
        return "refused" if self.refused else "warned"

    def warn(self, reason: str, **facts: Any) -> None:
        """Take the line, but say something."""
        self.told.append(Told(reason, facts))

    def refuse(self, reason: str, **facts: Any) -> None:
        """Leave the line: the one reason is all that counts then."""
        self.refused, self.changed = True, False
        self.told = [Told(reason, facts)]

    def wants_holder(self) -> bool:
        """Whether the device is to be in somebody's hands."""
        return self.row.state == "checked_out" and self.row.held
