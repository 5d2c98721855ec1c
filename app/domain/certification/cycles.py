"""A fiscal year's certification, opened by ITS for the sites that take part. Policy: CERT-1."""

from collections.abc import Iterable, Sequence
from datetime import date, timedelta

from sqlalchemy import Select, func, select
from sqlalchemy.orm import contains_eager

from app import clock
from app.db import db, insert_all, uuid7
from app.domain import policy
from app.domain.certification.states import MOST_LETTERS
from app.domain.ledger import Act
from app.domain.portions import portions
from app.domain.refusals import NoWord, Refusal
from app.models import Certification, CertificationStep, Cycle, DueMove, Site


class CycleThere(Refusal):
    """This fiscal year's cycle is open already."""

    reason = "cycle_there"


class CycleOfNobody(Refusal):
    """A cycle needs a site that certifies."""

    reason = "cycle_of_nobody"


class DueBeforeItBegins(Refusal):
    """The day it is due, or the day since which a sighting counts, does not lie in the year."""

    reason = "due_before_it_begins"


class NotAFiscalYear(Refusal):
    """No fiscal year near this day begins then."""

    reason = "not_a_fiscal_year"


class CertifiesNothing(Refusal):
    """A site that is closed takes no part in a cycle."""

    reason = "certifies_nothing"


def open_cycle(
    act: Act,
    *,
    began: date | None = None,
    due_on: date | None = None,
    seen_since: date | None = None,
    categories: Sequence[str] | None = None,
    sites: Iterable[Site] | None = None,
) -> Cycle:
    """Open a fiscal year's cycle (this one's where none is said) for the sites named, or for all that are open.

    Where nothing is said it is due on the district's day, and what was seen since the year began counts.
    Raises CycleThere, CycleOfNobody, DueBeforeItBegins, NotAFiscalYear, CertifiesNothing.
    """
    today = clock.day(act.happened_at)
    began = began or policy.fiscal_year_start(today)
    if began not in years_around(today):
        raise NotAFiscalYear(began=began.isoformat())
    due, since = due_on or due_of(began), seen_since or began
    if not began <= since <= max(began, today) or due < max(began, today):
        raise DueBeforeItBegins(due=due.isoformat(), since=since.isoformat())
    name = policy.fiscal_year_name(began)
    if db.session.scalar(select(Cycle.id).where(Cycle.name == name)):
        raise CycleThere(name=name)
    certifying = list(sites if sites is not None else db.session.scalars(open_sites()))
    if not certifying:
        raise CycleOfNobody
    cycle = Cycle(
        name=name, began_on=began, due_on=due, seen_since=clock.midnight(since), opened_at=act.happened_at,
        categories=sorted(categories) if categories else None, opened_by_id=act.actor.id if act.actor else None,
    )  # fmt: skip
    db.session.add(cycle)
    db.session.flush()
    _join_all(cycle, certifying, act)
    return cycle


def join(cycle: Cycle, site: Site, act: Act) -> Certification:
    """The certification of a site in a cycle: a site that opens during the year joins then. Raises CertifiesNothing."""
    there = standing(cycle, site)
    if there is not None:
        return there
    _join_all(cycle, [site], act)
    return db.session.scalars(_standing(cycle, site)).one()


def add_sites(cycle: Cycle, sites: Iterable[Site], act: Act) -> int:
    """Let further sites take part; says how many did not before. Raises CycleOfNobody, CertifiesNothing."""
    named = {site.id: site for site in sites}
    if not named:
        raise CycleOfNobody
    _hold(cycle)
    there = select(Certification.site_id).where(Certification.cycle_id == cycle.id)
    known = set(db.session.scalars(there))
    return _join_all(cycle, [site for key, site in named.items() if key not in known], act)


def move_due(cycle: Cycle, to_on: date, reason: str, act: Act) -> None:
    """Put the day a cycle is due on to another day, and say why. Raises NoWord, DueBeforeItBegins."""
    if not reason.strip():
        raise NoWord(step="due")
    _hold(cycle)
    if to_on <= clock.day(cycle.seen_since) or to_on < clock.day(act.happened_at):
        raise DueBeforeItBegins(due=to_on.isoformat(), since=clock.day(cycle.seen_since).isoformat())
    if to_on == cycle.due_on:
        return
    cycle.moves.append(
        DueMove(
            from_on=cycle.due_on, to_on=to_on, reason=reason.strip()[:MOST_LETTERS], at=act.happened_at,
            by_id=act.actor.id if act.actor else None,
        )
    )  # fmt: skip
    cycle.due_on = to_on
    db.session.flush()


