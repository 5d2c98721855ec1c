"""What an audit saw against what the register expected: the difference, as it stands now."""

from dataclasses import dataclass, field

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from app.db import db
from app.domain.audits.expecting import expected_in
from app.domain.audits.sighting import place_verdict
from app.domain.codes import look_up_key
from app.models import Absence, Asset, AssetModel, Audit, Expectation, Room, Sighting


@dataclass(slots=True)
class Seen:
    """An asset that was seen, with the sighting that shows it best and the operations that said so."""

    asset: Asset
    sighting: Sighting
    verdict: str
    operations: list[str] = field(default_factory=list)


@dataclass(slots=True)
class Difference:
    """The state of a count. `expected` is `here`, `missing` and `absent` together, each asset in exactly one."""

    expected: set[int]
    here: list[Seen] = field(default_factory=list)
    found: list[Seen] = field(default_factory=list)
    elsewhere: list[Seen] = field(default_factory=list)
    held: list[Seen] = field(default_factory=list)
    other_site: list[Seen] = field(default_factory=list)
    unregistered: list[Sighting] = field(default_factory=list)
    absent: list[Absence] = field(default_factory=list)
    missing: list[Asset] = field(default_factory=list)
    late: int = 0

    @property
    def seen(self) -> list[Seen]:
        """Everything seen that the register knows, latest first."""
        everything = [*self.here, *self.found, *self.elsewhere, *self.held, *self.other_site]
        return sorted(everything, key=lambda seen: seen.sighting.captured_at, reverse=True)

    @property
    def counted(self) -> int:
        """How many of the expected assets were seen."""
        return len(self.expected) - len(self.missing) - len(self.absent)


def difference(audit: Audit) -> Difference:
    """The difference of an audit: against the register while it is open, against what was expected then once finished."""
    expected = _frozen(audit) if audit.finished_at else expected_in(audit.room)
    told = Difference(expected=expected)
    for seen in _seen(audit, expected).values():
        told.late += seen.sighting.late
        getattr(told, seen.verdict).append(seen)
    told.unregistered = _unregistered(audit)
    told.late += sum(sighting.late for sighting in told.unregistered)
    seen_keys = {seen.asset.id for seen in told.seen}
    told.absent = [absence for absence in _absences(audit) if absence.asset_id in expected - seen_keys]
    missing = expected - seen_keys - {absence.asset_id for absence in told.absent}
    told.missing = _assets(missing)
    return told


def _frozen(audit: Audit) -> set[int]:
    return set(db.session.scalars(select(Expectation.asset_id).where(Expectation.audit_id == audit.id)))


def _seen(audit: Audit, expected: set[int]) -> dict[int, Seen]:
    sightings = db.session.scalars(
        select(Sighting)
        .where(Sighting.audit_id == audit.id, Sighting.undone_at.is_(None), Sighting.asset_id.is_not(None))
        .order_by(Sighting.captured_at, Sighting.id)
        .options(
            joinedload(Sighting.asset).options(
                joinedload(Asset.model).joinedload(AssetModel.category),
                joinedload(Asset.room), joinedload(Asset.cart), joinedload(Asset.holder), joinedload(Asset.site),
            ),
            joinedload(Sighting.by),
        )
    )  # fmt: skip
    seen: dict[int, Seen] = {}
    for sighting in sightings:
        asset = sighting.asset
        if asset is None:
            continue
        known = seen.get(asset.id)
        if known is None:
            known = seen[asset.id] = Seen(asset, sighting, _verdict(sighting, asset, audit, expected))
        elif known.sighting.verdict == "already" and sighting.verdict != "already":
            known.sighting, known.verdict = sighting, _verdict(sighting, asset, audit, expected)
        known.operations.append(str(sighting.uuid))
    return seen


def _verdict(sighting: Sighting, asset: Asset, audit: Audit, expected: set[int]) -> str:
    """How a sighting counts in the difference: as it was judged, except that what is expected here is here."""
    if sighting.verdict == "found":
        return "found"
    if asset.id in expected:
        return "here"
    if sighting.verdict in ("already", "here", "unregistered"):
        return "other_site" if asset.site_id != audit.site_id else place_verdict(asset, expected)
    return sighting.verdict


def _unregistered(audit: Audit) -> list[Sighting]:
    sightings = db.session.scalars(
        select(Sighting)
        .where(Sighting.audit_id == audit.id, Sighting.undone_at.is_(None), Sighting.asset_id.is_(None))
        .order_by(Sighting.captured_at, Sighting.id)
        .options(joinedload(Sighting.photo), joinedload(Sighting.by))
    )
    first: dict[str, Sighting] = {}
    for sighting in sightings:
        first.setdefault(look_up_key(sighting.code), sighting)
    return list(first.values())


def _absences(audit: Audit) -> list[Absence]:
    return list(
        db.session.scalars(
            select(Absence)
            .where(Absence.audit_id == audit.id, Absence.undone_at.is_(None))
            .order_by(Absence.id)
            .options(joinedload(Absence.asset).joinedload(Asset.model))
        )
    )


def _assets(keys: set[int]) -> list[Asset]:
    if not keys:
        return []
    query = select(Asset).where(Asset.id.in_(keys)).order_by(Asset.tag, Asset.id)
    return list(
        db.session.scalars(
            query.options(
                joinedload(Asset.model).joinedload(AssetModel.category), joinedload(Asset.cart),
                joinedload(Asset.holder), joinedload(Asset.last_seen_room), joinedload(Asset.room),
            )
        )
    )  # fmt: skip



def nothing_yet(room: Room) -> Difference:
    """The difference of a count that nobody has begun."""
    expected = expected_in(room)
    return Difference(expected=expected, missing=_assets(expected))
