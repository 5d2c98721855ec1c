"""Finishing a count: what was expected is frozen, and the difference becomes discrepancies to be settled."""

from collections.abc import Iterable
from typing import NamedTuple

from sqlalchemy import select

from app.db import db, insert_all
from app.domain.audits import settling
from app.domain.audits.counting import found_in
from app.domain.audits.difference import Difference, difference
from app.domain.audits.expecting import expected_in
from app.domain.ledger import Act
from app.models import Asset, Audit, Discrepancy, Expectation
from app.models.discrepancies import DISCREPANCY_KINDS, Settled

# What a sighting's note makes of it: that weighs more than where it was seen.
NOTED = {
    "meant_another": "duplicate_code",
    "seen_before_report": "conflicting_state",
    "conflicting_state": "conflicting_state",
    "no_place": "no_place",
}


class Point(NamedTuple):
    """One thing in which count and register differ."""

    kind: str
    asset_id: int | None = None
    code: str | None = None
    sighting_id: int | None = None


def finish(audit: Audit, act: Act) -> bool:
    """Finish an audit; False where somebody already did, which changes nothing."""
    if audit.finished_at is not None:
        return False
    audit.finished_at = max(act.happened_at, audit.opened_at)
    audit.finished_by_id = act.by_id
    close(audit, act)
    return True


def close(audit: Audit, act: Act) -> None:
    """Freeze what an audit that is over expected, and make its difference."""
    audit.heard_finished_at = act.heard_at
    expected = sorted(expected_in(audit.room) - found_in(audit))
    insert_all(Expectation, [{"audit_id": audit.id, "asset_id": asset_id} for asset_id in expected])
    make_difference_again(audit, act)


def keep_in_line(audits: Iterable[Audit], act: Act) -> None:
    """What comes late to a finished audit makes its difference again; an open one is left alone."""
    for audit in sorted(audits, key=lambda audit: audit.id):
        if audit.finished_at is not None:
            make_difference_again(audit, act)


def make_difference_again(audit: Audit, act: Act) -> Difference:
    """Bring the discrepancies of a finished audit in line with what is known now.

    What is settled by a person stays settled; what no longer holds is settled by itself, and opens if it holds again.
    """
    told = difference(audit)
    wanted = {(p.kind, p.asset_id, p.code): p for p in _points(told, audit)}
    known = {
        (d.kind, d.asset_id, d.code): d
        for d in db.session.scalars(select(Discrepancy).where(Discrepancy.audit_id == audit.id))
    }
    for key, discrepancy in known.items():
        if key not in wanted and discrepancy.settled_at is None:
            settling.settle(discrepancy, Settled.NO_LONGER_SO, act)
        elif key in wanted and discrepancy.settled_how == Settled.NO_LONGER_SO:
            discrepancy.settled_at = discrepancy.settled_how = discrepancy.settled_by_id = None
    db.session.add_all(_made(audit, point, act) for key, point in wanted.items() if key not in known)
    db.session.flush()
    settling.settle_seen({asset_id for _, asset_id, _ in wanted if asset_id is not None}, act)
    return told


def _points(told: Difference, audit: Audit) -> list[Point]:
    points = [Point("missing", asset.id) for asset in told.missing]
    for seen in told.seen:
        kind = NOTED.get(seen.sighting.note or "", seen.verdict)
        if kind == "held" and _not_with_its_holder(seen.asset, audit):
            kind = "wrong_holder"
        if kind in DISCREPANCY_KINDS:
            points.append(Point(kind, seen.asset.id, None, seen.sighting.id))
    for sighting in told.unregistered:
        kind = "duplicate_code" if sighting.note == "several" else "unregistered"
        points.append(Point(kind, None, sighting.code, sighting.id))
    return points


def _not_with_its_holder(asset: Asset, audit: Audit) -> bool:
    """Nobody has what lies in storage, and who left the school has nothing that is seen in one of its rooms."""
    holder = asset.holder
    gone = holder is not None and (holder.left_at is not None or holder.site_id != audit.site_id)
    return holder is not None and (gone or audit.room.stores)


def _made(audit: Audit, point: Point, act: Act) -> Discrepancy:
    return Discrepancy(audit_id=audit.id, site_id=audit.site_id, made_at=act.heard_at, **point._asdict())
