"""Taking something back: what it caused goes with it, as far as nothing touched the device since."""

from collections.abc import Callable

from sqlalchemy import select

from app.db import db
from app.domain import ledger, losses, register
from app.models import Absence, Discrepancy, Event, Forerunner, Sighting
from tests.conftest import FixedClock
from tests.district import District
from tests.phones import Phone, at_a_desk, name_of

NewPhone = Callable[[str], Phone]


def test_an_undone_sighting_counts_no_more(
    phone: NewPhone, district: District, fixed_clock: FixedClock
) -> None:
    ivy = phone("ivy")
    seen = ivy.sees("204", "A1001")
    ivy.sends(seen)
    fixed_clock.pass_time(minutes=1)
    ivy.sends(ivy.undoes(seen))
    assert "A1001" in ivy.difference()["missing"]
    assert (district.asset("A1001").last_seen_at, district.asset("A1001").last_seen_room) == (None, None)
    assert ivy.counts("204", "A1001") == ["here"]
    assert district.faults() == []


def test_undoing_twice_is_undoing_once(phone: NewPhone, district: District) -> None:
    ivy = phone("ivy")
    seen = ivy.sees("204", "A1001")
    results = ivy.sends(seen, ivy.undoes(seen), ivy.undoes(seen))
    assert [result["outcome"] for result in results] == ["applied"] * 3
    actions = select(Event.action).where(Event.asset_id == district.asset("A1001").id).order_by(Event.number)
    assert list(db.session.scalars(actions)) == ["registered", "sighted", "sighting_undone"]


def test_the_sighting_before_is_the_last_one_again(
    phone: NewPhone, district: District, fixed_clock: FixedClock
) -> None:
    ivy = phone("ivy")
    first = fixed_clock.now
    ivy.counts("205", "A1011")
    fixed_clock.pass_time(minutes=5)
    mistaken = ivy.sees("204", "A1011")
    ivy.sends(mistaken, ivy.undoes(mistaken))
    assert (district.asset("A1011").last_seen_at, district.asset("A1011").last_seen_room) == (
        first,
        district.room("205"),
    )


def test_an_undone_finding_is_lost_again(phone: NewPhone, district: District) -> None:
    lose(district, "A1001")
    ivy = phone("ivy")
    seen = ivy.sees("205", "A1001")
    ivy.sends(seen)
    assert district.asset("A1001").state == "deployed"
    ivy.sends(ivy.undoes(seen, room="205"))
    assert (district.asset("A1001").state, district.asset("A1001").room) == ("lost", None)
    assert ivy.difference("205")["found"] == []
    assert district.faults() == []


def test_what_somebody_moved_since_stays_found(phone: NewPhone, district: District) -> None:
    lose(district, "A1001")
    ivy = phone("ivy")
    seen = ivy.sees("205", "A1001")
    ivy.sends(seen)
    with at_a_desk():
        register.move(district.asset("A1001"), district.room("LIB"), district.act("jonas"))
    ivy.sends(ivy.undoes(seen, room="205"))
    assert (district.asset("A1001").state, district.asset("A1001").room) == ("deployed", district.room("LIB"))


def test_what_somebody_found_without_a_count_stays_found(phone: NewPhone, district: District) -> None:
    """It was handed in at the office; that somebody scanned it later, by mistake, has nothing to do with it."""
    lose(district, "A1001")
    with at_a_desk():
        found = {"room_id": district.room("204").id}
        ledger.record(district.asset("A1001"), "found", district.act(), to="deployed", changes=found)
    ivy = phone("ivy")
    seen = ivy.sees("204", "A1001")
    ivy.sends(seen, ivy.undoes(seen))
    assert district.asset("A1001").state == "deployed"


def test_what_somebody_else_saw_too_stays_found_until_they_take_it_back(
    phone: NewPhone, district: District
) -> None:
    lose(district, "A1001")
    ivy, jonas = phone("ivy"), phone("jonas")
    first = ivy.sees("205", "A1001")
    ivy.sends(first)
    second = jonas.sees("205", "A1001")
    assert [result["verdict"] for result in jonas.sends(second)] == ["already"]
    ivy.sends(ivy.undoes(first, room="205"))
    assert district.asset("A1001").state == "deployed"
    assert ivy.difference("205")["found"] == ["A1001"]
    jonas.sends(jonas.undoes(second, room="205"))
    assert district.asset("A1001").state == "lost"
    assert ivy.difference("205")["found"] == []
    assert district.faults() == []


def test_who_was_told_already_is_the_one_who_saw_it_once_the_first_is_undone(
    phone: NewPhone, district: District
) -> None:
    ivy, jonas = phone("ivy"), phone("jonas")
    first = ivy.sees("204", "A1011")
    ivy.sends(first)
    jonas.counts("204", "A1011")
    ivy.sends(ivy.undoes(first))
    assert ivy.difference()["elsewhere"] == ["A1011"]


