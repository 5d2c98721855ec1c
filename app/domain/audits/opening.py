"""Opening a room's audit, or joining the one that is open already."""

from datetime import timedelta
from uuid import UUID

from sqlalchemy import select

from app.db import db
from app.domain import policy
from app.domain.ledger import Act
from app.domain.refusals import Refusal
from app.models import Audit, AuditName, Room


class NotThisRoom(Refusal):
    """The audit is of another room than the one named."""

    reason = "not_this_room"


class RoomClosed(Refusal):
    """The room is closed and cannot be counted."""

    reason = "room_closed"


def audit_named(uuid: UUID) -> Audit | None:
    """The audit that a UUID means."""
    return db.session.scalar(select(Audit).join(AuditName).where(AuditName.uuid == uuid))


def join_or_open(uuid: UUID, room: Room, act: Act) -> Audit:
    """The audit that `uuid` means from now on: its own, the room's open one, or a new one.

    A phone that opened the room before another phone finished it, and is heard only now, joins that audit:
    it was the same count. Raises NotThisRoom, RoomClosed.
    """
    audit = audit_named(uuid)
    if audit is not None:
        if audit.room_id != room.id:
            raise NotThisRoom(room=room.name)
        return audit
    if room.closed_at is not None and room.closed_at < act.happened_at:
        raise RoomClosed(room=room.name)
    audit = _open_one(room) or _counted_meanwhile(room, act) or _open(room, act)
    db.session.add(AuditName(uuid=uuid, audit=audit))
    db.session.flush()
    return audit


def _open_one(room: Room) -> Audit | None:
    return db.session.scalar(select(Audit).where(Audit.room_id == room.id, Audit.finished_at.is_(None)))


def _counted_meanwhile(room: Room, act: Act) -> Audit | None:
    """An audit that was not finished yet at the time of the act, and had begun within the same day's work."""
    window = timedelta(hours=policy.value("count_joins_within_hours"))
    return db.session.scalar(
        select(Audit)
        .where(
            Audit.room_id == room.id,
            Audit.finished_at >= act.happened_at,
            Audit.opened_at <= act.happened_at + window,
        )
        .order_by(Audit.opened_at)
        .limit(1)
    )


def _open(room: Room, act: Act) -> Audit:
    audit = Audit(room_id=room.id, site_id=room.site_id, opened_at=act.happened_at)
    audit.opened_by_id = act.actor.id if act.actor else 0
    db.session.add(audit)
    return audit
