"""Who is on the roster and named by it no more: marked, never deleted. Policy: CUS-3."""

from sqlalchemy import select

from app.db import db
from app.domain import policy
from app.domain.portions import portions
from app.domain.roster.collecting import Standing, held_of, reason_of
from app.domain.roster.syncing.guardians import GUARDIANS, GUARDIANSHIPS, Guardians
from app.domain.roster.syncing.people import People
from app.domain.roster.syncing.subjects import PEOPLE, Subjects
from app.domain.roster.syncing.sync import Sync
from app.models import Collection


def leave_unnamed(sync: Sync, people: People, subjects: Subjects) -> None:
    """The file says all there is, of the sites it speaks of: whoever it does not name has left.

    A row that is refused names somebody all the same. When many leave at once of those whom a roster named, the bundle
    may not be whole.
    """
    present = 0
    for some in portions(sorted(people.sites)):
        here = PEOPLE.c.site_id.in_(some) & PEOPLE.c.left_at.is_(None)
        query = select(PEOPLE.c.id, PEOPLE.c.sourced_id).where(here, PEOPLE.c.sourced_id.is_not(None))
        known = db.session.execute(query).all()
        unnamed = [row.id for row in known if row.sourced_id not in people.named]
        present += len(known)
        subjects.provide_keys(unnamed)
        for key in unnamed:
            people.leave(subjects.keys[key])
    left = sync.outcomes.counts["left"]
    if left * 100 > present * policy.value("roster_leaving_percent", sync.day):
        sync.outcomes.warn(sync.bundle.filename("users"), 1, "many_leave", count=left, present=present)


def go_unnamed(people: People, guardians: Guardians) -> None:
    """Guardians whom the file does not name, where all their students are of the sites it speaks of."""
    for some in portions(sorted(people.sites)):
        held = (
            select(GUARDIANSHIPS.c.guardian_id)
            .join(PEOPLE, PEOPLE.c.id == GUARDIANSHIPS.c.person_id)
            .where(GUARDIANSHIPS.c.ended_at.is_(None))
        )
        query = select(GUARDIANS.c.sourced_id).where(
            GUARDIANS.c.gone_at.is_(None),
            GUARDIANS.c.sourced_id.is_not(None),
            GUARDIANS.c.id.in_(held.where(PEOPLE.c.site_id.in_(some))),
            GUARDIANS.c.id.not_in(held.where(PEOPLE.c.site_id.not_in(people.sites))),
        )
        unnamed = [each for each in db.session.scalars(query) if each not in people.named]
        guardians.provide(unnamed)
        for each in unnamed:
            guardians.go(each)


def count_collections(sync: Sync, subjects: Subjects) -> None:
    """How many more will have to give a device back, and how many less."""
    for some in portions({subject.key: subject for subject in subjects if subject.touched}.items()):
        touched = {key: subject for key, subject in some if key is not None}
        held = held_of(list(touched))
        query = select(Collection.person_id, Collection.site_id)
        query = query.where(Collection.person_id.in_(touched), Collection.ended_at.is_(None))
        owed = {(person_id, site_id) for person_id, site_id in db.session.execute(query)}
        due = {
            (key, site_id)
            for key, subject in touched.items()
            for site_id in held.get(key, ())
            if reason_of(
                Standing(
                    key, *(subject.values[name] for name in ("site_id", "left_at", "grade", "programme"))
                ),
                site_id,
            )
        }
        sync.outcomes.counts["to_collect"] += len(due - owed)
        sync.outcomes.counts["keep_devices"] += len(owed - due)
