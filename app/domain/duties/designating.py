"""Inventory device managers, whom a site names by the end of the third week of school. Policy: ORG-2."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from app import clock
from app.db import db
from app.domain import access, directory, policy
from app.domain.duties.training import completed_by
from app.domain.ledger import Act
from app.domain.refusals import Refusal
from app.models import Grant, Site, User

SCHOOL_WEEK = 5


class NotOfThisSite(Refusal):
    """Only somebody who works at the site is named its inventory device manager."""

    reason = "not_of_this_site"


@dataclass(frozen=True, slots=True)
class Manager:
    """Who is named, since when, and when they went through this year's training."""

    user: User
    since: datetime
    trained_at: datetime | None


def managers_of(site: Site) -> list[Manager]:
    """The inventory device managers of a site, by name."""
    grants = [grant for grant in _grants(site) if grant.role == "idm"]
    trained = completed_by([grant.user_id for grant in grants])
    return [Manager(grant.user, grant.granted_at, trained.get(grant.user_id)) for grant in grants]


def may_be_designated(site: Site) -> list[User]:
    """Those who work at the site and are not named yet."""
    grants = _grants(site)
    named = {grant.user_id for grant in grants if grant.role == "idm"}
    return list({grant.user_id: grant.user for grant in grants if grant.user_id not in named}.values())


def designate(user: User, site: Site, act: Act) -> None:
    """Name somebody; a second time changes nothing. Raises NotOfThisSite."""
    grants = [grant for grant in _grants(site) if grant.user_id == user.id]
    if not grants:
        raise NotOfThisSite(name=user.name, site=site.name)
    if all(grant.role != "idm" for grant in grants):
        access.designate(user, site, by=act.actor)
        db.session.flush()


def end_designation(user: User, site: Site) -> None:
    """Somebody is no longer the site's inventory device manager; that they were stays known."""
    for grant in _grants(site):
        if grant.user_id == user.id and grant.role == "idm":
            access.revoke(grant)
    db.session.flush()


def designation_due(site: Site, on: date | None = None) -> date:
    """The last day of the weeks after school began by which a site names somebody."""
    calendar = directory.calendar_of(site)
    year = policy.fiscal_year_start(on or clock.day())
    first = calendar.due_on(year - timedelta(days=1), 1)
    return calendar.due_on(first, SCHOOL_WEEK * int(policy.value("idm_designation_weeks", year)) - 1)


def _grants(site: Site) -> Sequence[Grant]:
    query = select(Grant).join(User, User.id == Grant.user_id).where(Grant.site_id == site.id)
    query = query.where(Grant.ended_at.is_(None), User.disabled_at.is_(None)).options(joinedload(Grant.user))
    return db.session.scalars(query.order_by(User.name, Grant.id)).all()
