"""The rooms of a site as somebody walks them: what each expects, what was counted, when and by whom."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import aliased

from app import clock
from app.db import db
from app.domain import policy
from app.domain.audits.expecting import expected_by_room
from app.models import Audit, Discrepancy, Expectation, Person, Responsibility, Room, Sighting, User


@dataclass(slots=True)
class RoomProgress:
    """A room with how far it is counted this fiscal year. `state` is todo, open or counted."""

    room: Room
    expected: int
    counted: int
    state: str
    when: datetime | None
    by: str | None
    responsible: str | None
    unsettled: int


@dataclass(slots=True)
class _Last:
    audit_id: int
    opened_at: datetime
    finished_at: datetime | None
    by: str


def rooms_of(site_id: int) -> list[RoomProgress]:
    """Every open room of a site with its progress, in the order of the doors. Six queries, however many rooms."""
    expected = expected_by_room(site_id)
    last = _last_audits(site_id)
    finished = {a.audit_id for a in last.values() if a.finished_at}
    frozen = _expected_then(finished)
    counted = _counted(last)
    unsettled = _unsettled(site_id)
    progress = []
    for room, responsible in _rooms(site_id):
        audit = last.get(room.id)
        state = "todo" if audit is None else "counted" if audit.finished_at else "open"
        total = frozen.get(audit.audit_id, 0) if audit and audit.finished_at else expected.get(room.id, 0)
        progress.append(
            RoomProgress(
                room=room,
                expected=total,
                counted=counted.get(audit.audit_id, 0) if audit else 0,
                state=state,
                when=(audit.finished_at or audit.opened_at) if audit else None,
                by=audit.by if audit else None,
                responsible=responsible,
                unsettled=unsettled.get(room.id, 0),
            )
        )
    return progress


def _rooms(site_id: int) -> list[tuple[Room, str | None]]:
    rows = db.session.execute(
        select(Room, Person)
        .outerjoin(Responsibility, (Responsibility.room_id == Room.id) & Responsibility.ended_at.is_(None))
        .outerjoin(Person, Person.id == Responsibility.person_id)
        .where(Room.site_id == site_id, Room.closed_at.is_(None))
        .order_by(Room.name, Room.id)
    )
    return [(room, person.family_name if person else None) for room, person in rows]


def _last_audits(site_id: int) -> dict[int, _Last]:
    """The latest audit of each room since the fiscal year began."""
    year = policy.fiscal_year_start(clock.now().date())
    by = aliased(User)
    rows = db.session.execute(
        select(Audit.room_id, Audit.id, Audit.opened_at, Audit.finished_at, by.name)
        .join(by, by.id == func.coalesce(Audit.finished_by_id, Audit.opened_by_id))
        .where(Audit.site_id == site_id, Audit.opened_at >= _midnight(year))
        .order_by(Audit.opened_at, Audit.id)
    )
    return {room_id: _Last(*rest) for room_id, *rest in rows}


def _midnight(day: object) -> datetime:
    return datetime.fromisoformat(f"{day}T00:00:00+00:00")


def _expected_then(audits: set[int]) -> dict[int, int]:
    query = select(Expectation.audit_id, func.count()).where(Expectation.audit_id.in_(audits))
    return dict(db.session.execute(query.group_by(Expectation.audit_id)).all())


def _counted(last: dict[int, _Last]) -> dict[int, int]:
    """How many of the expected assets each audit saw: expected then for a finished one, found or here for an open one."""
    finished = {a.audit_id for a in last.values() if a.finished_at}
    still_open = {a.audit_id for a in last.values() if not a.finished_at}
    seen = func.count(Sighting.asset_id.distinct())
    live = select(Sighting.audit_id, seen).where(Sighting.undone_at.is_(None)).group_by(Sighting.audit_id)
    frozen = (Expectation.audit_id == Sighting.audit_id) & (Expectation.asset_id == Sighting.asset_id)
    counted = dict(db.session.execute(live.join(Expectation, frozen).where(Sighting.audit_id.in_(finished))).all())
    here = live.where(Sighting.audit_id.in_(still_open), Sighting.verdict.in_(("here", "found")))
    return counted | dict(db.session.execute(here).all())


def _unsettled(site_id: int) -> dict[int, int]:
    query = (
        select(Audit.room_id, func.count())
        .join(Discrepancy, Discrepancy.audit_id == Audit.id)
        .where(Discrepancy.site_id == site_id, Discrepancy.settled_at.is_(None))
        .group_by(Audit.room_id)
    )
    return dict(db.session.execute(query).all())
