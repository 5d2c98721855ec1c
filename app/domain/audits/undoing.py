"""Undoing a sighting or an absence, with what it caused, as far as nothing touched the asset since."""

from datetime import datetime
from typing import NamedTuple
from uuid import UUID

from sqlalchemy import or_, select

from app.db import db
from app.domain import ledger, losses
from app.domain.audits import settling
from app.domain.audits.finishing import keep_in_line
from app.domain.audits.waiting import wait_for
from app.domain.ledger import Act, Entry
from app.models import Absence, Asset, Audit, CartCheck, Event, Sighting, SlotCheck


class Look(NamedTuple):
    """A time when an asset was seen, by which operation, and in which room."""

    at: datetime
    operation: UUID
    room_id: int | None


def undo(op_id: UUID, act: Act) -> Audit | None:
    """Undo a sighting (or an absence) by the operation that said it; gives its audit.

    One that was not heard yet will be undone when it is: there is no audit to give then.
    """
    sighting = db.session.scalar(select(Sighting).where(Sighting.uuid == op_id))
    if sighting is not None:
        _undo_sighting(sighting, act)
        return sighting.audit
    absence = db.session.scalar(select(Absence).where(Absence.uuid == op_id))
    if absence is not None:
        _undo_absence(absence, act)
        return absence.audit
    wait_for("undo", op_id, act)
    return None


def _undo_sighting(sighting: Sighting, act: Act) -> None:
    if sighting.undone_at is not None:
        return
    sighting.undone_at = act.happened_at
    sighting.undone_by_id = act.by_id
    db.session.flush()
    reopened = settling.reopen(sighting)
    if sighting.asset_id is not None:
        ledger.hold([sighting.asset_id])
        asset = db.session.get_one(Asset, sighting.asset_id, populate_existing=True)
        _hand_on(sighting, asset)
        _undo_events(sighting, asset, act)
        settling.settle_seen([asset.id], act)
    keep_in_line({sighting.audit} | reopened, act)


def _undo_absence(absence: Absence, act: Act) -> None:
    if absence.undone_at is None:
        absence.undone_at = act.happened_at
        db.session.flush()
        keep_in_line([absence.audit], act)


def _hand_on(sighting: Sighting, asset: Asset) -> None:
    """Who saw the asset again in this count was told `already`; theirs now is the sighting that says what it is."""
    again = select(Sighting).where(
        Sighting.audit_id == sighting.audit_id,
        Sighting.asset_id == asset.id,
        Sighting.undone_at.is_(None),
        Sighting.verdict == "already",
    )
    heir = db.session.scalar(again.order_by(Sighting.captured_at.desc(), Sighting.uuid.desc()).limit(1))
    if heir is None or sighting.verdict == "already":
        return
    heir.verdict, heir.note = sighting.verdict, sighting.note
    reported = losses.reported_at([asset]).get(asset.id)
    if sighting.verdict == "found" and reported is not None and heir.captured_at < reported:
        heir.verdict, heir.note = "elsewhere", "seen_before_report"
    db.session.flush()


def _undo_events(sighting: Sighting, asset: Asset, act: Act) -> None:
    """The events that undo what this sighting said: when the asset was last seen, and that it was found."""
    still = _looks_that_hold(asset)
    changes = {}
    if asset.last_seen_at == sighting.captured_at:
        latest = still[0] if still else None
        changes = {
            "last_seen_at": latest.at if latest else None,
            "last_seen_room_id": latest.room_id if latest else None,
        }
    entries = [
        Entry(asset, "sighting_undone", act, changes=changes, details={"sighting": str(sighting.uuid)})
    ]
    finding = _finding_without_a_sighting(asset, still)
    if finding is not None:
        place = {"room_id": None} if "room" in finding.changes else {}
        entries.append(Entry(asset, "finding_undone", act, to=str(finding.details["was"]), changes=place))
    ledger.record_all(entries)
    if finding is not None:
        losses.open_again(asset)


def _looks_that_hold(asset: Asset) -> list[Look]:
    """Every time somebody saw it, in a room or in a cart, latest first."""
    sightings = select(Sighting.captured_at, Sighting.uuid, Audit.room_id).join(Audit)
    own = sightings.where(Sighting.asset_id == asset.id, Sighting.undone_at.is_(None))
    inside = select(SlotCheck.check_id).where(SlotCheck.seen_id == asset.id)
    checks = select(CartCheck.captured_at, CartCheck.uuid, CartCheck.room_id)
    seen_there = checks.where(or_(CartCheck.cart_id == asset.id, CartCheck.id.in_(inside)))
    looks = [Look(*row) for query in (own, seen_there) for row in db.session.execute(query)]
    return sorted(looks, key=lambda look: look[:2], reverse=True)


def _finding_without_a_sighting(asset: Asset, still: list[Look]) -> Event | None:
    """How a sighting brought the asset back, where none says so any more and nothing has touched the asset since."""
    finding = db.session.scalar(
        select(Event)
        .where(Event.asset_id == asset.id, Event.action == "found")
        .order_by(Event.number.desc())
        .limit(1)
    )
    if finding is None or "sighting" not in finding.details:
        return None
    reported = losses.reported_at([asset]).get(asset.id)
    if any(reported is None or look.at >= reported for look in still):
        return None
    later = select(Event.changes).where(Event.asset_id == asset.id, Event.number > finding.number)
    if any(ledger.touches(changes) for changes in db.session.scalars(later)):
        return None
    return finding
