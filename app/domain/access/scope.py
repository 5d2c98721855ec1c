"""At which sites a user holds one of some roles."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, and_, false, or_, select, true

from app.db import db
from app.domain.access.roles import OVERSEE
from app.models import Grant, Site, User


@dataclass(frozen=True, slots=True)
class Scope:
    """A set of sites: all of them, or those with these keys."""

    everywhere: bool
    sites: frozenset[int]

    @classmethod
    def of(cls, site_id: int) -> "Scope":
        """One site."""
        return cls(everywhere=False, sites=frozenset({site_id}))

    def __and__(self, other: "Scope") -> "Scope":
        """The sites that are in both."""
        if self.everywhere or other.everywhere:
            return self if other.everywhere else other
        return Scope(everywhere=False, sites=self.sites & other.sites)

    def __bool__(self) -> bool:
        return self.everywhere or bool(self.sites)

    def holds(self, site_id: int | None) -> bool:
        return self.everywhere or site_id in self.sites

    def where(self, column: Any) -> ColumnElement[bool]:
        """The condition that keeps a query inside the scope."""
        if self.everywhere:
            return true()
        if not self.sites:
            return false()
        inside: ColumnElement[bool] = column.in_(self.sites)
        return inside


EVERYWHERE = Scope(everywhere=True, sites=frozenset())
NOWHERE = Scope(everywhere=False, sites=frozenset())


@dataclass(frozen=True, slots=True)
class Reach:
    """What of some sites a person is told of: all that waits there, or at some of them only what is their own."""

    user: User
    sites: Scope
    whole: Scope

    def where(self, column: Any, own: ColumnElement[bool]) -> ColumnElement[bool]:
        """The condition that keeps a query to what they are told of; `own` says what is theirs."""
        if self.whole == self.sites:
            return self.sites.where(column)
        return or_(self.whole.where(column), and_(self.sites.where(column), own))


def reach_of(user: User, sites: Scope) -> Reach:
    """What of these sites `user` is told of."""
    return Reach(user, sites, scope_of(user, OVERSEE) & sites)


def scope_of(user: User, roles: frozenset[str]) -> Scope:
    """Where `user` holds one of `roles` now. A region's grant reaches every site of the region."""
    grants = [grant for grant in _grants(user) if grant.role in roles]
    if any(grant.site_id is None and grant.region_id is None for grant in grants):
        return EVERYWHERE
    sites = {grant.site_id for grant in grants if grant.site_id is not None}
    regions = {grant.region_id for grant in grants if grant.region_id is not None}
    return Scope(everywhere=False, sites=frozenset(sites | _sites_in(regions)))


def may(user: User, roles: frozenset[str], site_id: int | None) -> bool:
    """Whether `user` holds one of `roles` at the site."""
    return scope_of(user, roles).holds(site_id)


def held_then(user: User, roles: frozenset[str], site_id: int, moment: datetime) -> bool:
    """Whether `user` held one of `roles` at the site at that moment or later, whatever became of the account since."""
    region_id = db.session.scalar(select(Site.region_id).where(Site.id == site_id))
    return any(
        grant.role in roles
        and (grant.ended_at is None or grant.ended_at >= moment)
        and (grant.site_id == site_id or (grant.site_id is None and grant.region_id in (None, region_id)))
        for grant in user.grants
    )


def roles_of(user: User) -> frozenset[str]:
    """Every role the user holds somewhere."""
    return frozenset(grant.role for grant in _grants(user))


def _grants(user: User) -> Iterable[Grant]:
    return () if user.disabled_at else [grant for grant in user.grants if grant.ended_at is None]


def _sites_in(regions: set[int]) -> set[int]:
    if not regions:
        return set()
    known: dict[frozenset[int], set[int]] = db.session().info.setdefault("sites_in_regions", {})
    key = frozenset(regions)
    if key not in known:
        known[key] = set(db.session.scalars(select(Site.id).where(Site.region_id.in_(regions))))
    return known[key]
