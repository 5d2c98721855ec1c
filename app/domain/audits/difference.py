"""What an audit saw against what the register expected: the difference, as it stands now."""

from dataclasses import dataclass, field

from sqlalchemy import Select, select
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
    absent: list[Absence] = field(default_factory=list)
    missing: list[Asset] = field(default_factory=list)
    codes: dict[str, list[Sighting]] = field(default_factory=dict)
    late: int = 0

    @property
    def unregistered(self) -> list[Sighting]:
        """The codes that the register does not know, each by the sighting that said it first."""
        return [said[0] for said in self.codes.values()]

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
    """The difference of an audit: against the register while it is open, against what was frozen once it finished.

    In three questions, however much there is.
    """
    sightings = _sightings(audit)
    found = {sighting.asset_id for sighting in sightings if sighting.verdict == "found"}
    told = Difference(expected={key for key in expected_of(audit) if key not in found})
    told.late = sum(sighting.late for sighting in sightings)
    for seen in _seen(sightings, told.expected):
        getattr(told, seen.verdict).append(seen)
    for sighting in sightings:
        if sighting.asset_id is None:
            told.codes.setdefault(look_up_key(sighting.code), []).append(sighting)
    _look_for_the_rest(told, audit)
    return told


def nothing_yet(room: Room) -> Difference:
    """The difference of a count that nobody has begun."""
    expected = expected_in(room)
    return Difference(expected=expected, missing=list(db.session.scalars(_assets(expected))))


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


def _look_for_the_rest(told: Difference, audit: Audit) -> None:
    """What was expected and not seen is absent for a reason, or missing: of the reasons, what was said last counts."""
    unseen = told.expected - {seen.asset.id for seen in told.seen}
    if not unseen:
        return
    said_of_it = (Absence.asset_id == Asset.id) & (Absence.audit_id == audit.id) & Absence.undone_at.is_(None)
    query = _assets(unseen).outerjoin(Absence, said_of_it).add_columns(Absence)
    rows = db.session.execute(query.order_by(Absence.captured_at, Absence.uuid)).all()
    why: dict[Asset, Absence | None] = dict(rows)
    told.missing = [asset for asset, absence in why.items() if absence is None]
    absent = [absence for absence in why.values() if absence is not None]
    told.absent = sorted(absent, key=lambda absence: (absence.captured_at, absence.uuid))


def _assets(keys: set[int]) -> Select[Asset]:
    query = select(Asset).where(Asset.id.in_(keys)).order_by(Asset.tag, Asset.id)
    return query.options(
        joinedload(Asset.model).joinedload(AssetModel.category), joinedload(Asset.cart),
        joinedload(Asset.holder), joinedload(Asset.last_seen_room), joinedload(Asset.room),
    )  # fmt: skip
