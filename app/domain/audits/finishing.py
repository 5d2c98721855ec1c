"""Finishing a count: what was expected is frozen, and the difference becomes discrepancies to be settled."""

from typing import NamedTuple

from sqlalchemy import insert, select

from app.clock import now
from app.db import db
from app.domain import policy
from app.domain.audits import settling
from app.domain.audits.difference import Difference, difference
from app.domain.audits.expecting import expected_in
from app.domain.ledger import Act
from app.models import Audit, Discrepancy, Expectation, Sighting
from app.models.register.asset import PRESENT_STATES

NO_LONGER = "no_longer_so"


class Point(NamedTuple):
    """One thing in which count and register differ."""

    kind: str
    asset_id: int | None
    code: str | None
    sighting_id: int | None


def finish(audit: Audit, act: Act) -> bool:
    """Finish an audit; False where somebody already did, which changes nothing."""
    if audit.finished_at is not None:
        return False
    expected = expected_in(audit.room)
    audit.finished_at = max(act.happened_at, audit.opened_at)
    audit.heard_finished_at = act.heard_at
    audit.finished_by_id = act.actor.id if act.actor else None
    if expected:
        rows = [{"audit_id": audit.id, "asset_id": asset_id} for asset_id in sorted(expected)]
        db.session.execute(insert(Expectation), rows)
    db.session.flush()
    make_difference_again(audit, act)
    return True


def make_difference_again(audit: Audit, act: Act) -> Difference:
    """Bring the discrepancies of a finished audit in line with what is known now.

    What is settled by a person stays settled; what no longer holds is settled by itself, and opens if it holds again.
    """
    told = difference(audit)
    wanted = {(p.kind, p.asset_id, p.code): p for p in _points(told)}
    known = {
        (d.kind, d.asset_id, d.code): d
        for d in db.session.scalars(select(Discrepancy).where(Discrepancy.audit_id == audit.id))
    }
    for key, discrepancy in known.items():
        if key not in wanted and discrepancy.settled_at is None:
            settling.settle(discrepancy, NO_LONGER, act)
        elif key in wanted and discrepancy.settled_how == NO_LONGER:
            discrepancy.settled_at = discrepancy.settled_how = discrepancy.settled_by_id = None
    made = [_make(audit, point) for key, point in wanted.items() if key not in known]
    db.session.add_all(made)
    db.session.flush()
    _settle_seen_elsewhere([d for d in made if d.kind == "missing"], audit, act)
    return told


def _points(told: Difference) -> list[Point]:
    points = [Point("missing", asset.id, None, None) for asset in told.missing]
    for kind in ("elsewhere", "found", "other_site"):
        points += [Point(kind, seen.asset.id, None, seen.sighting.id) for seen in getattr(told, kind)]
    for seen in told.elsewhere:
        if seen.asset.state not in PRESENT_STATES:
            points.append(Point("conflicting_state", seen.asset.id, None, seen.sighting.id))
        elif seen.asset.room_id is None and seen.asset.cart_id is None:
            points.append(Point("no_place", seen.asset.id, None, seen.sighting.id))
    for sighting in told.unregistered:
        kind = "duplicate_code" if sighting.note == "several" else "unregistered"
        points.append(Point(kind, None, sighting.code, sighting.id))
    return points


def _make(audit: Audit, point: Point) -> Discrepancy:
    return Discrepancy(audit_id=audit.id, site_id=audit.site_id, made_at=now(), **point._asdict())


def _settle_seen_elsewhere(missing: list[Discrepancy], audit: Audit, act: Act) -> None:
    """What another room has seen this fiscal year, and nobody has seen here since, is not missing: it is there."""
    keys = [discrepancy.asset_id for discrepancy in missing]
    if not keys:
        return
    year = policy.fiscal_year_start(act.happened_at.date())
    latest: dict[int | None, tuple[int, int]] = {}
    rows = db.session.execute(
        select(Sighting.asset_id, Sighting.id, Audit.room_id, Sighting.captured_at)
        .join(Audit, Audit.id == Sighting.audit_id)
        .where(Sighting.asset_id.in_(keys), Sighting.undone_at.is_(None))
        .order_by(Sighting.captured_at)
    )
    for asset_id, sighting_id, room_id, captured_at in rows:
        if captured_at.date() >= year:
            latest[asset_id] = (sighting_id, room_id)
    for discrepancy in missing:
        sighting_id, room_id = latest.get(discrepancy.asset_id, (0, audit.room_id))
        if room_id != audit.room_id:
            settling.settle(discrepancy, "seen_elsewhere", act, by=sighting_id)
    db.session.flush()
