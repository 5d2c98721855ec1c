"""Opening a room's audit, or joining the one that is open already."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from app import clock
from app.db import db, dialect
from app.domain import policy
from app.domain.audits.finishing import close
from app.domain.ledger import Act
from app.domain.refusals import Refusal
from app.models import Audit, AuditName, Room


class NotThisRoom(Refusal):
    """The audit is of another room than the one named."""

    reason = "not_this_room"


def audit_named(uuid: UUID) -> Audit | None:
    """The audit that a UUID means."""
    return db.session.scalar(
        select(Audit).join(AuditName).where(AuditName.uuid == uuid).options(joinedload(Audit.room))
    )


def hold_rooms(keys: Iterable[int]) -> None:
    """Hold these rooms until the transaction ends: who counts in one, or finishes, takes turns with the others."""
    wanted = sorted(set(keys))
    if wanted and dialect() != "sqlite":
        query = select(Room.id).where(Room.id.in_(wanted)).order_by(Room.id)
        db.session.execute(query.with_for_update(key_share=True))


def join_or_open(uuid: UUID, room: Room, act: Act) -> Audit:
    """The audit that `uuid` means from now on: its own, the room's open one, or a new one.

    A phone that opened the room before another phone finished it, and is heard only now, joins that audit: it was
    the same count. A count left open ends with its fiscal year. What was seen long before the open one began is no
    part of it: that is a count of its own, over by now. Raises NotThisRoom.
    """
    audit = audit_named(uuid)
    if audit is not None:
        if audit.room_id != room.id:
            raise NotThisRoom(room=room.name)
        return audit
    window = timedelta(hours=policy.value("count_joins_within_hours"))
    underway = _open_one(room)
    if underway is not None and _year(underway.opened_at) < _year(act.happened_at):
        _end_with_its_year(underway, act)
        underway = None
    joins = underway is not None and underway.opened_at <= act.happened_at + window
    audit = underway if joins else _counted_meanwhile(room, act, window)
    if audit is None:
        long_ago = _year(act.happened_at) < _year(act.heard_at)
        audit = _open(room, act, over=long_ago or underway is not None)
    db.session.add(AuditName(uuid=uuid, audit=audit))
    db.session.flush()
    return audit


def _year(instant: datetime) -> date:
    return policy.fiscal_year_start(clock.day(instant))


def _end_with_its_year(audit: Audit, act: Act) -> None:
    """A count that nobody finished is no count of the new fiscal year. Policy: CERT-1."""
    audit.finished_at = max(audit.opened_at, clock.midnight(_year(act.happened_at)))
    db.session.flush()
    close(audit, act)


def _open_one(room: Room) -> Audit | None:
    return db.session.scalar(select(Audit).where(Audit.room_id == room.id, Audit.finished_at.is_(None)))


def _counted_meanwhile(room: Room, act: Act, window: timedelta) -> Audit | None:
    """An audit that was not finished yet at the time of the act, and had begun within the same day's work."""
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


def _open(room: Room, act: Act, *, over: bool) -> Audit:
    audit = Audit(room=room, site_id=room.site_id, opened_at=act.happened_at)
    audit.opened_by_id = act.by_id or 0
    if over:
        audit.finished_at = audit.opened_at
    db.session.add(audit)
    db.session.flush()
    if over:
        close(audit, act)
    return audit
