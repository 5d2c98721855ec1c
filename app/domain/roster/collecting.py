"""Who has to give a device back: rows that open when a person goes, and end when the device is in. Policy: CUS-3.

What is owed follows from the facts alone: a person holds a device of a school, and has left the district,
is of another school now, or has a device from a programme. Whoever is back at the school keeps the device.
"""

from collections import defaultdict
from collections.abc import Collection as Some
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import Select, bindparam, case, exists, func, select, update
from sqlalchemy.orm import joinedload

from app import clock
from app.db import db, insert_all, table_of, uuid7
from app.domain import policy
from app.domain.access.scope import Scope
from app.domain.portions import portions
from app.models import Asset, Collection, Loss, Person
from app.models.register.asset import MISSING_STATES

OPEN = (Collection.id, Collection.person_id, Collection.site_id, Collection.why)
COLLECTIONS = table_of(Collection)


class Standing(NamedTuple):
    """What of a person decides whether they keep what they hold."""

    id: int
    site_id: int
    left_at: datetime | None
    grade: str | None
    programme: str | None


def review(people: Iterable[int], now: datetime) -> None:
    """Open, change and end the rows of these people as the facts are now."""
    for some in portions(people):
        held = held_of(some)
        columns = (Person.id, Person.site_id, Person.left_at, Person.grade, Person.programme)
        found = db.session.execute(select(*columns).where(Person.id.in_(some)))
        due = {
            (person.id, site_id): why
            for person in (Standing(*row) for row in found)
            for site_id in held.get(person.id, ())
            if (why := reason_of(person, site_id))
        }
        _bring_up_to_date(some, due, held, now)


def settle(people: Iterable[int | None], now: datetime, *, lost: bool = False) -> None:
    """Something came in from these people, or was lost: whoever holds nothing more of a school is not waited for.

    Where anything of it was reported lost since, and is still, not all was collected.
    """
    keys = {key for key in people if key is not None}
    if keys:
        db.session.flush()
        holds = exists().where(Asset.holder_id == Collection.person_id, Asset.site_id == Collection.site_id)
        done = update(Collection).where(Collection.person_id.in_(keys), Collection.ended_at.is_(None), ~holds)
        gone = exists().where(
            Loss.holder_id == Collection.person_id,
            Loss.site_id == Collection.site_id,
            Loss.kind.in_(MISSING_STATES),
            Loss.ended_at.is_(None),
            Loss.reported_at >= Collection.since,
        )
        done = done.values(ended_at=now, how="lost" if lost else case((gone, "lost"), else_="collected"))
        db.session.execute(done, execution_options={"synchronize_session": False})


def reason_of(person: Standing, site_id: int) -> str | None:
    """Why a person does not keep what they hold of a school; None where they do."""
    if person.left_at is not None:
        return "graduated" if _graduated(person.grade, person.left_at) else "left"
    if person.site_id != site_id:
        return "transferred"
    own = {name.casefold() for name in policy.value("programmes_with_devices")}
    return "programme" if (person.programme or "").casefold() in own else None


def owed(scope: Scope) -> Select[Collection]:
    """The people who have to give a device back to the sites of the scope."""
    return select(Collection).where(Collection.ended_at.is_(None), scope.where(Collection.site_id))


def count_owed(scope: Scope) -> int:
    """How many people that is."""
    return db.session.scalar(select(func.count()).select_from(owed(scope).subquery())) or 0


def to_collect(rows: Sequence[Collection]) -> dict[int, list[Asset]]:
    """The devices that each of these rows is about, by its key, in one query."""
    held = select(Asset).where(Asset.holder_id.in_([row.person_id for row in rows]))
    found: defaultdict[tuple[int | None, int], list[Asset]] = defaultdict(list)
    for asset in db.session.scalars(held.order_by(Asset.tag, Asset.id).options(joinedload(Asset.model))):
        found[asset.holder_id, asset.site_id].append(asset)
    return {row.id: found[row.person_id, row.site_id] for row in rows}


def held_of(people: Some[int]) -> dict[int, set[int]]:
    """The sites whose devices each of these people holds."""
    held: dict[int, set[int]] = {}
    query = select(Asset.holder_id, Asset.site_id).where(Asset.holder_id.in_(people)).distinct()
    for holder_id, site_id in db.session.execute(query):
        if holder_id is not None:
            held.setdefault(holder_id, set()).add(site_id)
    return held


def _graduated(grade: str | None, left_at: datetime) -> bool:
    """Whoever goes in the middle of the last year has left it."""
    day = clock.day(left_at)
    first, last = policy.value("graduation_season", day)
    return grade in policy.value("graduating_grades", day) and first <= f"{day:%m-%d}" <= last


def _bring_up_to_date(
    people: Some[int], due: dict[tuple[int, int], str], held: dict[int, set[int]], now: datetime
) -> None:
    query = select(*OPEN).where(Collection.person_id.in_(people), Collection.ended_at.is_(None))
    ended, other = [], []
    for key, person_id, site_id, why in db.session.execute(query).all():
        reason = due.pop((person_id, site_id), None)
        if reason is None:
            how = "returned" if site_id in held.get(person_id, ()) else "collected"
            ended.append({"key": key, "ended_at": now, "how": how})
        elif reason != why:
            other.append({"key": key, "why": reason})
    for changes in filter(None, (ended, other)):
        mine = update(COLLECTIONS).where(COLLECTIONS.c.id == bindparam("key"))
        db.session.connection().execute(
            mine.values({name: bindparam(name) for name in changes[0] if name != "key"}), changes
        )
    insert_all(
        Collection,
        [
            {"uuid": uuid7(), "person_id": person_id, "site_id": site_id, "why": why, "since": now}
            for (person_id, site_id), why in due.items()
        ],
    )
