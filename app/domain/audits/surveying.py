"""How far each of several sites is counted this fiscal year, for whoever looks after many."""

from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy import func, select

from app import clock
from app.db import db
from app.domain import policy
from app.models import Audit, Discrepancy, Room


@dataclass(frozen=True, slots=True)
class SiteProgress:
    """Rooms of a site, how many of them are counted, and what their counts left to settle."""

    rooms: int
    counted: int
    unsettled: int


def progress_of(sites: Collection[int]) -> dict[int, SiteProgress]:
    """The progress of each of these sites, by key. Three queries, however many."""
    rooms, counted, unsettled = _rooms(sites), _counted(sites), _unsettled(sites)
    return {
        site: SiteProgress(rooms.get(site, 0), counted.get(site, 0), unsettled.get(site, 0)) for site in sites
    }


def _rooms(sites: Collection[int]) -> dict[int, int]:
    query = select(Room.site_id, func.count()).where(Room.site_id.in_(sites), Room.closed_at.is_(None))
    return dict(db.session.execute(query.group_by(Room.site_id)).all())


def _counted(sites: Collection[int]) -> dict[int, int]:
    """Rooms with a count since the fiscal year began whose latest is finished."""
    year = clock.midnight(policy.fiscal_year_start(clock.day()))
    latest = func.row_number().over(
        partition_by=Audit.room_id, order_by=(Audit.opened_at.desc(), Audit.id.desc())
    )
    counts = (
        select(Audit.site_id, Audit.finished_at, latest.label("place"))
        .join(Room, (Room.id == Audit.room_id) & Room.closed_at.is_(None))
        .where(Audit.site_id.in_(sites), Audit.opened_at >= year)
        .subquery()
    )
    query = select(counts.c.site_id, func.count()).where(
        counts.c.place == 1, counts.c.finished_at.is_not(None)
    )
    return dict(db.session.execute(query.group_by(counts.c.site_id)).all())


def _unsettled(sites: Collection[int]) -> dict[int, int]:
    query = select(Discrepancy.site_id, func.count()).where(
        Discrepancy.site_id.in_(sites), Discrepancy.settled_at.is_(None)
    )
    return dict(db.session.execute(query.group_by(Discrepancy.site_id)).all())