def test_an_undo_that_arrives_first_waits_for_its_sighting(phone: NewPhone, district: District) -> None:
    ivy = phone("ivy")
    seen = ivy.sees("204", "A1001")
    undo = ivy.undoes(seen)
    assert [result["outcome"] for result in ivy.sends(undo)] == ["applied"]
    [told] = ivy.sends(seen)
    assert (told["outcome"], told["undone"]) == ("applied", True)
    assert "A1001" in ivy.difference()["missing"]
    assert district.asset("A1001").event_number == 1
    assert db.session.scalars(select(Forerunner)).all() == []


def test_an_undo_before_its_sighting_in_one_batch_waits_too(phone: NewPhone) -> None:
    ivy = phone("ivy")
    seen = ivy.sees("204", "A1001")
    told = ivy.sends(ivy.undoes(seen), ivy.sees("204", "A1002"), seen)
    assert [result.get("undone") for result in told] == [None, False, True]
    assert "A1001" in ivy.difference()["missing"]


def test_an_undo_that_arrives_first_finds_nothing_that_was_lost(phone: NewPhone, district: District) -> None:
    lose(district, "A1001")
    ivy = phone("ivy")
    seen = ivy.sees("204", "A1001")
    ivy.sends(ivy.undoes(seen), seen)
    assert district.asset("A1001").state == "lost"


def test_an_undo_waits_for_an_absence_as_well(phone: NewPhone) -> None:
    ivy = phone("ivy")
    told = ivy.explains("204", "A1001")
    ivy.sends(ivy.undoes(told), told)
    assert ivy.difference()["absent"] == []
    assert "A1001" in ivy.difference()["missing"]


def test_an_absence_can_be_undone(phone: NewPhone) -> None:
    ivy = phone("ivy")
    first, second = ivy.explains("204", "A1001", "at_home"), ivy.explains("204", "A1001", "with_repair")
    ivy.sends(first, second, ivy.undoes(second))
    assert ivy.difference()["absent"] == ["A1001"]
    ivy.sends(ivy.undoes(first), ivy.undoes(first))
    assert ivy.difference()["absent"] == []
    assert len(db.session.scalars(select(Absence)).all()) == 2


def test_an_undo_in_a_finished_count_makes_its_difference_again(phone: NewPhone, district: District) -> None:
    ivy = phone("ivy")
    here, stray = ivy.sees("204", "A1001"), ivy.sees("204", "A1011")
    ivy.sends(here, stray, ivy.finishes("204"))
    assert kinds_of(district, "A1001") == []
    ivy.sends(ivy.undoes(here), ivy.undoes(stray))
    assert kinds_of(district, "A1001") == [("missing", None)]
    assert kinds_of(district, "A1011") == [("elsewhere", "no_longer_so")]
    assert ivy.difference()["elsewhere"] == []


def test_somebody_of_another_school_can_undo_nothing_here(phone: NewPhone, district: District) -> None:
    ivy, lola = phone("ivy"), phone("lola")
    seen = ivy.sees("204", "A1001")
    ivy.sends(seen)
    undo = lola.makes("audit.undo", {"audit": ivy.audit("204"), "sighting": name_of(seen)})
    assert [(r["outcome"], r["reason"]) for r in lola.sends(undo)] == [("rejected", "not_permitted")]
    assert "A1001" not in ivy.difference()["missing"]


def test_nor_by_being_quicker_than_the_sighting(phone: NewPhone, district: District) -> None:
    ivy, lola = phone("ivy"), phone("lola")
    seen = ivy.sees("204", "A1001")
    lola.sends(lola.makes("audit.undo", {"audit": lola.audit("L1"), "sighting": name_of(seen)}))
    [told] = ivy.sends(seen)
    assert (told["verdict"], told["undone"]) == ("here", False)


def test_a_colleague_who_counts_along_may_undo(phone: NewPhone, district: District) -> None:
    ivy, tess = phone("ivy"), phone("tess")
    seen = ivy.sees("204", "A1001")
    ivy.sends(seen)
    undo = tess.makes("audit.undo", {"audit": ivy.audit("204"), "sighting": name_of(seen)})
    assert [result["outcome"] for result in tess.sends(undo)] == ["applied"]
    undone = db.session.scalars(select(Sighting)).one()
    assert undone.undone_by_id == district.user("tess").id


def lose(district: District, tag: str) -> None:
    with at_a_desk():
        losses.report(district.asset(tag), "lost", district.act())


def kinds_of(district: District, tag: str) -> list[tuple[str, str | None]]:
    found = select(Discrepancy.kind, Discrepancy.settled_how).where(
        Discrepancy.asset_id == district.asset(tag).id
    )
    return [(kind, how) for kind, how in db.session.execute(found.order_by(Discrepancy.id))]
