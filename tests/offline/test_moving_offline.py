"""A command made without a network: nobody's later change is overwritten, and one's own earlier one is no conflict."""

from collections.abc import Callable

from app.domain import custody, register
from tests.district import District
from tests.phones import Phone, at_a_desk

NewPhone = Callable[[str], Phone]


def test_a_move_is_made_as_of_the_version_the_phone_knew(phone: NewPhone, district: District) -> None:
    ivy = phone("ivy")
    [told] = ivy.sends(ivy.moves("A1001", "205", base=1))
    assert (told["outcome"], told["moved"], told["version"]) == ("applied", True, 2)
    assert district.asset("A1001").room == district.room("205")


def test_somebody_else_s_change_meanwhile_is_a_conflict_and_nothing_is_applied(
    phone: NewPhone, district: District
) -> None:
    """Fault 27: two phones move one device offline."""
    ivy, jonas = phone("ivy"), phone("jonas")
    late = jonas.moves("A1001", "LIB", base=1)
    ivy.sends(ivy.moves("A1001", "205", base=1))
    [told] = jonas.sends(late)
    assert (told["outcome"], told["reason"]) == ("conflict", "changed_by_another")
    assert "A1001" in told["message"]
    assert district.asset("A1001").room == district.room("205")
    assert [result["outcome"] for result in jonas.sends(jonas.moves("A1001", "LIB", base=2))] == ["applied"]


def test_one_s_own_earlier_change_on_the_same_phone_is_none(phone: NewPhone, district: District) -> None:
    ivy = phone("ivy")
    first, second, third = (ivy.moves("A1001", room, base=1) for room in ("205", "LIB", "204"))
    assert [result["outcome"] for result in ivy.sends(first, second)] == ["applied", "applied"]
    assert [result["outcome"] for result in ivy.sends(third)] == ["applied"]
    assert (district.asset("A1001").room, district.asset("A1001").version) == (district.room("204"), 4)


def test_one_s_own_later_change_is(phone: NewPhone, district: District) -> None:
    """Fault 4: heard the other way round, the earlier wish must not win."""
    ivy = phone("ivy")
    first, second = ivy.moves("A1001", "205", base=1), ivy.moves("A1001", "LIB", base=1)
    ivy.sends(second)
    assert [result["outcome"] for result in ivy.sends(first)] == ["conflict"]
    assert district.asset("A1001").room == district.room("LIB")


def test_one_s_own_change_on_another_phone_is(phone: NewPhone, district: District) -> None:
    old, new = phone("ivy"), phone("ivy")
    late = old.moves("A1001", "205", base=1)
    new.sends(new.moves("A1001", "LIB", base=1))
    assert [result["outcome"] for result in old.sends(late)] == ["conflict"]


def test_somebody_else_s_change_between_two_of_one_s_own_is(phone: NewPhone, district: District) -> None:
    ivy = phone("ivy")
    ivy.sends(ivy.moves("A1001", "205", base=1))
    with at_a_desk():
        register.move(district.asset("A1001"), district.room("LIB"), district.act("jonas"))
    assert [result["outcome"] for result in ivy.sends(ivy.moves("A1001", "STO", base=1))] == ["conflict"]


def test_a_sighting_in_between_is_no_change(phone: NewPhone) -> None:
    ivy, tess = phone("ivy"), phone("tess")
    move = ivy.moves("A1001", "205", base=1)
    tess.counts("204", "A1001", "A1001")
    assert [result["outcome"] for result in ivy.sends(move)] == ["applied"]


def test_a_version_the_server_never_had_is_a_conflict(phone: NewPhone) -> None:
    """Fault 25: the server came back from last night's backup."""
    ivy = phone("ivy")
    assert [result["outcome"] for result in ivy.sends(ivy.moves("A1001", "205", base=9))] == ["conflict"]


def test_without_a_version_it_is_made_as_things_are(phone: NewPhone) -> None:
    ivy = phone("ivy")
    assert [result["outcome"] for result in ivy.sends(ivy.moves("A1001", "205", base=None))] == ["applied"]


def test_a_move_to_where_it_stands_is_done_already(phone: NewPhone, district: District) -> None:
    ivy = phone("ivy")
    [told] = ivy.sends(ivy.moves("A1001", "204", base=1))
    assert (told["outcome"], told["moved"], told["version"]) == ("applied", False, 1)
    assert district.asset("A1001").event_number == 1


def test_what_a_student_holds_is_not_moved(phone: NewPhone, district: District) -> None:
    ivy = phone("ivy")
    assert [result["reason"] for result in ivy.sends(ivy.moves("A1030", "205", base=2))] == ["still_held"]
    with at_a_desk():
        custody.check_in(district.asset("A1030"), district.room("STO"), district.act())
    assert [result["outcome"] for result in ivy.sends(ivy.moves("A1030", "205", base=3))] == ["applied"]


def test_another_school_s_device_is_not_there_to_be_moved(phone: NewPhone, district: District) -> None:
    ivy = phone("ivy")
    told = ivy.sends(ivy.moves("B2001", "204", base=1), ivy.moves("A1001", "L1", base=1))
    assert [result["reason"] for result in told] == ["no_such_thing", "not_permitted"]


def test_a_failed_command_leaves_the_rest_of_the_batch_as_it_should_be(
    phone: NewPhone, district: District
) -> None:
    """What was refused half way is forgotten in memory too."""
    with at_a_desk():
        asset = district.asset("A1002")
        register.move(asset, district.room("205"), district.act())
    ivy = phone("ivy")
    seen, move = ivy.sees("204", "A1001"), ivy.moves("A1002", "LIB", base=1)
    told = ivy.sends(seen, move, ivy.sees("204", "A1002"), ivy.undoes(seen), ivy.sees("204", "A1001"))
    assert [result["outcome"] for result in told] == ["applied", "conflict", "applied", "applied", "applied"]
    assert district.asset("A1001").event_number == 4
    assert district.faults() == []
