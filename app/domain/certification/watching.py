"""Where every site of a scope stands in a cycle, for those who look after many. Policy: CERT-4, ORG-4."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Select, case, func, select
from sqlalchemy.orm import joinedload

from app.db import db
from app.domain.access import Scope
from app.domain.certification.ends import EXPLAINED_STATES
from app.models import Asset, AssetModel, Category, Certification, Cycle, Discrepancy, Grant, Site
from app.models.register.asset import GONE_STATES

# The furthest behind first: whoever watches looks there.
ORDER = ("counting", "reconciling", "returned", "in_review", "signed", "accepted")


@dataclass(frozen=True, slots=True)
class Watched:
    """A site in a cycle: `seen` of its `assets` were seen since, `away` are where a state says they are."""

    certification: Certification
    assets: int
    seen: int
    away: int
    unsettled: int
    idms: int

    @property
    def site(self) -> Site:
        return self.certification.site

    @property
    def percent(self) -> int:
        return 100 * (self.seen + self.away) // self.assets if self.assets else 100

    def overdue(self, today: date) -> bool:
        return today > self.certification.cycle.due_on and self.certification.state not in (
            "signed",
            "accepted",
        )


def watched(cycle: Cycle, scope: Scope) -> list[Watched]:
    """Every site of a scope, by region, the furthest behind first. Four queries, however many sites."""
    query = (
        select(Certification)
        .join(Site, Site.id == Certification.site_id)
        .where(
            Certification.cycle_id == cycle.id, Certification.state != "reopened",
            scope.where(Certification.site_id),
        )
        .options(joinedload(Certification.site).joinedload(Site.region), joinedload(Certification.cycle))
    )  # fmt: skip
    certifications = db.session.scalars(query).all()
    sites = [one.site_id for one in certifications]
    assets, unsettled, idms = _assets(cycle, scope), _unsettled(scope), _idms(sites)
    found = [
        Watched(
            one, *assets.get(one.site_id, (0, 0, 0)), unsettled.get(one.site_id, 0), idms.get(one.site_id, 0)
        )
        for one in certifications
    ]
    return sorted(
        found,
        key=lambda one: (_region(one), ORDER.index(one.certification.state), one.percent, one.site.name),
    )


def to_sign(scope: Scope) -> Select[Certification]:
    """What waits in the current cycle for the signature of whoever may sign at these sites. Policy: CERT-1."""
    return _standing_in("in_review", scope)


def returned(scope: Scope) -> Select[Certification]:
    """What came back unsigned in the current cycle, for those who send it again. Policy: CERT-1."""
    return _standing_in("returned", scope)


def _standing_in(state: str, scope: Scope) -> Select[Certification]:
    current = select(Cycle.id).order_by(Cycle.began_on.desc()).limit(1).scalar_subquery()
    query = select(Certification).where(Certification.cycle_id == current, Certification.state == state)
    query = query.where(scope.where(Certification.site_id)).order_by(Certification.site_id)
    return query.options(joinedload(Certification.site), joinedload(Certification.cycle))


def _region(one: Watched) -> str:
    return one.site.region.name if one.site.region else "\uffff"


def _assets(cycle: Cycle, scope: Scope) -> dict[int, tuple[int, int, int]]:
    away = Asset.state.in_(EXPLAINED_STATES)
    seen = (Asset.last_seen_at >= cycle.seen_since) & ~away
    query = (
        select(
            Asset.site_id,
            func.count(),
            func.sum(case((seen, 1), else_=0)),
            func.sum(case((away, 1), else_=0)),
        )
        .where(scope.where(Asset.site_id), Asset.state.not_in(GONE_STATES))
        .group_by(Asset.site_id)
    )
    if cycle.categories:
        query = query.join(AssetModel, AssetModel.id == Asset.model_id).join(Category)
        query = query.where(Category.name.in_(cycle.categories))
    return {site: (assets, int(seen), int(gone)) for site, assets, seen, gone in db.session.execute(query)}


def _unsettled(scope: Scope) -> dict[int, int]:
    query = select(Discrepancy.site_id, func.count()).where(
        scope.where(Discrepancy.site_id), Discrepancy.settled_at.is_(None)
    )
    return dict(db.session.execute(query.group_by(Discrepancy.site_id)).all())


def _idms(sites: Sequence[int]) -> dict[int, int]:
    """How many inventory device managers each site has. Policy: ORG-2."""
    query = select(Grant.site_id, func.count()).where(
        Grant.role == "idm", Grant.ended_at.is_(None), Grant.site_id.in_(sites)
    )
    return {
        site: count for site, count in db.session.execute(query.group_by(Grant.site_id)) if site is not None
    }
