"""The rooms of a site as somebody walks them: what each expects, what was counted, when and by whom."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import case, func, select
from sqlalchemy.orm import aliased

from app import clock
from app.db import db
from app.domain import policy
from app.domain.audits.expecting import expected_by_room, ways_into
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
    """Every open room of a site with its progress, in the order of the doors. Seven queries, however many rooms."""
    last = _last_audits(site_id)
    finished = {a.audit_id for a in last.values() if a.finished_at}
    still_open = {a.audit_id for a in last.values() if not a.finished_at}
    expected, frozen = expected_by_room(site_id), _frozen(finished)
    found, counted_now = _seen_now(still_open)
    counted = _counted_then(finished) | counted_now
    unsettled = _unsettled(site_id)
    progress = []
    for room, responsible in _rooms(site_id):
        audit, total = last.get(room.id), expected.get(room.id, 0)
        if audit is not None:
            over = audit.finished_at is not None
            total = frozen.get(audit.audit_id, 0) if over else total - found.get(audit.audit_id, 0)
        progress.append(
            RoomProgress(
                room=room,
                expected=total,
                counted=counted.get(audit.audit_id, 0) if audit else 0,
                state="todo" if audit is None else "counted" if audit.finished_at else "open",
                when=(audit.finished_at or audit.opened_at) if audit else None,
                by=audit.by if audit else None,
                responsible=responsible,
                unsettled=unsettled.get(room.id, 0),
            )
        )
    return progress


def next_room(room: Room) -> Room | None:
    """The room to count after this one, in the order of the doors: one that was not counted and expects something."""
    found = rooms_of(room.site_id)
    here = next((n for n, one in enumerate(found) if one.room.id == room.id), 0)
    following = [*found[here + 1 :], *found[:here]]
    left = [one for one in following if one.state != "counted"]
    return next((one.room for one in left if one.expected), left[0].room if left else None)


def _last_audits(site_id: int) -> dict[int, _Last]:
    """The latest audit of each room since the fiscal year began."""
    year = clock.midnight(policy.fiscal_year_start(clock.day()))
    by = aliased(User)
    rows = db.session.execute(
        select(Audit.room_id, Audit.id, Audit.opened_at, Audit.finished_at, by.name)
        .join(by, by.id == func.coalesce(Audit.finished_by_id, Audit.opened_by_id))
        .where(Audit.site_id == site_id, Audit.opened_at >= year)
        .order_by(Audit.opened_at, Audit.id)
    )
    return {room_id: _Last(audit_id, began, ended, name) for room_id, audit_id, began, ended, name in rows}


def _frozen(audits: Collection[int]) -> dict[int, int]:
    query = select(Expectation.audit_id, func.count()).where(Expectation.audit_id.in_(audits))
    return dict(db.session.execute(query.group_by(Expectation.audit_id)).all())


def _counted_then(audits: Collection[int]) -> dict[int, int]:
    """How many of the assets expected then each finished audit saw."""
    query = select(Sighting.audit_id, func.count(Sighting.asset_id.distinct())).join(
        Expectation,
        (Expectation.audit_id == Sighting.audit_id) & (Expectation.asset_id == Sighting.asset_id),
    )
    live = query.where(Sighting.audit_id.in_(audits), Sighting.undone_at.is_(None))
    return dict(db.session.execute(live.group_by(Sighting.audit_id)).all())


def _seen_now(audits: Collection[int]) -> tuple[dict[int, int], dict[int, int]]:
    """Of the assets expected now: how many each open audit brought back itself, and how many others it has seen."""
    brought_back = case((Sighting.verdict == "found", Sighting.asset_id))
    ways = ways_into(select(Audit.room_id).where(Audit.id.in_(audits)))
    query = (
        select(
            Sighting.audit_id, func.count(Sighting.asset_id.distinct()), func.count(brought_back.distinct())
        )
        .join(Audit, Audit.id == Sighting.audit_id)
        .join(
            ways,
            (ways.c.asset_id == Sighting.asset_id)
            & (ways.c.room_id == Audit.room_id)
            & (ways.c.site_id == Audit.site_id),
        )
        .where(Sighting.audit_id.in_(audits), Sighting.undone_at.is_(None))
    )
    rows = db.session.execute(query.group_by(Sighting.audit_id)).all()
    return {key: found for key, _, found in rows}, {key: seen - found for key, seen, found in rows}


def _unsettled(site_id: int) -> dict[int, int]:
    query = (
        select(Audit.room_id, func.count())
        .join(Discrepancy, Discrepancy.audit_id == Audit.id)
        .where(Discrepancy.site_id == site_id, Discrepancy.settled_at.is_(None))
        .group_by(Audit.room_id)
    )
    return dict(db.session.execute(query).all())


def _rooms(site_id: int) -> list[tuple[Room, str | None]]:
    rows = db.session.execute(
        select(Room, Person.family_name)
        .outerjoin(Responsibility, (Responsibility.room_id == Room.id) & Responsibility.ended_at.is_(None))
        .outerjoin(Person, Person.id == Responsibility.person_id)
        .where(Room.site_id == site_id, Room.closed_at.is_(None))
        .order_by(Room.name, Room.id)
    )
    return [(room, surname) for room, surname in rows]
