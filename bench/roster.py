"""How many rows a second a roster of 50,000 students comes in: all new, all known, a new year, and its preview."""

import argparse
import csv
import resource
import shutil
import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from app.db import begin_writing, db
from app.domain import directory
from app.domain.access import EVERYWHERE
from app.domain.directory import SiteDetails
from app.domain.roster.syncing import Plan, plan_of
from app.jobs import rosters
from app.models import Room, Site
from bench.databases import counted, on_each
from bench.importing import an_empty_district

BUDGET = 5_000
STUDENTS, A_SCHOOL, A_CLASS, LESSONS = 50_000, 1_000, 25, 4


@dataclass(frozen=True)
class Figure:
    """Rows of all files a second of the processor, from the files to the commit."""

    what: str
    rows: int
    changed: int
    seconds: float
    statements: int

    def __str__(self) -> str:
        rate = self.rows / self.seconds
        under = "" if rate >= BUDGET else f"   under {BUDGET:,}"
        return (
            f"{self.what:<34} {self.rows:>9,} rows, {self.changed:>7,} changed   {rate:8,.0f} rows/s"
            f"   {self.seconds:6.1f} s   {self.statements:,} statements{under}"
        )


def main(students: int = STUDENTS, *, postgresql: bool = False) -> None:
    """Print each figure; the same on PostgreSQL where that is asked for."""
    on_each(tell, (students,), postgresql=postgresql)


def tell(folder: Path, students: int, url: str) -> None:
    app = an_empty_district(folder, url)
    with app.app_context():
        _schools(students)
        this_year, next_year = folder / "this", folder / "next"
        written(this_year, students, first=0)
        written(next_year, students, first=students // 10)
        for what, bundle, writes in (
            ("previewed", this_year, False),
            ("new", this_year, True),
            ("known, all the same", this_year, True),
            ("a tenth gone, a tenth new", next_year, True),
        ):
            print(measured(what, bundle, writes=writes), flush=True)
        shutil.rmtree(this_year)
        print(f"at most {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:,.0f} MB of memory")
        db.engine.dispose()


def measured(what: str, bundle: Path, *, writes: bool) -> Figure:
    """Just what `flask import roster` does."""
    db.session.remove()

    def planned() -> Plan:
        return plan_of(bundle, EVERYWHERE)

    with counted() as statements:
        begun = time.process_time()
        plan = rosters.write(planned, lambda _: None) if writes else planned()
        took = time.process_time() - begun
    told = plan.outcomes
    assert not told.refused
    return Figure(what, told.rows, told.changed, took, statements["n"])


def written(folder: Path, students: int, first: int) -> None:
    """A bundle as a district sends it: a homeroom and four lessons for everybody, a guardian for each second."""
    folder.mkdir()
    numbers = range(first, first + students)
    files = ("orgs", "users", "classes", "enrollments")
    _write(folder, "manifest", ("propertyName", "value"), [(f"file.{name}", "bulk") for name in files])
    schools = {n % (students // A_SCHOOL) for n in numbers}
    columns = ("sourcedId", "status", "dateLastModified", "name", "type", "identifier", "parentSourcedId")
    _write(
        folder, "orgs", columns, ((f"org-{n}", "", "", f"School {n}", "school", f"S{n}", "") for n in schools)
    )
    _write(
        folder,
        "users",
        (
            "sourcedId", "status", "dateLastModified", "enabledUser", "orgSourcedIds", "role", "username", "userIds",
            "givenName", "familyName", "middleName", "identifier", "email", "sms", "phone", "agentSourcedIds",
            "grades", "password",
        ),
        (row for n in numbers for row in _people(n, students)),
    )  # fmt: skip
    lessons = [(school, room) for school in schools for room in range(A_SCHOOL // A_CLASS)]
    _write(
        folder,
        "classes",
        ("sourcedId", "status", "title", "classCode", "classType", "location", "schoolSourcedId"),
        (
            (f"cls-{school}-{room}-{at}", "", f"Class {room} {at}", f"C{room}{at}",
             "scheduled" if at else "homeroom", f"Room {room}", f"org-{school}")
            for school, room in lessons for at in range(LESSONS + 1)
        ),
    )  # fmt: skip
    _write(
        folder,
        "enrollments",
        (
            "sourcedId",
            "status",
            "classSourcedId",
            "schoolSourcedId",
            "userSourcedId",
            "role",
            "beginDate",
            "endDate",
        ),
        (row for n in numbers for row in _enrolled(n, students)),
    )


def _people(n: int, students: int) -> Iterable[Sequence[str]]:
    school, guardian = n % (students // A_SCHOOL), f"grd-{n}" if n % 2 else ""
    yield (
        f"usr-{n}", "", "", "true", f"org-{school}", "student", f"u{n}", "", f"Given{n % 997}", f"Family{n % 9973}",
        "", f"{1_000_000 + n}", f"s{n}@students.example", "", "", guardian, f"{n % 13:02}", "secret",
    )  # fmt: skip
    if guardian:
        yield (
            guardian, "", "", "true", f"org-{school}", "guardian", f"g{n}", "", f"Parent{n % 997}",
            f"Family{n % 9973}", "", "", f"g{n}@home.example", "", "555 0100", f"usr-{n}", "", "secret",
        )  # fmt: skip


def _enrolled(n: int, students: int) -> Iterable[Sequence[str]]:
    schools = students // A_SCHOOL
    school, room = n % schools, n // schools % (A_SCHOOL // A_CLASS)
    for at in range(LESSONS + 1):
        yield (
            f"enr-{n}-{at}", "", f"cls-{school}-{room}-{at}", f"org-{school}", f"usr-{n}", "student", "2026-08-13",
            "2099-06-10",
        )  # fmt: skip


def _write(folder: Path, name: str, header: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    with (folder / f"{name}.csv").open("w", newline="") as file:
        write = csv.writer(file)
        write.writerow(header)
        write.writerows(rows)


def _schools(students: int) -> None:
    begin_writing()
    for n in range(students // A_SCHOOL):
        site, _ = directory.put_site(SiteDetails(f"S{n}", f"School {n}"))
        assert isinstance(site, Site)
        db.session.add_all(
            Room(site_id=site.id, code=str(room), name=f"Room {room}") for room in range(A_SCHOOL // A_CLASS)
        )
    db.session.commit()


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--students", type=int, default=STUDENTS)
    parser.add_argument("--postgresql", action="store_true")
    told = parser.parse_args()
    main(told.students, postgresql=told.postgresql)
