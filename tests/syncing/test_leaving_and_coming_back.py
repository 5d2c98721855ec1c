"""People who leave are marked, never deleted; who has a device of the school gives it back. Policy: CUS-3."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select

from app import clock
from app.clock import now
from app.db import db
from app.domain import audits, custody
from app.models import Collection, Guardian, Guardianship, Person
from tests.conftest import FixedClock
from tests.district import District
from tests.phones import at_a_desk
from tests.syncing.conftest import Sync, called, counts, guardian, owed, reasons, student, teacher

SAM = student("Sam", number="s-1")
ANA, BEN = student("Ana"), student("Ben", grade="12")
EVERYBODY = [SAM, ANA, BEN, teacher("Tess"), guardian("Sam")]


def test_who_was_known_by_a_number_before_is_the_same_person(district: District, sync: Sync) -> None:
    """Sam came with a list of devices, and holds A1030."""
    told = sync({"users": EVERYBODY})
    assert counts(told) == (7, 7, 0, 0)
    assert called("Sam").badge == "700001"
    assert district.asset("A1030").holder_id == called("Sam").id
    assert counts(sync({"users": EVERYBODY}))[1] == 0


def test_who_is_named_no_more_has_left_and_owes_the_device(district: District, sync: Sync) -> None:
    sync({"users": EVERYBODY})
    told = sync({"users": EVERYBODY[1:]})
    assert called("Sam").left_at == now()
    assert owed() == [("Sam", "Marshall Middle", "left")]
    assert counts(told)[1] == 1
    assert counts(sync({"users": EVERYBODY[1:]}))[1] == 0


def test_a_student_who_returns_to_the_same_school_keeps_the_device(district: District, sync: Sync) -> None:
    sync({"users": EVERYBODY})
    sync({"users": EVERYBODY[1:]})
    sync({"users": EVERYBODY})
    assert owed() == []
    assert called("Sam").left_at is None
    assert district.asset("A1030").holder_id == called("Sam").id
    assert [row.how for row in db.session.scalars(select(Collection))] == ["returned"]


def test_whoever_comes_back_under_another_id_is_known_by_the_number(district: District, sync: Sync) -> None:
    """The school's system gave Sam a new sourcedId; the number is Sam's own in the whole district."""
    sync({"users": EVERYBODY})
    sync({"users": EVERYBODY[1:]})
    back = ("u-Sam2", *SAM[1:])
    assert counts(sync({"users": [back, *EVERYBODY[1:]]}))[3] == 0
    sam = db.session.scalars(select(Person).where(Person.external_id == "s-1")).one()
    assert (sam.sourced_id, sam.left_at, owed()) == ("u-Sam2", None, [])
    assert counts(sync({"users": [back, *EVERYBODY[1:]]}))[1] == 0


@pytest.mark.parametrize(
    ("row", "why"),
    [
        (student("Sam", "L", number="s-1"), "transferred"),
        (student("Sam", number="s-1", programme="vils"), "programme"),
        (student("Sam", number="s-1", status="tobedeleted"), "left"),
    ],
)
def test_each_way_of_going_says_why(district: District, sync: Sync, row: tuple[str, ...], why: str) -> None:
    sync({"users": EVERYBODY})
    sync({"users": [row, *EVERYBODY[1:]]})
    assert owed() == [("Sam", "Marshall Middle", why)]
    sync({"users": EVERYBODY})
    assert owed() == []


def test_the_last_year_graduates_in_its_season(
    district: District, sync: Sync, fixed_clock: FixedClock
) -> None:
    """Ben has the year 12: in October he leaves, in June he graduates."""
    sync({"users": EVERYBODY})
    with at_a_desk():
        custody.check_out(district.asset("A1020"), called("Ben"), district.act())
    sync({"users": EVERYBODY[:2] + EVERYBODY[3:]})
    assert owed() == [("Ben", "Marshall Middle", "left")]
    sync({"users": EVERYBODY})
    fixed_clock.now += timedelta(days=240)
    sync({"users": EVERYBODY[:2] + EVERYBODY[3:]})
    assert owed() == [("Ben", "Marshall Middle", "graduated")]


def test_a_check_in_ends_it_and_its_undo_begins_it_again(district: District, sync: Sync) -> None:
    sync({"users": EVERYBODY})
    sync({"users": EVERYBODY[1:]})
    with at_a_desk():
        custody.check_in(district.asset("A1030"), district.room("STO"), district.act())
    assert owed() == []
    assert [row.how for row in db.session.scalars(select(Collection))] == ["collected"]
    sync({"users": EVERYBODY})
    assert owed() == []


def test_half_a_bundle_says_so_and_lets_nobody_leave_whom_it_does_not_speak_of(
    district: District, sync: Sync
) -> None:
    """A file with no rows, and a bundle of one school, are no reason to think that everybody else has gone."""
    zora = student("Zora", "L", number="s-99")
    sync({"users": [*EVERYBODY, zora]})
    assert counts(sync({"users": []}))[1] == 0
    told = sync({"users": [zora]})
    assert counts(told)[1] == 0
    assert called("Sam").left_at is None
    told = sync({"users": [ANA, zora]})
    assert reasons(told) == {("users.csv", "many_leave"): 1}


def test_everybody_of_the_last_roster_is_many_whoever_else_is_here(district: District, sync: Sync) -> None:
    """People whom no roster named cannot leave by one, and hide nobody's leaving."""
    sync({"users": EVERYBODY})
    marshall = district.site(district.marshall)
    db.session.add_all(
        Person(site=marshall, given_name=f"Kim {at}", family_name="Lee", kind="student") for at in range(40)
    )
    db.session.commit()
    assert reasons(sync({"users": [student("Zora", number="s-99")]})) == {("users.csv", "many_leave"): 1}


