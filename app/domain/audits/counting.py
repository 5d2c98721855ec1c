"""What is known about a count while sightings are judged: what it expects, and what it has seen."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from sqlalchemy import select

from app.db import db
from app.domain.audits.expecting import expected_in, expected_in_all
from app.domain.codes import look_up_key
from app.models import Audit, Expectation, Room, Sighting


@dataclass(slots=True)
class Count:
    """An audit with the keys of what it expects and has seen, and the codes nothing answered to. Kept up to date."""

    audit: Audit
    expected: set[int]
    seen: set[int] = field(default_factory=set)
    codes: set[str] = field(default_factory=set)

    @property
    def room(self) -> Room:
        return self.audit.room

    @classmethod
    def of(cls, audit: Audit) -> "Count":
        return counts_of([audit])[audit.id]


def counts_of(audits: Iterable[Audit]) -> dict[int, Count]:
    """The counts of some audits, by their keys, in three queries."""
    known = {audit.id: audit for audit in audits}
    finished = frozen_in(key for key, audit in known.items() if audit.finished_at is not None)
    still_open = expected_in_all({a.room_id: a.site_id for key, a in known.items() if key not in finished})
    counts = {
        key: Count(audit, finished[key] if key in finished else still_open[audit.room_id])
        for key, audit in known.items()
    }
    live = select(Sighting.audit_id, Sighting.asset_id, Sighting.code).where(Sighting.undone_at.is_(None))
    for audit_id, asset_id, code in db.session.execute(live.where(Sighting.audit_id.in_(known))).all():
        if asset_id is None:
            counts[audit_id].codes.add(look_up_key(code))
        else:
            counts[audit_id].seen.add(asset_id)
    return counts


def expected_of(audit: Audit) -> set[int]:
    """What an audit expects: what its room does now, or did when it finished; what this very count found, too."""
    finished = audit.finished_at is not None
    return frozen_in([audit.id])[audit.id] if finished else expected_in(audit.room)


def found_in(audit: Audit) -> set[int]:
    """The keys of the assets that were lost and came back by this count."""
    live = select(Sighting.asset_id).where(Sighting.audit_id == audit.id, Sighting.undone_at.is_(None))
    found = live.where(Sighting.verdict == "found", Sighting.asset_id.is_not(None))
    return {asset_id for asset_id in db.session.scalars(found) if asset_id is not None}


def frozen_in(audits: Iterable[int]) -> dict[int, set[int]]:
    """The keys of the assets that finished audits expected, as the register stood then."""
    frozen: dict[int, set[int]] = {audit_id: set() for audit_id in audits}
    if frozen:
        rows = select(Expectation.audit_id, Expectation.asset_id).where(Expectation.audit_id.in_(frozen))
        for audit_id, asset_id in db.session.execute(rows):
            frozen[audit_id].add(asset_id)
    return frozen
