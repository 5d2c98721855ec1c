"""Reading in the background where the sites of a cycle stand, so that nobody waits for it. Policy: CERT-4."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select

from app import clock
from app.db import db
from app.domain.access import EVERYWHERE
from app.domain.certification.watching.earlier import earlier
from app.domain.certification.watching.figures import Figures, figures_of
from app.domain.certification.watching.marks import changed_since, keep, last_event, standing_of
from app.models import Cycle, DayMark

# What another transaction numbered first may be heard later: a reading looks at so many events once more.
SLACK = 2_000


@dataclass(frozen=True, slots=True)
class Reading:
    """Where certifications stand, by key, from every event up to `last`; and where they stood on earlier days."""

    figures: Mapping[int, Figures]
    days: Mapping[date, Mapping[int, Figures]]
    last: int
    at: datetime


def read(cycle: Cycle) -> Reading:
    """Read the sites where something happened; all of them once a day, so that every day is remembered whole.

    The first time it tells how the weeks of the cycle went until then, too. What was sealed is kept as it was sealed.
    """
    now, last = clock.now(), last_event()
    standing, sealed = standing_of(cycle, EVERYWHERE)
    sites = set(standing)
    if cycle.read_at is not None and clock.day(cycle.read_at) == clock.day(now):
        marked = select(DayMark.certification_id).where(DayMark.on == clock.day(now))
        known = set(db.session.scalars(marked))
        sites &= changed_since(cycle, cycle.read_to - SLACK)
        sites |= {site for site, key in standing.items() if key not in known}
    found = {site: sealed[standing[site]] for site in sites if standing[site] in sealed}
    found |= figures_of(cycle, sites - found.keys())
    days = earlier(cycle) if cycle.read_at is None else {}
    return Reading({standing[site]: figures for site, figures in found.items()}, days, last, now)


def keep_reading(cycle: Cycle, reading: Reading) -> None:
    """Keep what was read."""
    for day, figures in reading.days.items():
        keep(day, figures)
    keep(clock.day(reading.at), reading.figures)
    cycle.read_to, cycle.read_at = reading.last, reading.at
    db.session.flush()
