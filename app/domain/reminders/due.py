"""What is due today for whom: a certification, a quarter, a designation, a training. Policy: CERT-1, CERT-4, ORG-2."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta
from typing import Any, NamedTuple

from sqlalchemy import select

from app import clock
from app.db import db, insert_all, uuid7
from app.domain import certification, directory, duties, policy
from app.domain.access import EVERYWHERE
from app.domain.certification import watching
from app.domain.directory import NoSchoolDays
from app.models import Grant, Reminder, Site, User


class _Due(NamedTuple):
    user_id: int
    site_id: int | None
    kind: str
    occasion: str
    facts: dict[str, Any]


def make_due() -> int:
    """Make every reminder that is due today and was not made before; says how many."""
    today, people = clock.day(), _people()
    sites = db.session.scalars(certification.open_sites()).all()
    wanted = [*_certifications(today, people), *_quarters(today, people, sites)]
    wanted += [*_designations(today, people, sites), *_trainings(today, people)]
    there = set(db.session.execute(select(Reminder.user_id, Reminder.kind, Reminder.occasion)).all())
    new = {key: due for due in wanted if (key := (due.user_id, due.kind, due.occasion)) not in there}
    now = clock.now()
    insert_all(Reminder, [due._asdict() | {"uuid": uuid7(), "made_at": now} for due in new.values()])
    return len(new)


def _certifications(today: date, people: "_People") -> Iterator[_Due]:
    """Before June 30, on the district's days; once a week after it, until the site has signed. Policy: CERT-1."""
    cycle = certification.current()
    if cycle is None:
        return
    # On another day it is due anew, and people hear of that day what they heard of the one before.
    named = f"{cycle.name} due {cycle.due_on.isoformat()}" if cycle.moves else cycle.name
    days = (cycle.due_on - today).days
    before = [step for step in policy.value("certification_reminders", today) if step >= days >= 0]
    if days < 0:
        kind, occasion = "certification_overdue", f"{named} week {-days // 7}"
    elif before:
        kind, occasion = "certification_due", f"{named} {min(before)} days"
    else:
        return
    for one in watching.watch(cycle, EVERYWHERE).sites:
        if not one.done:
            facts = {"cycle": cycle.name, "due_on": cycle.due_on.isoformat(), "percent": one.figures.percent}
            for user_id in people.at(one.site_id, "idm", "principal"):
                yield _Due(user_id, one.site_id, kind, f"{occasion} {one.code}", facts)


def _quarters(today: date, people: "_People", sites: Sequence[Site]) -> Iterator[_Due]:
    """An inventory report is ready before each quarter begins. Policy: CERT-4."""
    ahead = timedelta(days=int(policy.value("quarter_reminder_days", today)))
    for begins in policy.value("quarters_begin", today):
        month, day = map(int, begins.split("-"))
        first = date(today.year, month, day)
        first = first if first >= today else date(today.year + 1, month, day)
        if first - ahead <= today:
            for site in sites:
                for user_id in people.at(site.id, "idm", "principal"):
                    occasion = f"{first.isoformat()} {site.code}"
                    yield _Due(user_id, site.id, "quarter_begins", occasion, {"begins_on": first.isoformat()})


def _designations(today: date, people: "_People", sites: Sequence[Site]) -> Iterator[_Due]:
    """A site without an inventory device manager after its third week. Policy: ORG-2."""
    without = [site for site in sites if not people.at(site.id, "idm")]
    directory.calendars_of(without)
    for site in without:
        try:
            due = duties.designation_due(site, today)
        except NoSchoolDays:
            continue
        if today > due:
            for user_id in people.at(site.id, "principal"):
                occasion = f"{policy.fiscal_year_start(today).year} {site.code}"
                yield _Due(user_id, site.id, "nobody_designated", occasion, {"due_on": due.isoformat()})


def _trainings(today: date, people: "_People") -> Iterator[_Due]:
    """Whoever is an inventory device manager and has not gone through this year's training. Policy: ORG-3."""
    training = duties.training_of(today)
    if training is None:
        return
    managers = {
        user_id: site_id for (site_id, role), users in people.items() if role == "idm" for user_id in users
    }
    trained = duties.completed_by(list(managers), today)
    for user_id, site_id in managers.items():
        if user_id not in trained:
            yield _Due(user_id, site_id, "training_left", str(training.uuid), {"title": training.title})


class _People(dict[tuple[int, str], set[int]]):
    """Who holds a role at a site that is open, by key."""

    def at(self, site_id: int, *roles: str) -> Iterable[int]:
        return sorted(set().union(*(self.get((site_id, role), set()) for role in roles)))


def _people() -> _People:
    query = select(Site.id, Grant.role, Grant.user_id).join(Grant, Grant.site_id == Site.id)
    query = query.join(User, User.id == Grant.user_id).where(
        Grant.ended_at.is_(None), User.disabled_at.is_(None), Site.closed_on.is_(None)
    )
    people = _People()
    for site_id, role, user_id in db.session.execute(query.where(Grant.role.in_(("idm", "principal")))):
        people.setdefault((site_id, role), set()).add(user_id)
    return people
