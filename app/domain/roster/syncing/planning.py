"""What a bundle changes, reckoned out without changing anything. Policy: PLN-4."""

from dataclasses import dataclass
from pathlib import Path

from app.domain.access import Scope
from app.domain.roster.syncing import homerooms, leaving
from app.domain.roster.syncing.capacities import Roles
from app.domain.roster.syncing.classes import Classes
from app.domain.roster.syncing.enrollments import Enrollments
from app.domain.roster.syncing.guardians import Guardians
from app.domain.roster.syncing.orgs import Orgs
from app.domain.roster.syncing.outcomes import Outcomes
from app.domain.roster.syncing.people import People
from app.domain.roster.syncing.subjects import Subjects
from app.domain.roster.syncing.sync import Sync
from app.files.oneroster import open_bundle

Said = dict[str, int]


@dataclass(slots=True)
class Plan:
    """Everybody and everything as the bundle will have it, and what became of its rows."""

    sync: Sync
    orgs: Orgs
    subjects: Subjects
    guardians: Guardians
    classes: Classes
    enrollments: Enrollments

    @property
    def outcomes(self) -> Outcomes:
        return self.sync.outcomes


def plan_of(origin: Path, scope: Scope, *, name: str | None = None, said: Said | None = None) -> Plan:
    """Read a bundle and compare it with what is known; `said` is which sites it means. Raises Unreadable."""
    with open_bundle(origin, name) as bundle:
        return plan(Sync(bundle, scope, said=said or {}))


def plan(sync: Sync) -> Plan:
    """Each file in its turn, since each speaks of what the ones before it name."""
    bundle = sync.bundle
    sync.outcomes.note(bundle.notes)
    orgs, roles, subjects = Orgs(sync), Roles(sync), Subjects()
    guardians, classes = Guardians(sync, subjects), Classes(sync, orgs)
    people = People(sync, orgs, roles, subjects, guardians)
    enrollments = Enrollments(sync, classes, subjects)
    orgs.take()
    roles.take()
    people.take()
    if bundle.is_bulk("users"):
        leaving.leave_unnamed(sync, people, subjects)
        leaving.go_unnamed(people, guardians)
    guardians.relate()
    classes.take()
    if bundle.is_bulk("classes"):
        classes.end_unnamed(classes.sites)
    enrollments.take()
    if bundle.is_bulk("enrollments"):
        enrollments.drop_unnamed(enrollments.sites)
    ended = [each for each in classes.known.values() if each.changed and each.values["ended_at"] is not None]
    enrollments.drop_with_classes(each.key for each in ended if each.key is not None)
    homerooms.settle(sync, classes, enrollments, subjects)
    leaving.count_collections(sync, subjects)
    return Plan(sync, orgs, subjects, guardians, classes, enrollments)
