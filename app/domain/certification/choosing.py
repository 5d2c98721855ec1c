"""What ITS chooses among when it opens a cycle: the year, its days and sites. Policy: CERT-1."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby

from sqlalchemy.orm import joinedload

from app.db import db
from app.domain import policy
from app.domain.certification.cycles import due_of, open_sites, openable_years
from app.models import Cycle, Site

# A year that is over is due this many days from now, unless ITS says another day.
LEAST_DAYS = 30


@dataclass(frozen=True, slots=True)
class Openable:
    """A fiscal year for which a cycle may be opened. `ahead`: it has not begun yet."""

    began: date
    due_on: date
    ahead: bool


def openable(today: date, asked: str = "") -> Openable | None:
    """The year that was asked for, else this one, else one to come; none where each has its cycle."""
    years, this = openable_years(today), policy.fiscal_year_start(today)
    likely = [year for year in years if year.isoformat() == asked] or [year for year in years if year == this]
    began = next(iter(likely or years[::-1]), None)
    return Openable(began, _due(began, today), began > today) if began else None


def sites_by_region(cycle: Cycle | None = None) -> list[tuple[str | None, list[Site]]]:
    """The open sites of each region, those without one last; of a cycle, those that take no part in it yet."""

    def of(site: Site) -> str:
        return site.region.name if site.region else "\uffff"

    sites = db.session.scalars(open_sites(cycle).options(joinedload(Site.region)))
    ordered = sorted(sites, key=lambda site: (of(site), site.name, site.code))
    return [(None if name == "\uffff" else name, list(some)) for name, some in groupby(ordered, of)]


def left_out(codes: Collection[str]) -> set[str]:
    """The location codes of the open sites that are not among these."""
    return set(db.session.scalars(open_sites().with_only_columns(Site.code))) - set(codes)


def _due(began: date, today: date) -> date:
    due = due_of(began)
    return due if due >= today else today + timedelta(days=LEAST_DAYS)
