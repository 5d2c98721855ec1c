"""A fiscal year's certification, opened by ITS for every site at once. Policy: CERT-1."""

from collections.abc import Iterable, Sequence
from datetime import date

from sqlalchemy import select

from app import clock
from app.db import db
from app.domain import policy
from app.domain.certification.states import note
from app.domain.ledger import Act
from app.domain.refusals import Refusal
from app.models import Certification, Cycle, Site


class CycleThere(Refusal):
    """This fiscal year's cycle is open already."""

    reason = "cycle_there"


class CycleOfNobody(Refusal):
    """A cycle needs a site that certifies."""

    reason = "cycle_of_nobody"


class DueBeforeItBegins(Refusal):
    """The day it is due, or the day since which a sighting counts, does not lie in the year."""

    reason = "due_before_it_begins"


def open_cycle(
    act: Act,
    *,
    due_on: date | None = None,
    seen_since: date | None = None,
    categories: Sequence[str] | None = None,
    sites: Iterable[Site] | None = None,
) -> Cycle:
    """Open this fiscal year's cycle, and a certification for each site (all that are open where none are named).

    Where nothing is said it is due on the district's day, and what was seen since the year began counts.
    Raises CycleThere, CycleOfNobody, DueBeforeItBegins.
    """
    today = clock.day(act.happened_at)
    began = policy.fiscal_year_start(today)
    due, since = due_on or due_of(began), seen_since or began
    if not began <= since <= today or due < today:
        raise DueBeforeItBegins(due=due.isoformat(), since=since.isoformat())
    name = f"{began.year}-{(began.year + 1) % 100:02}"
    if db.session.scalar(select(Cycle.id).where(Cycle.name == name)):
        raise CycleThere(name=name)
    certifying = list(sites if sites is not None else _open_sites())
    if not certifying:
        raise CycleOfNobody
    cycle = Cycle(
        name=name, began_on=began, due_on=due, seen_since=clock.midnight(since), opened_at=act.happened_at,
        categories=sorted(categories) if categories else None, opened_by_id=act.actor.id if act.actor else None,
    )  # fmt: skip
    db.session.add(cycle)
    db.session.flush()
    for site in certifying:
        join(cycle, site, act)
    return cycle


def join(cycle: Cycle, site: Site, act: Act) -> Certification:
    """The certification of a site in a cycle: a site that opens during the year joins then."""
    there = standing(cycle, site)
    if there is not None:
        return there
    certification = Certification(cycle_id=cycle.id, site_id=site.id, revision=1, state="counting")
    db.session.add(certification)
    db.session.flush()
    note(certification, "opened", act)
    return certification


def current() -> Cycle | None:
    """The cycle that was opened last."""
    return db.session.scalar(select(Cycle).order_by(Cycle.began_on.desc()).limit(1))


def standing(cycle: Cycle, site: Site) -> Certification | None:
    """A site's certification as it stands: the latest revision."""
    query = select(Certification).where(Certification.cycle_id == cycle.id, Certification.site_id == site.id)
    return db.session.scalar(query.where(Certification.state != "reopened"))


def due_of(began: date) -> date:
    """The district's day for the fiscal year that begins then."""
    month, day = map(int, policy.value("certification_due", began).split("-"))
    due = date(began.year, month, day)
    return due if due >= began else date(began.year + 1, month, day)


def _open_sites() -> Sequence[Site]:
    return db.session.scalars(select(Site).where(Site.closed_on.is_(None)).order_by(Site.code)).all()
