"""Bundles that none of us made come in with the numbers that one counts in their files. Policy: PLN-4."""

from datetime import UTC, datetime

import pytest
from flask import Flask
from sqlalchemy import func, select

from app.db import begin_writing, db
from app.domain import directory
from app.domain.directory import SiteDetails
from app.models import Enrollment, Guardian, Guardianship, Person, SchoolClass
from tests.conftest import FixedClock
from tests.corpora import corpus
from tests.district import District
from tests.syncing.conftest import Sync, counts, reasons

SPRING, AUTUMN = datetime(2022, 4, 1, 16, tzinfo=UTC), datetime(2026, 10, 14, 16, tzinfo=UTC)
# orgs 1, users 6, classes 2, enrollments 6. In the spring of 2022 the three enrolments of the class that is to be
# deleted are refused. Mary, mmichel and Anna have a teacher for an agent; no room is called 2-B; Jim, a teacher,
# learns in a class.
MOODLE_1_1_THEN = (12, 11, 5, 3)
# All enrolments ended on 2022-06-15: they are read, and nothing is kept of them.
MOODLE_1_1 = (15, 8, 4, 0)
# The same and roles 7, which say nothing of their own; John is a guardian here, so that only Anna's agent is none.
MOODLE_1_2_THEN = (19, 11, 3, 3)
# The roles ended on 2025-09-23, each of which is told, and with them everybody: the school and its class are left.
MOODLE_1_2 = (22, 2, 7 + 1, 0)
# orgs 2, users 2, classes 3, enrollments 3; two classes meet in Luxembourg, which is no room.
OAT = (10, 10, 2, 0)


@pytest.mark.parametrize(
    ("bundle", "on", "told", "kept"),
    [
        ("moodle-v1p1-full", SPRING, MOODLE_1_1_THEN, ({"student": 3, "staff": 2}, 3)),
        ("moodle-v1p1-full.zip", AUTUMN, MOODLE_1_1, ({"student": 3, "staff": 2}, 0)),
        ("moodle-v1p2-full", SPRING, MOODLE_1_2_THEN, ({"student": 3, "staff": 3}, 3)),
        ("moodle-v1p2-full.zip", AUTUMN, MOODLE_1_2, ({}, 0)),
        ("oat-v1p1-base", AUTUMN, OAT, ({"student": 2}, 3)),
    ],
)
def test_a_sample_comes_in_twice_and_the_second_time_changes_nothing(
    district: District,
    sync: Sync,
    *,
    fixed_clock: FixedClock,
    bundle: str,
    on: datetime,
    told: tuple[int, int, int, int],
    kept: tuple[dict[str, int], int],
) -> None:
    """Moodle's school is a department with the identifier History; oat's are called School 1 and School 2."""
    sites("History", "12345", "54321")
    fixed_clock.now = on
    people, enrolled = kept
    path = corpus(f"oneroster/{bundle}")
    assert counts(sync(path, "--dry-run")) == told
    assert kinds() == {}
    assert counts(sync(path)) == told
    assert kinds() == people
    again = sync(path)
    assert counts(again) == (told[0], 0, *told[2:])
    assert kinds() == people
    classes = 1 if bundle.startswith("moodle") else 3
    assert (many(SchoolClass), many(Enrollment)) == (classes, enrolled)


def test_a_sample_of_1_1_and_then_of_1_2_is_one_roster(
    district: District, sync: Sync, fixed_clock: FixedClock
) -> None:
    """Thomas is a parent in the one and works at the school in the other; John becomes a guardian besides."""
    sites("History")
    fixed_clock.now = SPRING
    sync(corpus("oneroster/moodle-v1p1-full"))
    assert guardians() == {"Thomas": {"Mary"}}
    sync(corpus("oneroster/moodle-v1p2-full"))
    assert guardians() == {"John": {"Mary", "mmichel"}}
    assert kinds() == {"student": 3, "staff": 3}
    fixed_clock.now = AUTUMN
    sync(corpus("oneroster/moodle-v1p2-full"))
    assert kinds() == {}


def test_all_or_nothing_changes_nothing_while_a_row_is_refused(
    district: District, sync: Sync, fixed_clock: FixedClock
) -> None:
    sites("History")
    fixed_clock.now = SPRING
    told = sync(corpus("oneroster/moodle-v1p1-full"), "--all-or-nothing", exit_code=1)
    assert counts(told) == (MOODLE_1_1_THEN[0], 0, *MOODLE_1_1_THEN[2:])
    assert kinds() == {}


def test_a_school_that_nobody_knows_is_refused_with_its_people_until_somebody_says_which_it_is(
    app: Flask, district: District, sync: Sync
) -> None:
    path = corpus("oneroster/oat-v1p1-base")
    told = sync(path)
    assert reasons(told) == {
        ("orgs.csv", "no_such_site"): 2, ("users.csv", "site_unknown"): 2, ("classes.csv", "site_unknown"): 3,
        ("enrollments.csv", "class_unknown"): 3,
    }  # fmt: skip
    said = app.test_cli_runner().invoke(args=["import", "roster", str(path), "--dry-run"]).output
    assert "12345  School 1" in said
    assert "--org 12345=CODE --org 54321=CODE" in said
    assert "8217  Marshall Middle" in said
    wrong = app.test_cli_runner().invoke(args=["import", "roster", str(path), "--org", "12345=1"])
    assert (wrong.exit_code, "8729  Lincoln High" in wrong.output) == (2, True)
    told = sync(path, "--org", "12345=8217", "--org", "54321=8729")
    assert counts(told) == OAT
    assert counts(sync(path)) == (10, 0, 2, 0)


def sites(*codes: str) -> None:
    begin_writing()
    for code in codes:
        directory.put_site(SiteDetails(code, f"The school {code}"))
    db.session.commit()


def kinds() -> dict[str, int]:
    db.session.rollback()
    query = select(Person.kind, func.count()).where(Person.sourced_id.is_not(None), Person.left_at.is_(None))
    return dict(db.session.execute(query.group_by(Person.kind)).all())


def many(model: type[SchoolClass | Enrollment]) -> int:
    return db.session.scalar(select(func.count()).select_from(model)) or 0


def guardians() -> dict[str, set[str]]:
    db.session.rollback()
    query = (
        select(Guardianship).join(Guardian).where(Guardianship.ended_at.is_(None), Guardian.gone_at.is_(None))
    )
    found: dict[str, set[str]] = {}
    for each in db.session.scalars(query):
        found.setdefault(each.guardian.given_name, set()).add(each.person.given_name)
    return found
