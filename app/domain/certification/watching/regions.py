"""The regions of a watch, and its weeks. Policy: CERT-4, ORG-4."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Select, exists, select

from app.db import db
from app.domain.access import Scope
from app.domain.certification.watching.earlier import week_ends
from app.domain.certification.watching.figures import Figures
from app.domain.certification.watching.marks import last_kept, weekly
from app.domain.certification.watching.sites import Lately, Watch, Watched
from app.models import Region, Site

# More weeks than these are drawn every other one.
WEEKS = 28


@dataclass(frozen=True, slots=True)
class RegionWatched:
    """A region in a cycle; the sites without one are a region without a name."""

    code: str | None
    name: str | None
    sites: Sequence[Watched]
    lately: Lately

    @property
    def figures(self) -> Figures:
        return Figures.together(one.figures for one in self.sites)

    @property
    def done(self) -> int:
        return sum(one.done for one in self.sites)

    @property
    def unsettled(self) -> int:
        return sum(one.unsettled for one in self.sites)

    @property
    def not_ready(self) -> int:
        return sum(not one.ready for one in self.sites)


def regions_of(watch: Watch) -> list[RegionWatched]:
    """The regions of a watch by name, those without one last."""
    found: dict[tuple[str | None, str | None], list[Watched]] = {}
    for one in watch.sites:
        found.setdefault((one.region_code, one.region), []).append(one)
    regions = [RegionWatched(code, name, ones, _together(ones)) for (code, name), ones in found.items()]
    return sorted(regions, key=lambda region: region.name or "\uffff")


def regions_within(scope: Scope) -> Sequence[Region]:
    """The regions that have a site in a scope, by name."""
    return db.session.scalars(_within(scope).order_by(Region.name)).all()


def region_within(scope: Scope, code: str) -> Region | None:
    """One of them, by its code."""
    return db.session.scalar(_within(scope).where(Region.code == code))


def narrowed(scope: Scope, region: Region) -> Scope:
    """The part of a scope that lies in a region."""
    sites = select(Site.id).where(Site.region_id == region.id, scope.where(Site.id))
    return Scope(everywhere=False, sites=frozenset(db.session.scalars(sites)))


def weeks_of(watch: Watch) -> list[tuple[date, Figures]]:
    """How all its sites together came along: the end of each week that is remembered, and today."""
    keys = {one.certification_id for one in watch.sites}
    sundays = week_ends(watch.cycle, watch.today)
    days = last_kept(min(keys, default=0), sundays[:: -1 - len(sundays) // WEEKS][::-1])
    kept = weekly(keys, days)
    return [*sorted(kept.items()), (watch.today, watch.figures)]


def _within(scope: Scope) -> Select[Region]:
    return select(Region).where(exists().where(Site.region_id == Region.id, scope.where(Site.id)))


def _together(ones: Sequence[Watched]) -> Lately:
    """What changed in all of them: the points are of their common percentage."""
    losses = sum(one.lately.losses for one in ones)
    known = [one for one in ones if one.lately.points is not None]
    if not known:
        return Lately(None, None, losses)
    assets = sum(one.figures.assets for one in known)
    moved = sum(one.figures.assets * (one.lately.points or 0.0) for one in known)
    sighted = sum(one.lately.sighted or 0 for one in known)
    return Lately(round(moved / assets, 1) if assets else 0.0, sighted, losses)
