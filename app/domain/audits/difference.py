"""What an audit saw against what the register expected: the difference, as it stands now."""

from dataclasses import dataclass, field

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from app.db import db
from app.domain.audits.counting import expected_of
from app.domain.audits.expecting import expected_in
from app.domain.codes import look_up_key
from app.models import Absence, Asset, AssetModel, Audit, Room, Sighting


@dataclass(slots=True)
class Seen:
    """An asset that was seen, with the sighting that shows it best and the operations that said so."""

    asset: Asset
    sighting: Sighting
    verdict: str
    operations: list[str] = field(default_factory=list)


@dataclass(slots=True)
class Difference:
    """The state of a count. `expected` is seen here, `missing` and `absent` together, each asset in exactly one.

    What was lost and is `found` here was not expected; it is told apart.
    """

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
    """The difference of an audit: against the register while it is open, against what was frozen once it finished."""
    told = Difference(expected=expected_of(audit))
    sightings = _sightings(audit)
    told.late = sum(sighting.late for sighting in sightings)
    for seen in _seen(sightings, told.expected):
        getattr(told, seen.verdict).append(seen)
    told.unregistered = _first_of_each_code(sightings)
    seen_keys = {seen.asset.id for seen in told.seen}
    told.absent = [absence for absence in _absences(audit) if absence.asset_id in told.expected - seen_keys]
    told.missing = _assets(told.expected - seen_keys - {absence.asset_id for absence in told.absent})
    return told


def nothing_yet(room: Room) -> Difference:
    """The difference of a count that nobody has begun."""
    expected = expected_in(room)
    return Difference(expected=expected, missing=_assets(expected))


def _sightings(audit: Audit) -> list[Sighting]:
    query = (
        select(Sighting)
        .where(Sighting.audit_id == audit.id, Sighting.undone_at.is_(None))
        .order_by(Sighting.captured_at, Sighting.uuid)
        .options(
            joinedload(Sighting.asset).options(
                joinedload(Asset.model).joinedload(AssetModel.category),
                joinedload(Asset.room), joinedload(Asset.cart), joinedload(Asset.holder), joinedload(Asset.site),
            ),
            joinedload(Sighting.by), joinedload(Sighting.photo),
        )
    )  # fmt: skip
    return list(db.session.scalars(query))


def _seen(sightings: list[Sighting], expected: set[int]) -> list[Seen]:
    """Each asset once, shown by the sighting that says most: that it was found, else where it belongs."""
    seen: dict[int, Seen] = {}
    for sighting in sightings:
        if (asset := sighting.asset) is None:
            continue
        known = seen.setdefault(asset.id, Seen(asset, sighting, sighting.verdict))
        if _says_more(sighting, known.sighting):
            known.sighting = sighting
        known.operations.append(str(sighting.uuid))
    for one in seen.values():
        one.verdict = _verdict(one.sighting, one.asset, expected)
    return list(seen.values())


def _says_more(sighting: Sighting, known: Sighting) -> bool:
    weight = {"found": 2, "already": 0}
    return weight.get(sighting.verdict, 1) > weight.get(known.verdict, 1)


def _verdict(sighting: Sighting, asset: Asset, expected: set[int]) -> str:
    """How an asset counts: as it was judged, except that what is expected here is here."""
    if sighting.verdict == "found":
        return "found"
    return "here" if asset.id in expected else sighting.verdict


def _first_of_each_code(sightings: list[Sighting]) -> list[Sighting]:
    first: dict[str, Sighting] = {}
    for sighting in sightings:
        if sighting.asset_id is None:
            first.setdefault(look_up_key(sighting.code), sighting)
    return list(first.values())


def _absences(audit: Audit) -> list[Absence]:
    """Why each asset is not here: what was said last counts, whoever was heard last."""
    query = (
        select(Absence)
        .where(Absence.audit_id == audit.id, Absence.undone_at.is_(None))
        .order_by(Absence.captured_at, Absence.uuid)
        .options(joinedload(Absence.asset).joinedload(Asset.model))
    )
    return list({absence.asset_id: absence for absence in db.session.scalars(query)}.values())


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