def test_a_refused_row_still_names_somebody(district: District, sync: Sync) -> None:
    """A ragged row, a second of the same id, a school that nobody knows: nobody has left by that."""
    sync({"users": EVERYBODY})
    ragged = (*SAM, "one", "more")
    told = sync({"users": [ragged, ANA, ANA, student("Ben", "nowhere"), *EVERYBODY[3:]]})
    assert reasons(told) == {
        ("users.csv", "long_row"): 1,
        ("users.csv", "id_repeated"): 1,
        ("users.csv", "site_unknown"): 1,
    }
    assert [called(name).left_at for name in ("Sam", "Ana", "Ben")] == [None] * 3


def test_a_delta_says_only_what_changed(district: District, sync: Sync) -> None:
    """One leaves, one moves, one is new; of the others nothing is said."""
    sync({"users": EVERYBODY})
    gone = student("Sam", number="s-1", status="tobedeleted")
    told = sync({"users": [gone, student("Ana", "L"), student("Cy")]}, mode="delta")
    assert counts(told) == (5, 3, 0, 0)
    assert called("Ben").left_at is called("Tess").left_at is None
    assert (called("Sam").left_at, called("Ana").site.name) == (now(), "Lincoln High")
    assert counts(sync({"users": [gone, student("Ana", "L"), student("Cy")]}, mode="delta"))[1] == 0


def test_guardians_answer_for_a_student_as_long_as_the_roster_says_so(district: District, sync: Sync) -> None:
    sync({"users": EVERYBODY})
    assert [one.person_id for one in db.session.scalars(select(Guardianship))] == [called("Sam").id]
    told = sync({"users": EVERYBODY[:-1]})
    assert reasons(told) == {("users.csv", "agent_is_no_guardian"): 1}
    assert db.session.scalars(select(Guardian)).one().gone_at == now()
    assert db.session.scalars(select(Guardianship)).one().ended_at == now()


