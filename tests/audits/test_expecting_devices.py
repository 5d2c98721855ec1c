"""A room expects what stands there, what is in its carts, and what its homeroom's students hold. Policy: CUS-7."""

from datetime import date

import pytest
from sqlalchemy import select

from app.clock import now
from app.db import db
from app.domain import audits, carts, custody, ledger, losses, register
from app.models import Asset, Enrollment, Person, SchoolClass
from tests.district import District
from tests.phones import at_a_desk


@pytest.mark.parametrize(
    ("room", "tags"),
    [
        ("204", {"A1001", "A1002", "A1003", "A1004", "A1005", "C1", "A1006", "A1007"}),
        ("205", {"A1011", "A1012", "A1030"}),
        ("STO", {"A1020"}),
        ("LIB", set()),
        ("L1", {"B2001", "B2002"}),
    ],
)
def test_a_room_expects_what_stands_there_what_its_carts_hold_and_what_its_students_hold(
    district: District, room: str, tags: set[str]
) -> None:
    assert tags_expected(district, room) == tags


def test_a_cart_that_moves_takes_along_what_is_in_it(district: District) -> None:
    with at_a_desk():
        register.move(district.asset("C1"), district.room("LIB"), district.act())
    assert tags_expected(district, "LIB") == {"C1", "A1006", "A1007"}


def test_a_device_lent_out_of_a_cart_is_expected_with_its_student(district: District) -> None:
    with at_a_desk():
        custody.check_out(district.asset("A1006"), sam(), district.act())
    assert "A1006" in tags_expected(district, "205")
    assert "A1006" not in tags_expected(district, "204")


def test_nobody_expects_what_is_lost_or_with_repair(district: District) -> None:
    with at_a_desk():
        losses.report(district.asset("A1001"), "stolen", district.act())
        ledger.record(district.asset("A1002"), "sent_to_repair", district.act())
    assert not {"A1001", "A1002"} & tags_expected(district, "204")


def test_a_homeroom_does_not_expect_another_school_s_device(district: District) -> None:
    """Zora changes schools and still holds Lincoln's device: its tag is nothing for Marshall to see."""
    with at_a_desk():
        zora = db.session.scalars(select(Person).where(Person.family_name == "Hidden")).one()
        zora.homeroom_id, zora.site_id = district.room("205").id, district.site(district.marshall).id
    assert "B2003" not in tags_expected(district, "205")


def test_a_class_room_expects_what_its_students_hold_while_the_class_lasts(district: District) -> None:
    """Sam's homeroom is 205; the science class meets in the library and 204, until a day that is over."""
    with at_a_desk():
        science = learns_in(district, "LIB", sam())
        learns_in(district, "LIB", sam())
        learns_in(district, "204", sam(), ended_on=date(2026, 6, 10))
    assert "A1030" in tags_expected(district, "LIB")
    assert "A1030" in tags_expected(district, "205")
    assert "A1030" not in tags_expected(district, "204")
    expected = [
        audits.expected_by_room(district.room("LIB").site_id)[district.room(code).id]
        for code in ("LIB", "205")
    ]
    assert expected == [1, 3]
    with at_a_desk():
        science.dropped_at = now()
    assert "A1030" in tags_expected(district, "LIB")
    with at_a_desk():
        for one in db.session.scalars(select(SchoolClass)):
            one.ended_at = now()
    assert tags_expected(district, "LIB") == set()


def test_nobody_awaits_in_class_who_has_left(district: District) -> None:
    """What Sam holds is to be collected now. Policy: CUS-3."""
    with at_a_desk():
        learns_in(district, "LIB", sam())
        sam().left_at = now()
    assert "A1030" not in tags_expected(district, "205") | tags_expected(district, "LIB")


def test_the_list_and_the_number_say_the_same(district: District) -> None:
    with at_a_desk():
        carts.load(district.asset("C1"), district.asset("A1020"), 3, district.act())
    by_room = audits.expected_by_room(district.site(district.marshall).id)
    for code in ("204", "205", "LIB", "STO"):
        room = district.room(code)
        rows = {asset.id for asset in db.session.scalars(audits.expected_rows(room))}
        assert rows == audits.expected_in(room)
        assert by_room.get(room.id, 0) == len(rows)


def learns_in(district: District, room: str, person: Person, *, ended_on: date | None = None) -> Enrollment:
    met = district.room(room)
    lesson = SchoolClass(site_id=met.site_id, title=f"Science in {room}", room_id=met.id)
    enrolled = Enrollment(school_class=lesson, person_id=person.id, ended_on=ended_on)
    db.session.add(enrolled)
    db.session.flush()
    return enrolled


def tags_expected(district: District, room: str) -> set[str | None]:
    keys = audits.expected_in(district.room(room))
    return set(db.session.scalars(select(Asset.tag).where(Asset.id.in_(keys))))


def sam() -> Person:
    return db.session.scalars(select(Person).where(Person.family_name == "Nguyen")).one()