def years_around(today: date) -> list[date]:
    """The first days of the fiscal years that a cycle may be opened for: the one before, this one, the next."""
    this = policy.fiscal_year_start(today)
    next_one = policy.fiscal_year_start(this + timedelta(days=400))
    return [policy.fiscal_year_start(this - timedelta(days=1)), this, next_one]


def openable_years(today: date) -> list[date]:
    """Those of them without a cycle."""
    years = years_around(today)
    taken = set(db.session.scalars(select(Cycle.began_on).where(Cycle.began_on.in_(years))))
    return [year for year in years if year not in taken]


def current() -> Cycle | None:
    """The cycle of the latest fiscal year that has begun."""
    return db.session.scalar(select(Cycle).where(Cycle.id == current_key().scalar_subquery()))


def current_key() -> Select[int]:
    """The query of its key."""
    begun = select(Cycle.id).where(Cycle.began_on <= clock.day())
    return begun.order_by(Cycle.began_on.desc()).limit(1)


def open_sites(cycle: Cycle | None = None) -> Select[Site]:
    """The sites that are open; of a cycle, those that take no part in it yet."""
    query = select(Site).where(Site.closed_on.is_(None)).order_by(Site.code)
    if cycle is not None:
        taking_part = select(Certification.site_id).where(Certification.cycle_id == cycle.id)
        query = query.where(Site.id.not_in(taking_part))
    return query


def taking_part(cycle: Cycle) -> int:
    """How many sites certify in a cycle."""
    standing = select(func.count()).where(
        Certification.cycle_id == cycle.id, Certification.state != "reopened"
    )
    return db.session.scalar(standing) or 0


def standing(cycle: Cycle, site: Site) -> Certification | None:
    """A site's certification as it stands: the latest revision."""
    return db.session.scalar(_standing(cycle, site))


def other_years(certification: Certification) -> Sequence[Certification]:
    """The same site's certifications of other fiscal years that have begun, the latest first."""
    query = select(Certification).join(Cycle, Cycle.id == Certification.cycle_id).where(
        Certification.site_id == certification.site_id, Certification.cycle_id != certification.cycle_id,
        Certification.state != "reopened", Cycle.began_on <= clock.day(),
    )  # fmt: skip
    whole = query.options(contains_eager(Certification.cycle)).order_by(Cycle.began_on.desc())
    return db.session.scalars(whole).all()


def due_of(began: date) -> date:
    """The district's day for the fiscal year that begins then."""
    month, day = map(int, policy.value("certification_due", began).split("-"))
    due = date(began.year, month, day)
    return due if due >= began else date(began.year + 1, month, day)


def _standing(cycle: Cycle, site: Site) -> Select[Certification]:
    query = select(Certification).where(Certification.cycle_id == cycle.id, Certification.site_id == site.id)
    return query.where(Certification.state != "reopened")


def _hold(cycle: Cycle) -> None:
    """See a cycle as it is now, and let nobody else change it until the transaction ends."""
    query = select(Cycle).where(Cycle.id == cycle.id).with_for_update(of=Cycle)
    db.session.scalars(query.execution_options(populate_existing=True)).one()


def _join_all(cycle: Cycle, sites: Sequence[Site], act: Act) -> int:
    closed = next((site for site in sites if site.closed_on is not None), None)
    if closed is not None:
        raise CertifiesNothing(site=closed.name)
    told = {"cycle_id": cycle.id, "revision": 1, "state": "counting", "replaces_id": None}
    insert_all(Certification, [told | {"uuid": uuid7(), "site_id": site.id} for site in sites])
    joined = select(Certification.id).where(Certification.cycle_id == cycle.id, Certification.revision == 1)
    steps = {"step": "opened", "at": act.happened_at, "by_id": act.actor.id if act.actor else None}
    for some in portions(site.id for site in sites):
        keys = db.session.scalars(joined.where(Certification.site_id.in_(some)))
        insert_all(CertificationStep, [steps | {"certification_id": key, "comment": None} for key in keys])
    return len(sites)
