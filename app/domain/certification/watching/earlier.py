"""Where the sites of a cycle stood before anybody kept it, drawn from when each device was first seen or explained."""

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterable
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import Select, case, func, select

from app import clock
from app.clock import parse_instant
from app.db import db
from app.domain.certification.ends import EXPLAINED_STATES
from app.domain.certification.sights import seen_pairs
from app.domain.certification.watching.figures import (
    Figures,
    attested_at,
    explained_since,
    figures_of,
    of_its_kinds,
)
from app.domain.portions import portions
from app.models import Asset, Attestation, Certification, Cycle

SUNDAY = 6


def week_ends(cycle: Cycle, today: date) -> list[date]:
    """The Sundays of a cycle that are over, oldest first."""
    first = clock.day(cycle.seen_since)
    day = first + timedelta(days=SUNDAY - first.weekday())
    return [day + timedelta(weeks=n) for n in range(max(0, (today - day).days + 6) // 7)]


def earlier(cycle: Cycle) -> dict[date, dict[int, Figures]]:
    """The end of each week of a cycle as far as what stands today tells of it, by certification."""
    ends = week_ends(cycle, clock.day())
    query = select(Certification.site_id, Certification.id).where(
        Certification.cycle_id == cycle.id, Certification.state != "reopened"
    )
    standing: dict[int, int] = dict(db.session.execute(query).all())
    days: dict[date, dict[int, Figures]] = {day: {} for day in ends}
    for sites in portions(sorted(standing)) if ends else ():
        now, sighted = figures_of(cycle, sites), _sighted(cycle, sites, ends)
        explained, attested = _explained(cycle, sites, ends), _attested(cycle, sites, ends)
        for n, day in enumerate(ends):
            for site in sites:
                figures = Figures(now[site].assets, sighted[site][n], explained[site, n], attested[site, n])
                days[day][standing[site]] = figures
    return days


def _sighted(cycle: Cycle, sites: list[int], ends: list[date]) -> dict[int, list[int]]:
    pairs = seen_pairs(sites, cycle.seen_since, moments=True).subquery()
    first = select(pairs.c.asset_id, pairs.c.site_id, func.min(pairs.c.captured_at).label("at"))
    seen = first.group_by(pairs.c.asset_id, pairs.c.site_id).subquery()
    by_then = [func.sum(case((seen.c.at < _after(day), 1), else_=0)) for day in ends]
    query: Select[*tuple[Any, ...]] = select(Asset.site_id, *by_then).join(
        seen, (seen.c.asset_id == Asset.id) & (seen.c.site_id == Asset.site_id)
    )
    query = of_its_kinds(query.where(Asset.state.not_in(EXPLAINED_STATES)), cycle).group_by(Asset.site_id)
    found: dict[int, list[int]] = defaultdict(lambda: [0] * len(ends))
    return found | {site: list(map(int, counts)) for site, *counts in db.session.execute(query).all()}


def _explained(cycle: Cycle, sites: list[int], ends: list[date]) -> Counter[tuple[int, int]]:
    papers = explained_since(cycle, Asset.site_id.in_(sites))
    return _by_then(((site, parse_instant(at)) for site, at in papers), ends)


def _attested(cycle: Cycle, sites: list[int], ends: list[date]) -> Counter[tuple[int, int]]:
    return _by_then(db.session.execute(attested_at(cycle, sites, Attestation.at)), ends)


def _by_then(moments: Iterable[Any], ends: list[date]) -> Counter[tuple[int, int]]:
    counted: Counter[tuple[int, int]] = Counter()
    for site, at in moments:
        for n in range(bisect_left(ends, clock.day(at)), len(ends)):
            counted[site, n] += 1
    return counted


def _after(day: date) -> datetime:
    return clock.midnight(day + timedelta(days=1))
