"""Every site of a scope in a cycle: how far it is, whose work it is, what changed. Policy: CERT-4, ORG-4."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Select, and_, func, select

from app import clock
from app.db import db
from app.domain import duties
from app.domain.access import Scope
from app.domain.certification.states import SEALED
from app.domain.certification.watching.figures import Figures
from app.domain.certification.watching.marks import standing_now, stood_on
from app.models import Certification, Cycle, Discrepancy, Grant, Loss, Region, Site, User

WEEK = 7


@dataclass(frozen=True, slots=True)
class Lately:
    """What changed at a site since a day: points of its percentage, devices sighted, losses.

    The first two are none where nobody remembers that day.
    """

    points: float | None
    sighted: int | None
    losses: int


@dataclass(frozen=True, slots=True)
class Watched:
    """A site in a cycle: where it stands, what is open, who is designated there and trained, what changed.

    `read`: whether its figures are known yet. A new cycle's are read in the background.
    """

    certification_id: int
    uuid: UUID
    state: str
    site_id: int
    code: str
    name: str
    region: str | None
    region_code: str | None
    figures: Figures
    read: bool
    unsettled: int
    idms: int
    trained: int
    lately: Lately

    @property
    def done(self) -> bool:
        return self.state in SEALED

    @property
    def ready(self) -> bool:
        """Somebody is designated, and somebody of them is trained. Policy: ORG-2, ORG-3."""
        return self.trained > 0


@dataclass(frozen=True, slots=True)
class Watch:
    """The sites of a scope in a cycle. `since` is the day that what changed is told from."""

    cycle: Cycle
    sites: Sequence[Watched]
    today: date
    since: date
    as_of: datetime | None

    @property
    def figures(self) -> Figures:
        return Figures.together(one.figures for one in self.sites)

    @property
    def days_left(self) -> int:
        """Until it is due; less than nothing when that is past."""
        return (self.cycle.due_on - self.today).days

    @property
    def began(self) -> date:
        """The first day of which a sighting counts."""
        return clock.day(self.cycle.seen_since)

    @property
    def pace(self) -> float:
        """Where a site would stand today that went the same way every day, in per cent."""
        whole = (self.cycle.due_on - self.began).days
        return min(100.0, max(0.0, 100 * (self.today - self.began).days / whole)) if whole else 100.0

    def overdue(self, one: Watched) -> bool:
        return self.days_left < 0 and not one.done

    def behind(self, one: Watched) -> bool:
        return one.read and not one.done and one.figures.share < self.pace


def watch(cycle: Cycle, scope: Scope) -> Watch:
    """Every site of a scope that takes part, by name. About ten statements, however many sites."""
    today, standing = clock.day(), standing_now(cycle, scope)
    day, before = stood_on(cycle, scope, today - timedelta(days=WEEK))
    since = day or today - timedelta(days=WEEK)
    unsettled, losses = _unsettled(scope), _losses(scope, since)
    idms, trained = _managers(scope)
    sites = []
    for row in db.session.execute(certifications_in(cycle, scope)).all():
        key, site = row.certification_id, row.site_id
        figures = standing.figures.get(key, Figures())
        sites.append(
            Watched(
                **row._asdict(), figures=figures, read=key in standing.figures, unsettled=unsettled.get(site, 0),
                idms=idms.get(site, 0), trained=trained.get(site, 0),
                lately=_lately(figures, before.get(key), losses.get(site, 0)),
            )
        )  # fmt: skip
    return Watch(cycle, sites, today, since, standing.as_of)


def stands(scope: Scope) -> ColumnElement[bool]:
    """What stands at each site of a scope; of a site that closed, only what it had signed."""
    open_or_signed = Site.closed_on.is_(None) | Certification.state.in_(SEALED)
    return and_(Certification.state != "reopened", scope.where(Certification.site_id), open_or_signed)


def certifications_in(cycle: Cycle, scope: Scope) -> Select[*tuple[Any, ...]]:
    """The sites of a scope that take part in a cycle, by name, each with its certification."""
    return (
        select(
            Certification.id.label("certification_id"), Certification.uuid, Certification.state,
            Certification.site_id, Site.code, Site.name, Region.name.label("region"),
            Region.code.label("region_code"),
        )
        .join(Site, Site.id == Certification.site_id)
        .outerjoin(Region, Region.id == Site.region_id)
        .where(Certification.cycle_id == cycle.id, stands(scope))
        .order_by(Site.name, Site.code)
    )  # fmt: skip


def _lately(now: Figures, before: Figures | None, losses: int) -> Lately:
    if before is None:
        return Lately(None, None, losses)
    return Lately(round(now.share - before.share, 1), now.sighted - before.sighted, losses)


def _unsettled(scope: Scope) -> Mapping[int, int]:
    query = select(Discrepancy.site_id, func.count()).where(
        scope.where(Discrepancy.site_id), Discrepancy.settled_at.is_(None)
    )
    return dict(db.session.execute(query.group_by(Discrepancy.site_id)).all())


def _losses(scope: Scope, since: date) -> Mapping[int, int]:
    query = select(Loss.site_id, func.count()).where(
        scope.where(Loss.site_id), Loss.reported_at >= clock.midnight(since)
    )
    return dict(db.session.execute(query.group_by(Loss.site_id)).all())


def _managers(scope: Scope) -> tuple[dict[int, int], dict[int, int]]:
    """How many inventory device managers each site has, and how many of them went through this year's training."""
    query: Select[*tuple[Any, ...]] = (
        select(Grant.site_id, Grant.user_id).join(User, User.id == Grant.user_id).distinct()
    )
    query = query.where(Grant.role == "idm", Grant.ended_at.is_(None), User.disabled_at.is_(None))
    pairs = db.session.execute(query.where(Grant.site_id.is_not(None), scope.where(Grant.site_id))).all()
    done = duties.completed_by({user for _, user in pairs})
    idms, trained = dict[int, int](), dict[int, int]()
    for site, user in pairs:
        idms[site] = idms.get(site, 0) + 1
        trained[site] = trained.get(site, 0) + (user in done)
    return idms, trained
