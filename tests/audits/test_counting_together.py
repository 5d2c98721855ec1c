"""Two people, two phones, one room: it is one count, whoever came first and whoever is heard first."""

from collections.abc import Callable
from datetime import timedelta

from app.models import Audit, AuditName, Discrepancy
from tests.asking import number_of
from tests.conftest import FixedClock
from tests.district import District
from tests.phones import Phone, at_a_desk

NewPhone = Callable[[str], Phone]


def test_opening_a_room_that_is_being_counted_joins_the_count(phone: NewPhone) -> None:
    ivy, tess = phone("ivy"), phone("tess")
    assert ivy.counts("204", "A1001", "A1002") == ["here", "here"]
    assert tess.counts("204", "A1002", "A1003") == ["already", "here"]
    for one in (ivy, tess):
        assert one.difference()["seen"] == 3
    assert ivy.difference()["id"] == tess.difference()["id"]
    assert number_of(Audit) == 1
    assert number_of(AuditName) == 2


def test_the_answer_to_opening_says_which_count_it_is(phone: NewPhone) -> None:
    ivy, tess = phone("ivy"), phone("tess")
    [opened] = ivy.sends(ivy.makes("audit.open", {"audit": ivy.audit("204"), "room": ivy.room("204")}))
    [joined] = tess.sends(tess.makes("audit.open", {"audit": tess.audit("204"), "room": tess.room("204")}))
    assert opened["audit"] == joined["audit"] == ivy.audit("204")


def test_the_first_finishes_and_the_second_is_heard_late(phone: NewPhone, fixed_clock: FixedClock) -> None:
    ivy, tess = phone("ivy"), phone("tess")
    offline = [tess.sees("204", "A1003"), tess.sees("204", "A1004"), tess.finishes("204")]
    fixed_clock.pass_time(minutes=5)
    ivy.sends(ivy.sees("204", "A1001"), ivy.finishes("204"))
    fixed_clock.pass_time(hours=2)
    told = tess.sends(*offline)
    assert [result.get("verdict") for result in told] == ["here", "here", None]
    assert told[-1]["first"] is False
    assert (ivy.difference()["seen"], ivy.difference()["late"]) == (3, 2)
    assert number_of(Audit) == 1


def test_the_same_two_phones_heard_the_other_way_round(phone: NewPhone, fixed_clock: FixedClock) -> None:
    ivy, tess = phone("ivy"), phone("tess")
    early = [tess.sees("204", "A1003"), tess.sees("204", "A1004")]
    fixed_clock.pass_time(minutes=5)
    offline = [ivy.sees("204", "A1001"), ivy.finishes("204")]
    fixed_clock.pass_time(hours=2)
    tess.sends(*early, tess.finishes("204"))
    ivy.sends(*offline)
    assert tess.difference()["seen"] == 3
    assert number_of(Audit) == 1


def test_a_room_counted_again_next_week_is_another_count(
    phone: NewPhone, district: District, fixed_clock: FixedClock
) -> None:
    ivy = phone("ivy")
    ivy.sends(ivy.sees("204", "A1001"), ivy.finishes("204"))
    fixed_clock.pass_time(days=7)
    jonas = phone("jonas")
    assert jonas.counts("204", "A1001") == ["here"]
    assert (ivy.difference()["seen"], jonas.difference()["seen"]) == (1, 1)
    assert number_of(Audit) == 2


def test_what_a_phone_saw_weeks_before_is_no_part_of_today_s_count(
    phone: NewPhone, fixed_clock: FixedClock
) -> None:
    """Fault 28: a phone lay in a drawer for 45 days. Nothing of it is lost, and nothing of it was seen today."""
    tess = phone("tess")
    forgotten = [tess.sees("204", "A1001"), tess.sees("204", "A1002")]
    fixed_clock.pass_time(days=45)
    ivy = phone("ivy")
    ivy.counts("204", "A1003")
    assert [result["verdict"] for result in tess.sends(*forgotten)] == ["here", "here"]
    assert "A1001" in ivy.difference()["missing"]
    assert (ivy.difference()["seen"], ivy.difference()["finished_at"]) == (1, None)
    then = tess.difference()
    assert (then["seen"], then["finished_at"]) == (2, "2026-10-14T16:00:00.000000Z")
    assert tess.sends(tess.finishes("204"))[0]["first"] is False


def test_a_count_left_open_for_days_is_still_the_room_s_count(
    phone: NewPhone, fixed_clock: FixedClock
) -> None:
    ivy = phone("ivy")
    ivy.counts("204", "A1001")
    fixed_clock.pass_time(days=3)
    tess = phone("tess")
    tess.counts("204", "A1002")
    assert ivy.difference()["seen"] == 2


def test_a_count_belongs_to_its_room(phone: NewPhone) -> None:
    ivy = phone("ivy")
    ivy.counts("204", "A1001")
    ivy.audits["205"] = ivy.audit("204")
    [told] = ivy.sends(ivy.sees("205", "A1011"))
    assert (told["outcome"], told["reason"]) == ("rejected", "not_this_room")


def test_a_room_that_closed_meanwhile_is_counted_all_the_same(phone: NewPhone, district: District) -> None:
    """Whoever stood in it and saw something was not wrong because of a page."""
    ivy = phone("ivy")
    seen = ivy.sees("LIB", "A1011")
    with at_a_desk():
        district.room("LIB").closed_at = district.act().happened_at - timedelta(hours=1)
    assert [result["verdict"] for result in ivy.sends(seen)] == ["elsewhere"]


def test_another_school_s_room_cannot_be_counted(phone: NewPhone, district: District) -> None:
    ivy, lola = phone("ivy"), phone("lola")
    told = ivy.sends(
        ivy.sees("L1", "B2001"), ivy.makes("audit.open", {"audit": ivy.audit("L1"), "room": ivy.room("L1")})
    )
    assert [(result["outcome"], result["reason"]) for result in told] == [("rejected", "not_permitted")] * 2
    assert lola.counts("L1", "B2001") == ["here"]


def test_nor_can_another_school_s_count_be_joined_or_finished(phone: NewPhone) -> None:
    ivy, lola = phone("ivy"), phone("lola")
    lola.counts("L1", "B2001")
    ivy.audits["L1"] = lola.audit("L1")
    told = ivy.sends(ivy.sees("L1", "B2002"), ivy.finishes("L1"), ivy.explains("L1", "B2002"))
    assert {(result["outcome"], result["reason"]) for result in told} == {("rejected", "not_permitted")}
    assert (lola.difference("L1")["seen"], lola.difference("L1")["finished_at"]) == (1, None)


def test_the_region_s_administrator_looks_on_and_does_not_count(phone: NewPhone) -> None:
    rhea = phone("rhea")
    assert [result["reason"] for result in rhea.sends(rhea.sees("204", "A1001"))] == ["not_permitted"]


def test_discrepancies_are_made_once_however_many_finish(phone: NewPhone) -> None:
    ivy, tess = phone("ivy"), phone("tess")
    for one in (ivy, tess):
        one.sends(one.sees("204", "A1001"), one.finishes("204"))
    assert number_of(Discrepancy) == len(ivy.difference()["missing"])
