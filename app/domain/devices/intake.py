"""An export on its way in, chunk by chunk: whose it is, what was met so far, and what came of it. Policy: PLN-4."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import func, select

from app import clock
from app.db import db, uuid7
from app.domain import policy
from app.domain.access import Scope
from app.domain.devices.lines import DeviceLine
from app.domain.devices.matching import bearers_of, match
from app.domain.devices.naming import Units
from app.domain.devices.writing import records_of, write
from app.domain.ledger import Act
from app.domain.lifecycle import IN_USE
from app.files.devices import Found
from app.models import Asset, AssetModel, Category, DeviceExport, DeviceRecord, Site

Made = dict[str, tuple[int, list[str]]]
TOLD = ("added", "by_serial", "by_mac", "by_tag", "unknown")


@dataclass(frozen=True, slots=True)
class Origin:
    """The file: which management it is of, its name, the school that all of it is of.

    `whole` says whether it names everything managed there; None leaves that to its size.
    """

    source: str
    filename: str
    site: Site | None = None
    whole: bool | None = None
    run_id: int | None = None
    uuid: UUID | None = None


class Intake:
    """One export on its way in. `scope` is where whoever brings it may look after devices."""

    def __init__(self, act: Act, scope: Scope, origin: Origin) -> None:
        self.act, self.scope, self.origin = act, scope, origin
        self.counts: Counter[str] = Counter()
        self._uuid = origin.uuid or uuid7()
        self._first_lines: dict[str, int] = {}
        self._units: Units | None = None

    def take_in(self, rows: Sequence[Found]) -> list[DeviceLine]:
        """Keep what the rows say, but where the record says it already. Taking them in again changes nothing."""
        lines = [DeviceLine.of(row, self.act.heard_at) for row in rows]
        for line in self._living(lines):
            self._refuse_repeated(line)
        self._match(list(self._living(lines)))
        export = self._export()
        write(list(self._living(lines)), self.origin.source, export.id, self.act.heard_at)
        self._count(self._living(lines), export)
        return lines

    def not_taken(self, row: Found) -> DeviceLine:
        """The row as one that could not be kept."""
        line = DeviceLine.of(row, self.act.heard_at)
        line.refuse("not_taken")
        return line

    def pass_over(self, rows: Iterable[Found]) -> None:
        """Remember rows that were taken in before the work stopped."""
        for row in rows:
            line = DeviceLine.of(row, self.act.heard_at)
            if not line.refused:
                self._first_lines.setdefault(line.key, line.number)

    def forget(self) -> None:
        """The chunk was taken back; nothing is remembered of what it wrote."""

    def made(self) -> Made:
        """How many records are new, and how the devices were matched."""
        return {name: (self.counts[name], []) for name in TOLD if self.counts[name]}

    def end(self) -> DeviceExport:
        """The last row is in: say whether the export was of everything that its management knows."""
        export = self._export()
        said = self.origin.whole
        export.whole = _names_enough(export) if said is None else said
        export.ended_at = clock.now()
        return export

    def _living(self, lines: Iterable[DeviceLine]) -> Iterable[DeviceLine]:
        return (line for line in lines if not line.refused)

    def _refuse_repeated(self, line: DeviceLine) -> None:
        first = self._first_lines.setdefault(line.key, line.number)
        if first != line.number:
            line.refuse(
                "device_repeated", field="device_id", value=line.row.serial or line.key, first_line=first
            )

    def _match(self, lines: list[DeviceLine]) -> None:
        records = records_of(lines, self.origin.source)
        for line in lines:
            line.meet(records.get(line.number))
        bearers = bearers_of(lines)
        self._units = self._units or Units()
        for line in lines:
            found, trouble = match(line, bearers)
            if found:
                line.asset_id, line.site_id, line.matched_by = found.asset_id, found.site_id, found.by
            else:
                line.site_id = self._site_of(line)
                if trouble:
                    line.warn(
                        trouble, field=_FIELD_OF[trouble.partition("_")[0]], value=_value(line, trouble)
                    )
            self._refuse_anothers(line)

    def _site_of(self, line: DeviceLine) -> int | None:
        """Of a device that the register does not know: as its unit says, else as whoever brings the file says."""
        named = self._units.site_of(line.row.org_unit, line.row.location) if self._units else None
        return named or (self.origin.site.id if self.origin.site else None)

    def _refuse_anothers(self, line: DeviceLine) -> None:
        """Of another school's devices nothing is said but that they are another's, and nothing of theirs changes."""
        known = line.record
        before = known is not None and not self.scope.holds(known.site_id)
        if before or not self.scope.holds(line.site_id):
            line.refuse("device_not_yours", field="serial", value=line.row.serial or line.key)

    def _export(self) -> DeviceExport:
        found = db.session.scalar(select(DeviceExport).where(DeviceExport.uuid == self._uuid))
        if found is None:
            origin, actor = self.origin, self.act.actor
            found = DeviceExport(uuid=self._uuid, source=origin.source, filename=origin.filename)
            found.began_at, found.import_id = self.act.heard_at, origin.run_id
            found.records = found.added = found.changed = 0
            found.site_id = origin.site.id if origin.site else None
            found.by_id = actor.id if actor else None
            db.session.add(found)
            db.session.flush()
        return found

    def _count(self, lines: Iterable[DeviceLine], export: DeviceExport) -> None:
        for line in lines:
            new = line.record is None
            self.counts["added"] += new
            self.counts[f"by_{line.matched_by}" if line.matched_by else "unknown"] += 1
            export.records += 1
            export.added += new
            export.changed += line.changed and not new
        db.session.flush()


def _names_enough(export: DeviceExport) -> bool:
    """A list of few of the devices known from a management, or of few that ought to be in it, is but a part of it."""
    heard = select(func.count()).select_from(DeviceRecord)
    heard = heard.where(DeviceRecord.source == export.source, DeviceRecord.status != "deprovisioned")
    kinds = [kind for kind, those in policy.value("managed_categories").items() if export.source in those]
    models = select(AssetModel.id).join(Category).where(Category.name.in_(kinds))
    owned = select(func.count()).select_from(Asset)
    owned = owned.where(Asset.state.in_(IN_USE), Asset.model_id.in_(models))
    if export.site_id is not None:
        heard = heard.where(DeviceRecord.site_id == export.site_id)
        owned = owned.where(Asset.site_id == export.site_id)
    most = max(db.session.scalar(heard) or 0, db.session.scalar(owned) or 0)
    return bool(export.records * 100 >= most * policy.value("device_export_whole_percent"))


_FIELD_OF = {"serial": "serial", "mac": "wireless_mac", "tag": "asset_tag"}


def _value(line: DeviceLine, trouble: str) -> str:
    by = trouble.partition("_")[0]
    told = {"serial": line.row.serial, "mac": next(iter(line.macs), None), "tag": line.row.asset_tag}
    return told[by] or ""