def test_classes_make_homerooms_and_a_homeroom_expects_its_devices(district: District, sync: Sync) -> None:
    """Sam's homeroom moves from 205 to Room 204, then the class ends; the library's class is a lesson."""
    users = {"users": EVERYBODY}
    lessons = [
        ("H", "", "7A", "homeroom", "room 204", "M"),
        ("S", "", "Science", "scheduled", "lib", "M"),
        ("X", "", "Nowhere", "scheduled", "Attic", "M"),
    ]
    enrolled = [
        ("e1", "", "H", "u-Sam", "student", "", ""), ("e2", "", "S", "u-Sam", "student", "2026-08-13", "2027-06-10"),
        ("e3", "", "S", "u-Tess", "teacher", "", ""), ("e4", "", "S", "u-Sam", "student", "", ""),
        ("e5", "", "S", "u-Nobody", "student", "", ""), ("e6", "", "Z", "u-Sam", "student", "", ""),
        ("e7", "", "S", "u-Ana", "aide", "", ""),
    ]  # fmt: skip
    told = sync(users | {"classes": lessons, "enrollments": enrolled})
    assert reasons(told) == {
        ("classes.csv", "room_unknown"): 1,
        ("enrollments.csv", "enrolled_twice"): 1,
        ("enrollments.csv", "person_unknown"): 1,
        ("enrollments.csv", "class_unknown"): 1,
        ("enrollments.csv", "role_not_kept"): 1,
    }
    assert called("Sam").homeroom == district.room("204")
    tag = district.asset("A1030").id
    assert all(tag in audits.expected_in(district.room(code)) for code in ("204", "LIB"))
    assert counts(sync(users | {"classes": lessons, "enrollments": enrolled}))[1] == 0
    sync(users | {"classes": lessons[1:], "enrollments": enrolled[1:]})
    assert called("Sam").homeroom is None
    assert tag not in audits.expected_in(district.room("204"))


def test_a_homeroom_that_moves_takes_its_students_along_in_a_delta(district: District, sync: Sync) -> None:
    sync(
        {
            "users": EVERYBODY,
            "classes": [("H", "", "7A", "homeroom", "204", "M")],
            "enrollments": [("e1", "", "H", "u-Sam", "student", "", "")],
        }
    )
    sync({"classes": [("H", "", "7A", "homeroom", "LIB", "M")]}, mode="delta")
    assert called("Sam").homeroom == district.room("LIB")
    assert db.session.scalars(select(Person).where(Person.external_id == "s-1")).one() == called("Sam")


def test_a_role_counts_to_the_end_of_its_last_day_and_no_longer(
    district: District, sync: Sync, fixed_clock: FixedClock
) -> None:
    """The day is the district's: it is still the evening of the 14th there when it is the 15th in Greenwich."""
    users = {"users": [SAM, ANA]}
    roles = [("r1", "active", "u-Sam", "primary", "student", "", "2026-10-14", "M"),
             ("r2", "active", "u-Ana", "primary", "student", "", "", "M")]  # fmt: skip
    with_roles = users | {"roles": roles}
    sync(with_roles)
    assert called("Sam").left_at is None
    clock.live_in("America/Los_Angeles")
    fixed_clock.now = datetime(2026, 10, 15, 5, tzinfo=UTC)
    assert counts(sync(with_roles))[1] == 0
    fixed_clock.now = datetime(2026, 10, 15, 8, tzinfo=UTC)
    told = sync(with_roles)
    assert ("roles.csv", "role_over") in reasons(told)
    assert called("Sam").left_at is not None
    assert called("Ana").left_at is None
    assert owed() == [("Sam", "Marshall Middle", "left")]
    assert counts(sync(with_roles))[1] == 0


def test_an_enrolment_that_is_over_makes_no_homeroom_and_leaves_room_for_the_next(
    district: District, sync: Sync
) -> None:
    classes = [
        ("c1", "", "Homeroom 204", "homeroom", "204", "M"),
        ("c2", "", "Maths", "scheduled", "205", "M"),
    ]
    old = [("e1", "active", "c1", "u-Ana", "student", "2025-08-14", "2026-06-10"),
           ("e2", "active", "c2", "u-Ana", "student", "2025-08-14", "2026-06-10")]  # fmt: skip
    held = [(*row[:5], "2026-08-13", "2027-06-10") for row in old]
    bundle = {"users": [ANA], "classes": classes}
    sync(bundle | {"enrollments": held})
    assert called("Ana").homeroom is not None
    sync(bundle | {"enrollments": old})
    assert called("Ana").homeroom is None
    assert counts(sync(bundle | {"enrollments": old}))[1] == 0
    both = [*old, ("e3", *held[0][1:]), ("e4", *held[1][1:])]
    assert counts(sync(bundle | {"enrollments": both}))[3] == 0
    homeroom = called("Ana").homeroom
    assert homeroom is not None
    assert homeroom.code == "204"
    assert counts(sync(bundle | {"enrollments": both}))[1] == 0
