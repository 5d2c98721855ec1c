"""How a discrepancy comes to its end: by itself when the asset turns up, or by what somebody does."""

from typing import Any

from sqlalchemy import select

from app.db import db
from app.domain.ledger import Act
from app.models import Asset, Audit, Discrepancy, Event, Room, Sighting


def settle(discrepancy: Discrepancy, how: str, act: Act, *, by: int | None = None) -> None:
    """Bring one discrepancy to its end. `by` is the key of the sighting that did it."""
    discrepancy.settled_at = act.happened_at
    discrepancy.settled_how = how
    discrepancy.settled_by_id = act.actor.id if act.actor else None
    discrepancy.settling_sighting_id = by


def settle_by_sighting(asset: Asset, audit: Audit, sighting_id: int, act: Act) -> None:
    """An asset that is seen somewhere is no longer missing anywhere it was missed before."""
    for discrepancy in db.session.scalars(
        open_discrepancies("missing", asset).where(Discrepancy.audit_id != audit.id)
    ):
        settle(discrepancy, "seen_elsewhere", act, by=sighting_id)


def settle_by_move(asset: Asset, room: Room, act: Act) -> None:
    """An asset that was found out of its place is settled once the register places it where it was seen."""
    query = open_discrepancies("elsewhere", asset).join(Audit, Audit.id == Discrepancy.audit_id)
    for discrepancy in db.session.scalars(query.where(Audit.room_id == room.id)):
        settle(discrepancy, "moved_here", act)
    db.session.flush()


def reopen(sighting: Sighting) -> None:
    """What a sighting settled is open again once the sighting is taken back."""
    settled = select(Discrepancy).where(Discrepancy.settling_sighting_id == sighting.id)
    for discrepancy in db.session.scalars(settled):
        discrepancy.settled_at = discrepancy.settled_how = None
        discrepancy.settled_by_id = discrepancy.settling_sighting_id = None
    db.session.flush()


def state_before_finding(asset: Asset, sighting: Sighting) -> str | None:
    """The state a sighting brought an asset back from, where nothing has touched the asset since."""
    finding = db.session.scalar(
        select(Event)
        .where(Event.asset_id == asset.id, Event.action == "found", Event.operation == sighting.uuid)
        .limit(1)
    )
    if finding is None:
        return None
    later = select(Event.changes).where(Event.asset_id == asset.id, Event.number > finding.number)
    if any(_touches(changes) for changes in db.session.scalars(later)):
        return None
    return str(finding.details["was"])


def open_discrepancies(kind: str, asset: Asset) -> Any:
    """The unsettled discrepancies of one kind about one asset."""
    return select(Discrepancy).where(
        Discrepancy.asset_id == asset.id, Discrepancy.kind == kind, Discrepancy.settled_at.is_(None)
    )


def _touches(changes: dict[str, Any]) -> bool:
    return bool(changes.keys() & {"state", "room", "cart", "slot", "holder", "site"})
