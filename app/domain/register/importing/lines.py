"""A line of a file on its way into the register: what it means, what was told about it, and how it ended."""

from dataclasses import dataclass

from app.domain.register.importing.directory import KnownRoom, KnownSite
from app.domain.register.importing.outcomes import Outcome, Told
from app.files.assets import AssetRow, Normalised
from app.models import Asset, Person


@dataclass(slots=True)
class Line(Outcome):
    """A row of a list of assets; `changed` where the register says more than before."""

    row: AssetRow
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

    def wants_holder(self) -> bool:
        """Whether the device is to be in somebody's hands."""
        return self.row.state == "checked_out" and self.row.held
