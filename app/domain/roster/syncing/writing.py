"""Writing down what was planned: step by step, each whole in itself, so that another plan goes on where one stopped."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import datetime
from functools import partial
from typing import Any, NamedTuple

from sqlalchemy import Table, bindparam, insert, select, update

from app.db import db
from app.domain.portions import AT_ONCE, portions
from app.domain.roster import collecting
from app.domain.roster.syncing import classes, enrollments, guardians
from app.domain.roster.syncing.classes import CLASSES
from app.domain.roster.syncing.enrollments import ENROLLMENTS, Wanted
from app.domain.roster.syncing.guardians import GUARDIANS, GUARDIANSHIPS
from app.domain.roster.syncing.orgs import ORGS
from app.domain.roster.syncing.planning import Plan
from app.domain.roster.syncing.subjects import PEOPLE

Rows = Sequence[dict[str, Any]]


class Step(NamedTuple):
    """A part of the work: how much it is, and what does it, in a transaction that the caller ends."""

    size: int
    write: Callable[[], None]


def steps(plan: Plan) -> Iterator[Step]:
    """All that is to be written, in the order in which one needs the other."""
    yield from _orgs(plan)
    yield from _guardians(plan)
    yield from _people(plan)
    yield from _classes(plan)
    yield from _enrollments(plan)
    yield from _guardianships(plan)


def size_of(plan: Plan) -> int:
    """How much there is to write."""
    return sum(step.size for step in steps(plan))


def _orgs(plan: Plan) -> Iterator[Step]:
    new, now = plan.orgs.new, plan.sync.now
    if not new:
        return

    def write() -> None:
        rows = [{"sourced_id": org, "site_id": site_id, "said_at": now} for org, site_id in new.items()]
        known = set(db.session.scalars(select(ORGS.c.sourced_id)))
        _update(ORGS, "sourced_id", [row for row in rows if row["sourced_id"] in known])
        _insert(ORGS, [row for row in rows if row["sourced_id"] not in known])

    yield Step(len(new), write)


def _guardians(plan: Plan) -> Iterator[Step]:
    changed = [each for each in plan.guardians.known.values() if each.changed]
    for some in portions(each for each in changed if each.key is not None):
        rows = [{"key": each.key} | {name: each.values[name] for name in guardians.COLUMNS} for each in some]
        yield _step(rows, lambda rows: _update(GUARDIANS, "id", rows))
    for some in portions(each for each in changed if each.key is None):
        yield _step([each.values for each in some], lambda rows: _insert(GUARDIANS, rows))


def _people(plan: Plan) -> Iterator[Step]:
    """Along with it, who has to give a device back."""
    now = plan.sync.now
    changed = [each for each in plan.subjects if each.changed]

    def correct(rows: Rows) -> None:
        _update(PEOPLE, "id", rows)
        collecting.review([row["key"] for row in rows], now)

    for some in portions(each for each in changed if each.key is not None):
        rows = [{"key": each.key} | {name: each.values[name] for name in sorted(each.fresh)} for each in some]
        yield _step(rows, correct)
    for more in portions(each for each in changed if each.key is None):
        yield _step([each.values for each in more], lambda rows: _insert(PEOPLE, rows))


def _classes(plan: Plan) -> Iterator[Step]:
    changed = [each for each in plan.classes.known.values() if each.changed]
    for some in portions(each for each in changed if each.key is not None):
        rows = [{"key": each.key} | {name: each.values[name] for name in classes.COLUMNS} for each in some]
        yield _step(rows, lambda rows: _update(CLASSES, "id", rows))
    for more in portions(each for each in changed if each.key is None):
        yield _step([each.values for each in more], lambda rows: _insert(CLASSES, rows))


def _enrollments(plan: Plan) -> Iterator[Step]:
    now = plan.sync.now
    for keys in portions(plan.enrollments.dropped):
        yield _step(
            [{"key": key, "dropped_at": now} for key in keys], lambda rows: _update(ENROLLMENTS, "id", rows)
        )
    for corrected in portions(plan.enrollments.corrected):
        yield Step(len(corrected), partial(_correct_enrollments, corrected))
    for new in portions(plan.enrollments.new):
        yield Step(len(new), partial(_enrol, new))


def _correct_enrollments(corrected: list[tuple[int, Wanted]]) -> None:
    _provide_keys(wanted for _, wanted in corrected)
    _update(ENROLLMENTS, "id", [{"key": key} | _enrollment(wanted) for key, wanted in corrected])


def _enrol(new: list[tuple[str, Wanted]]) -> None:
    _provide_keys(wanted for _, wanted in new)
    _insert(ENROLLMENTS, [_enrollment(wanted) | {"sourced_id": sourced_id} for sourced_id, wanted in new])


def _enrollment(wanted: Wanted) -> dict[str, Any]:
    lesson, subject, *told = wanted
    return dict(zip(enrollments.COLUMNS, (lesson.key, subject.key, *told, None), strict=True))


def _provide_keys(wanted: Iterable[Wanted]) -> None:
    """The keys of classes and people that have come in since they were planned."""
    lessons, people = {}, {}
    for lesson, subject, *_ in wanted:
        if lesson.key is None:
            lessons[lesson.values["sourced_id"]] = lesson
        if subject.key is None:
            people[subject.values["sourced_id"]] = subject
    for sourced_id, key in _keys(CLASSES, lessons):
        lessons[sourced_id].key = key
    for sourced_id, key in _keys(PEOPLE, people):
        people[sourced_id].key = key


def _guardianships(plan: Plan) -> Iterator[Step]:
    now = plan.sync.now
    for keys in portions(plan.guardians.ended):
        yield _step(
            [{"key": key, "ended_at": now} for key in keys], lambda rows: _update(GUARDIANSHIPS, "id", rows)
        )
    for pairs in portions(plan.guardians.begun):
        yield Step(len(pairs), partial(_relate, pairs, now))


def _relate(pairs: list[tuple[str, str]], now: datetime) -> None:
    those = dict(_keys(GUARDIANS, {guardian for guardian, _ in pairs}))
    students = dict(_keys(PEOPLE, {student for _, student in pairs}))
    _insert(
        GUARDIANSHIPS,
        [
            {"guardian_id": those[guardian], "person_id": students[student], "began_at": now}
            for guardian, student in pairs
        ],
    )


def _keys(table: Table, ids: Iterable[str]) -> Iterator[tuple[str, int]]:
    for some in portions(ids, AT_ONCE):
        query = select(table.c.sourced_id, table.c.id).where(table.c.sourced_id.in_(some))
        yield from db.session.execute(query)


def _step(rows: Rows, write: Callable[[Rows], None]) -> Step:
    return Step(len(rows), lambda: write(rows))


def _insert(table: Table, rows: Rows) -> None:
    if rows:
        db.session.connection().execute(insert(table), rows)


def _update(table: Table, by: str, rows: Rows) -> None:
    """`key`, or else the column itself, says which row is meant; those that say the same columns go together."""
    alike: defaultdict[tuple[str, ...], list[dict[str, Any]]] = defaultdict(list)
    for row in rows:
        name = "key" if "key" in row else by
        columns = tuple(column for column in row if column != name)
        alike[columns].append({"key": row[name]} | {f"new_{column}": row[column] for column in columns})
    for columns, told in alike.items():
        values: dict[str, Any] = {column: bindparam(f"new_{column}") for column in columns}
        mine = update(table).where(table.c[by] == bindparam("key")).values(values)
        db.session.connection().execute(mine, told)
