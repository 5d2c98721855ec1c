"""How many assets of each of many sites end in which way: what `ends` says, as numbers alone. Policy: CERT-2.

A site's own page lists every asset with its end; for whoever watches a thousand sites the database counts.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Select, func, select

from app.db import db
from app.domain.certification.documents import documents_of
from app.domain.certification.ends import EXPLAINED_STATES
from app.domain.certification.sights import seen_pairs
from app.domain.portions import portions
from app.files.seals import percent_accounted
from app.models import Asset, AssetModel, Attestation, Category, Certification, Cycle
from app.models.register.asset import GONE_STATES


@dataclass(frozen=True, slots=True)
class Figures:
    """So many assets, and how many of them ended in which way."""

    assets: int = 0
    sighted: int = 0
    explained: int = 0
    attested: int = 0

    @property
    def unaccounted(self) -> int:
        return self.assets - self.sighted - self.explained - self.attested

    @property
    def counts(self) -> dict[str, int]:
        return {
            "assets": self.assets, "sighted": self.sighted, "explained": self.explained,
            "attested": self.attested, "unaccounted": self.unaccounted,
        }  # fmt: skip

    @property
    def percent(self) -> str:
        return percent_accounted(self.counts)

    @property
    def share(self) -> float:
        """The same percentage as a number."""
        return 1000 * (self.sighted + self.explained) // self.assets / 10 if self.assets else 100.0

    @classmethod
    def together(cls, many: Iterable["Figures"]) -> "Figures":
        """The figures of all of these."""
        rows = [(each.assets, each.sighted, each.explained, each.attested) for each in many]
        return cls(*map(sum, zip(*rows, strict=True)))


def figures_of(cycle: Cycle, sites: Collection[int]) -> dict[int, Figures]:
    """The figures of these sites, by key: four statements for each two thousand, and the papers of what is away."""
    found: dict[int, Figures] = {}
    for some in portions(sorted(sites)):
        here = Asset.site_id.in_(some)
        assets, sighted = _assets(cycle, here), _sighted(cycle, some)
        explained, attested = _explained(cycle, here), _attested(cycle, some)
        found |= {
            site: Figures(assets[site], sighted[site], explained[site], attested[site]) for site in some
        }
    return found


def of_its_kinds(query: Select[*tuple[Any, ...]], cycle: Cycle) -> Select[*tuple[Any, ...]]:
    """Narrow a query of assets to those that the cycle certifies."""
    query = query.where(Asset.state.not_in(GONE_STATES))
    if not cycle.categories:
        return query
    kinds = select(AssetModel.id).join(Category, Category.id == AssetModel.category_id)
    return query.where(Asset.model_id.in_(kinds.where(Category.name.in_(cycle.categories))))


def explained_since(cycle: Cycle, here: ColumnElement[bool]) -> Iterator[tuple[int, str]]:
    """The site of every asset that a state and its paper explain, and the moment of the paper."""
    away = select(Asset.id, Asset.site_id, Asset.state).where(here, Asset.state.in_(EXPLAINED_STATES))
    for some in portions(db.session.execute(of_its_kinds(away, cycle)).all()):
        papers = documents_of({key: state for key, _, state in some})
        yield from ((site, papers[key].at) for key, site, _ in some if key in papers)


def attested_at(cycle: Cycle, sites: Collection[int], what: Any) -> Select[*tuple[Any, ...]]:
    """The site and something more of every asset that somebody's word alone stands for."""
    seen = seen_pairs(sites, cycle.seen_since).subquery()
    query = (
        select(Asset.site_id, what)
        .join(Attestation, Attestation.asset_id == Asset.id)
        .join(Certification, Certification.id == Attestation.certification_id)
        .outerjoin(seen, (seen.c.asset_id == Asset.id) & (seen.c.site_id == Asset.site_id))
        .where(
            Certification.cycle_id == cycle.id, Certification.state != "reopened", Asset.site_id.in_(sites),
            Asset.site_id == Certification.site_id, Attestation.withdrawn_at.is_(None), seen.c.asset_id.is_(None),
            Asset.state.not_in(EXPLAINED_STATES),
        )
    )  # fmt: skip
    return of_its_kinds(query, cycle)


def _assets(cycle: Cycle, here: ColumnElement[bool]) -> Counter[int]:
    query = of_its_kinds(select(Asset.site_id, func.count()).where(here), cycle)
    return _counter(query.group_by(Asset.site_id))


def _sighted(cycle: Cycle, sites: Collection[int]) -> Counter[int]:
    seen = seen_pairs(sites, cycle.seen_since).subquery()
    query = select(Asset.site_id, func.count()).join(
        seen, (seen.c.asset_id == Asset.id) & (seen.c.site_id == Asset.site_id)
    )
    query = of_its_kinds(query.where(Asset.state.not_in(EXPLAINED_STATES)), cycle)
    return _counter(query.group_by(Asset.site_id))


def _explained(cycle: Cycle, here: ColumnElement[bool]) -> Counter[int]:
    return Counter(site for site, _ in explained_since(cycle, here))


def _attested(cycle: Cycle, sites: Collection[int]) -> Counter[int]:
    return Counter(
        dict(db.session.execute(attested_at(cycle, sites, func.count()).group_by(Asset.site_id)).all())
    )


def _counter(query: Select[*tuple[Any, ...]]) -> Counter[int]:
    return Counter(dict(db.session.execute(query).all()))
