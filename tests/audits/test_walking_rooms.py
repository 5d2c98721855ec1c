"""The rooms of a school as somebody walks them: which are counted, how far, by whom, and what is left to settle."""

from collections.abc import Callable

from app.db import db
from app.domain import audits, losses, register
from app.domain.audits import RoomProgress
from tests.conftest import FixedClock, Visits
from tests.district import District
from tests.phones import Phone, at_a_desk

NewPhone = Callable[[str], Phone]


def test_a_room_nobody_counted_is_to_do(district: District) -> None:
    progress = rooms(district)
    assert {code: (each.state, each.counted, each.expected) for code, each in progress.items()} == {
        "204": ("todo", 0, 8),
        "205": ("todo", 0, 3),
        "LIB": ("todo", 0, 0),
        "STO": ("todo", 0, 1),
    }


def test_a_room_being_counted_says_how_far_and_by_whom(phone: NewPhone, district: District) -> None:
    phone("tess").counts("204", "A1001", "A1002", "A1011")
    room = rooms(district)["204"]
    assert (room.state, room.counted, room.expected, room.by) == ("open", 2, 8, "Tess Rivera")


def test_the_ring_and_the_difference_agree(
    phone: NewPhone, district: District, fixed_clock: FixedClock
) -> None:
    """With something found, something moved here, and something moved away in the middle of the count."""
    with at_a_desk():
        losses.report(district.asset("A1020"), "lost", district.act())
    ivy = phone("ivy")
    ivy.counts("204", "A1001", "A1002", "A1011", "A1020")
    with at_a_desk():
        register.move(district.asset("A1011"), district.room("204"), district.act())
        register.move(district.asset("A1002"), district.room("205"), district.act())
    for _ in range(2):
        room, told = rooms(district)["204"], ivy.difference()
        assert (room.counted, room.expected) == (told["seen"], told["expected"]) == (2, 8)
        ivy.sends(ivy.finishes("204"))


def test_a_counted_room_says_when_by_whom_and_what_is_left(
    phone: NewPhone, district: District, fixed_clock: FixedClock
) -> None:
    ivy, tess = phone("ivy"), phone("tess")
    ivy.counts("205", "A1011", "A1030")
    finished = fixed_clock.pass_time(minutes=4)
    tess.audits["205"] = ivy.audit("205")
    tess.sends(tess.finishes("205"))
    room = rooms(district)["205"]
    assert (room.state, room.counted, room.expected, room.unsettled) == ("counted", 2, 3, 1)
    assert (room.when, room.by) == (finished, "Tess Rivera")


def test_a_count_of_last_fiscal_year_is_to_do_again(
    phone: NewPhone, district: District, fixed_clock: FixedClock
) -> None:
    """Policy: CERT-1. The year ends when June 30 ends at the school, which is July 1 in Greenwich by then."""
    fixed_clock.pass_time(days=259, hours=13)
    assert fixed_clock.now.isoformat() == "2027-07-01T05:00:00+00:00"
    ivy = phone("ivy")
    ivy.sends(ivy.sees("205", "A1011"), ivy.finishes("205"))
    assert rooms(district)["205"].state == "counted"
    fixed_clock.pass_time(hours=3)
    assert rooms(district)["205"].state == "todo"


def rooms(district: District) -> dict[str, RoomProgress]:
    db.session.rollback()
    return {each.room.code: each for each in audits.rooms_of(district.site(district.marshall).id)}


def test_the_next_room_is_the_next_door_that_waits_for_a_count(
    phone: NewPhone, visit: Visits, district: District
) -> None:
    """Doors in their order: Library (nothing belongs there), 204, 205, Storage."""
    ivy = phone("ivy")
    ivy.sends(ivy.sees("205", "A1011"), ivy.finishes("205"))
    assert next_after(visit, district, "204") == f"/rooms/{district.room('STO').uuid}/count"
    assert next_after(visit, district, "STO") == f"/rooms/{district.room('204').uuid}/count"
    ivy.sends(
        *(operation for room in ("204", "STO") for operation in (ivy.sees(room, "A1001"), ivy.finishes(room)))
    )
    assert next_after(visit, district, "STO") == f"/rooms/{district.room('LIB').uuid}/count"
    ivy.sends(ivy.sees("LIB", "A1001"), ivy.finishes("LIB"))
    assert next_after(visit, district, "STO") == "/rooms?site=8217"


def next_after(visit: Visits, district: District, room: str) -> str:
    answer = visit("ivy").get(f"/rooms/{district.room(room).uuid}/next")
    assert answer.status_code == 303
    return answer.location
