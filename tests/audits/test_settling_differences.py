"""What a count missed is settled by itself once it turns up; anything else by what somebody does."""

from collections.abc import Callable

from sqlalchemy import select

from app.db import db
from app.domain import custody, register
from app.models import Discrepancy, Person
from tests.conftest import FixedClock
from tests.district import District
from tests.phones import Phone, at_a_desk

NewPhone = Callable[[str], Phone]


def test_a_device_found_elsewhere_settles_the_other_room_s_missing(
    phone: NewPhone, district: District
) -> None:
    ivy = phone("ivy")
    ivy.sends(ivy.sees("204", "A1002"), ivy.finishes("204"))
    assert how(district, "A1001", "missing") == [None]
    assert ivy.counts("205", "A1001") == ["elsewhere"]
    assert how(district, "A1001", "missing") == ["seen_elsewhere"]
    assert "A1001" in ivy.difference()["missing"]


def test_so_does_one_that_was_seen_there_before_its_own_room_was_counted(
    phone: NewPhone, district: District
) -> None:
    ivy = phone("ivy")
    ivy.sends(ivy.sees("205", "A1001"), ivy.finishes("205"), ivy.sees("204", "A1002"), ivy.finishes("204"))
    assert how(district, "A1001", "missing") == ["seen_elsewhere"]
    assert how(district, "A1001", "elsewhere") == [None]


def test_what_was_seen_elsewhere_before_it_was_placed_here_is_missing(
    phone: NewPhone, district: District, fixed_clock: FixedClock
) -> None:
    """Seen in 205 in the morning, moved to 204 at noon, not in 204 in the afternoon: nobody knows where it is."""
    ivy = phone("ivy")
    ivy.sends(ivy.sees("205", "A1011"), ivy.finishes("205"))
    fixed_clock.pass_time(minutes=5)
    with at_a_desk():
        register.move(district.asset("A1011"), district.room("204"), district.act())
    fixed_clock.pass_time(minutes=5)
    ivy.sends(ivy.sees("204", "A1002"), ivy.finishes("204"))
    assert how(district, "A1011", "missing") == [None]


def test_what_was_seen_elsewhere_last_year_is_missing(
    phone: NewPhone, district: District, fixed_clock: FixedClock
) -> None:
    """Policy: CERT-1."""
    ivy = phone("ivy")
    ivy.sends(ivy.sees("205", "A1001"), ivy.finishes("205"))
    fixed_clock.pass_time(days=300)
    ivy.sends(ivy.sees("204", "A1002"), ivy.finishes("204"))
    assert how(district, "A1001", "missing") == [None]


def test_a_sighting_heard_late_settles_only_what_it_would_have_settled_in_time(
    phone: NewPhone, district: District, fixed_clock: FixedClock
) -> None:
    """Seen in 205, then at home in 204, then gone: that somebody saw it in 205 before says nothing about now."""
    ivy, tess = phone("ivy"), phone("tess")
    late = tess.sees("205", "A1001")
    fixed_clock.pass_time(minutes=5)
    ivy.sends(ivy.sees("204", "A1001"), ivy.finishes("204"))
    fixed_clock.pass_time(days=2)
    jonas = phone("jonas")
    jonas.sends(jonas.sees("204", "A1002"), jonas.finishes("204"))
    tess.sends(late)
    assert how(district, "A1001", "missing") == [None]


def test_what_turns_up_in_its_own_room_next_week_is_settled(
    phone: NewPhone, district: District, fixed_clock: FixedClock
) -> None:
    ivy = phone("ivy")
    ivy.sends(ivy.sees("204", "A1002"), ivy.finishes("204"))
    fixed_clock.pass_time(days=7)
    jonas = phone("jonas")
    jonas.counts("204", "A1001")
    assert how(district, "A1001", "missing") == ["seen_later"]


def test_undoing_what_settled_it_opens_it_again(phone: NewPhone, district: District) -> None:
    ivy = phone("ivy")
    ivy.sends(ivy.sees("204", "A1002"), ivy.finishes("204"))
    first, second = ivy.sees("205", "A1001"), ivy.sees("LIB", "A1001")
    ivy.sends(first, second)
    ivy.sends(ivy.undoes(second, room="LIB"))
    assert how(district, "A1001", "missing") == ["seen_elsewhere"]
    ivy.sends(ivy.undoes(first, room="205"))
    assert how(district, "A1001", "missing") == [None]


