"""Giving and ending roles. Policy: ORG-2."""

from app import clock
from app.db import db
from app.models import Grant, Region, Site, User


def grant(
    user: User, role: str, *, site: Site | None = None, region: Region | None = None, by: User | None = None
) -> Grant:
    """Give `user` a role at a site, in a region, or (with neither) in the whole district."""
    given = Grant(user=user, role=role, site=site, region=region, granted_at=clock.now())
    given.granted_by_id = by.id if by else None
    db.session.add(given)
    return given


def designate(user: User, site: Site, *, by: User | None = None) -> Grant:
    """Name an inventory device manager of a site. Policy: ORG-2."""
    return grant(user, "idm", site=site, by=by)


def revoke(given: Grant) -> None:
    """End a grant; that it was given stays known."""
    given.ended_at = clock.now()