def test_opened_again_it_is_not_missing_where_it_was_seen_late(
    phone: NewPhone, district: District, fixed_clock: FixedClock
) -> None:
    ivy, tess = phone("ivy"), phone("tess")
    tess.audits["204"] = ivy.audit("204")
    late = tess.sees("204", "A1001")
    ivy.sends(ivy.sees("204", "A1002"), ivy.finishes("204"))
    fixed_clock.pass_time(minutes=5)
    elsewhere = ivy.sees("205", "A1001")
    ivy.sends(elsewhere)
    tess.sends(late)
    ivy.sends(ivy.undoes(elsewhere, room="205"))
    assert how(district, "A1001", "missing") == ["no_longer_so"]


def test_placing_a_device_where_it_was_seen_settles_that_it_belonged_elsewhere(
    phone: NewPhone, district: District
) -> None:
    ivy = phone("ivy")
    ivy.sends(ivy.sees("204", "A1011"), ivy.finishes("204"))
    with at_a_desk():
        register.move(district.asset("A1011"), district.room("LIB"), district.act())
    assert how(district, "A1011", "elsewhere") == [None]
    with at_a_desk():
        register.move(district.asset("A1011"), district.room("204"), district.act("jonas"))
    assert how(district, "A1011", "elsewhere") == ["moved_here"]
    settled = db.session.scalars(select(Discrepancy).where(Discrepancy.kind == "elsewhere")).one()
    assert settled.settled_by == district.user("jonas")


def test_what_is_seen_at_home_again_no_longer_belongs_elsewhere(phone: NewPhone, district: District) -> None:
    ivy = phone("ivy")
    ivy.sends(ivy.sees("204", "A1011"), ivy.finishes("204"))
    assert how(district, "A1011", "elsewhere") == [None]
    at_home = ivy.sees("205", "A1011")
    ivy.sends(at_home)
    assert how(district, "A1011", "elsewhere") == ["seen_at_home"]
    ivy.sends(ivy.undoes(at_home, room="205"))
    assert how(district, "A1011", "elsewhere") == [None]


def test_what_somebody_settled_stays_settled_when_the_difference_is_made_again(
    phone: NewPhone, district: District
) -> None:
    ivy = phone("ivy")
    ivy.sends(ivy.sees("204", "A1011"), ivy.finishes("204"))
    with at_a_desk():
        register.move(district.asset("A1011"), district.room("204"), district.act())
    ivy.sends(ivy.sees("204", "A1001"))
    assert how(district, "A1011", "elsewhere") == ["moved_here"]


def test_a_device_of_a_student_is_missed_in_the_homeroom_and_seen_elsewhere(
    phone: NewPhone, district: District
) -> None:
    with at_a_desk():
        sam = db.session.scalars(select(Person).where(Person.family_name == "Nguyen")).one()
        custody.check_out(district.asset("A1020"), sam, district.act())
    ivy = phone("ivy")
    ivy.sends(ivy.sees("205", "A1030"), ivy.finishes("205"))
    assert how(district, "A1020", "missing") == [None]
    assert ivy.counts("LIB", "A1020") == ["held"]
    assert how(district, "A1020", "missing") == ["seen_elsewhere"]


def test_a_second_tap_moves_nothing_back(phone: NewPhone, district: District) -> None:
    ivy = phone("ivy")
    ivy.sends(ivy.sees("204", "A1011"), ivy.finishes("204"))
    found = db.session.scalars(select(Discrepancy).where(Discrepancy.kind == "elsewhere")).one()
    move_here = f"/discrepancies/{found.uuid}/move-here"
    assert ivy.visitor.post(move_here).status_code == 303
    with at_a_desk():
        register.move(district.asset("A1011"), district.room("LIB"), district.act())
    answer = ivy.visitor.post(move_here)
    assert (answer.status_code, "Somebody settled this a moment ago." in answer.text) == (409, True)
    assert district.asset("A1011").room == district.room("LIB")


def how(district: District, tag: str, kind: str) -> list[str | None]:
    """How the discrepancies of a kind about a device were settled, None for what is open."""
    db.session.rollback()
    found = select(Discrepancy.settled_how).where(
        Discrepancy.asset_id == district.asset(tag).id, Discrepancy.kind == kind
    )
    return list(db.session.scalars(found.order_by(Discrepancy.id)))
