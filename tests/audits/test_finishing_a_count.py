"""A finished count says what it found, once, and goes on saying it when the register moves on. Policy: CERT-2."""

from collections.abc import Callable
from uuid import UUID

from sqlalchemy import func, select

from app.db import db
from app.domain import audits, ledger, losses, register
from app.models import Discrepancy, Event
from tests.conftest import FixedClock
from tests.district import District
from tests.phones import Phone, at_a_desk, name_of

NewPhone = Callable[[str], Phone]


def test_the_difference_is_right(phone: NewPhone, district: District) -> None:
    with at_a_desk():
        losses.report(district.asset("A1020"), "lost", district.act())
    ivy = phone("ivy")
    ivy.counts("204", "A1001", "A1002", "C1", "A1011", "A1030", "A1020", "B2001", "MYSTERY", "A1002")
    ivy.sends(ivy.explains("204", "A1003", "student_absent"), ivy.finishes("204"))
    told = ivy.difference()
    assert {name: told[name] for name in told if name not in ("id", "room")} == {
        "expected": 8,
        "seen": 3,
        "missing": ["A1004", "A1005", "A1006", "A1007"],
        "absent": ["A1003"],
        "elsewhere": ["A1011"],
        "held": ["A1030"],
        "found": ["A1020"],
        "other_site": ["B2001"],
        "unregistered": ["MYSTERY"],
        "late": 0,
        "finished_at": "2026-10-14T16:00:00.000000Z",
    }
    kinds = select(Discrepancy.kind, func.count()).group_by(Discrepancy.kind)
    assert dict(db.session.execute(kinds).all()) == {
        "missing": 4, "elsewhere": 1, "found": 1, "other_site": 1, "unregistered": 1,
    }  # fmt: skip
    assert district.faults() == []


def test_finishing_twice_changes_nothing(
    phone: NewPhone, district: District, fixed_clock: FixedClock
) -> None:
    ivy, jonas = phone("ivy"), phone("jonas")
    ivy.sends(ivy.sees("204", "A1001"), ivy.finishes("204"))
    before, found = ivy.difference(), discrepancies()
    fixed_clock.pass_time(minutes=2)
    jonas.audits["204"] = ivy.audit("204")
    told = [*ivy.sends(ivy.finishes("204")), *jonas.sends(jonas.finishes("204"))]
    assert [(result["outcome"], result["first"]) for result in told] == [("applied", False)] * 2
    assert (ivy.difference(), discrepancies()) == (before, found)


def test_what_was_expected_is_frozen(phone: NewPhone, district: District) -> None:
    """What moves in or out later makes nothing missing that stood there, and nothing here that did not."""
    ivy = phone("ivy")
    ivy.sends(ivy.sees("204", "A1001"), ivy.finishes("204"))
    before = ivy.difference()
    with at_a_desk():
        register.move(district.asset("A1001"), district.room("205"), district.act())
        register.move(district.asset("A1002"), district.room("205"), district.act())
        register.move(district.asset("A1011"), district.room("204"), district.act())
    assert ivy.difference() == before


def test_a_count_that_saw_nothing_misses_everything(phone: NewPhone) -> None:
    ivy = phone("ivy")
    ivy.sends(
        ivy.makes("audit.open", {"audit": ivy.audit("204"), "room": ivy.room("204")}), ivy.finishes("204")
    )
    assert (ivy.difference()["expected"], len(ivy.difference()["missing"])) == (8, 8)


def test_a_finish_that_is_heard_before_its_count_waits_for_it(phone: NewPhone, district: District) -> None:
    """Fault 4: batches may be heard in any order."""
    ivy = phone("ivy")
    seen, finish = ivy.sees("204", "A1001"), ivy.finishes("204")
    assert [result["outcome"] for result in ivy.sends(finish)] == ["applied"]
    ivy.sends(seen)
    told = ivy.difference()
    assert (told["seen"], told["finished_at"]) == (1, "2026-10-14T16:00:00.000000Z")


def test_a_finish_waits_in_vain_where_its_author_may_not_count(phone: NewPhone) -> None:
    ivy, lola = phone("ivy"), phone("lola")
    lola.sends(lola.makes("audit.finish", {"audit": ivy.audit("204")}))
    ivy.sends(ivy.sees("204", "A1001"))
    assert ivy.difference()["finished_at"] is None


def test_a_finding_is_told_apart_from_what_was_expected(phone: NewPhone, district: District) -> None:
    with at_a_desk():
        losses.report(district.asset("A1001"), "lost", district.act())
    ivy = phone("ivy")
    ivy.counts("204", "A1001")
    open_count = ivy.difference()
    ivy.sends(ivy.finishes("204"))
    for told in (open_count, ivy.difference()):
        assert (told["expected"], told["seen"], told["found"]) == (7, 0, ["A1001"])


def test_a_sighting_in_time_that_is_heard_late_counts_and_is_marked(
    phone: NewPhone, district: District, fixed_clock: FixedClock
) -> None:
    ivy, tess = phone("ivy"), phone("tess")
    tess.audits["204"] = ivy.audit("204")
    late = [tess.sees("204", "A1001"), tess.sees("204", "A1011"), tess.sees("204", "NEVER HEARD")]
    fixed_clock.pass_time(minutes=5)
    ivy.sends(ivy.sees("204", "A1002"), ivy.finishes("204"))
    assert "A1001" in ivy.difference()["missing"]
    assert [result["verdict"] for result in tess.sends(*late)] == ["here", "elsewhere", "unregistered"]
    told = ivy.difference()
    assert (told["seen"], told["late"], told["elsewhere"]) == (2, 3, ["A1011"])
    settled = select(Discrepancy.settled_how).where(
        Discrepancy.asset_id == district.asset("A1001").id, Discrepancy.kind == "missing"
    )
    assert db.session.scalars(settled).one() == "no_longer_so"


def test_a_late_sighting_is_judged_by_what_was_expected_then(
    phone: NewPhone, district: District, fixed_clock: FixedClock
) -> None:
    ivy, tess = phone("ivy"), phone("tess")
    tess.audits["204"] = ivy.audit("204")
    late = tess.sees("204", "A1001")
    fixed_clock.pass_time(minutes=5)
    ivy.sends(ivy.finishes("204"), ivy.sees("204", "A1002"))
    with at_a_desk():
        register.move(district.asset("A1001"), district.room("LIB"), district.act())
    assert [result["verdict"] for result in tess.sends(late)] == ["here"]


def test_a_late_sighting_beside_a_refused_operation_still_makes_the_difference_again(phone: NewPhone) -> None:
    ivy = phone("ivy")
    ivy.sends(ivy.sees("204", "A1002"), ivy.finishes("204"))
    ivy.sends(ivy.sees("204", "A1001"), ivy.makes("audit.absent", {"audit": ivy.audit("204")}))
    assert "A1001" not in ivy.difference()["missing"]
    kinds = select(func.count()).where(Discrepancy.kind == "missing", Discrepancy.settled_at.is_(None))
    assert db.session.scalar(kinds) == len(ivy.difference()["missing"])


def test_what_holds_again_is_open_again(phone: NewPhone, district: District) -> None:
    ivy = phone("ivy")
    ivy.sends(ivy.finishes("204"), ivy.sees("204", "A1002"))
    first = ivy.sees("204", "A1001")
    for expected in (None, "no_longer_so", None):
        how = select(Discrepancy.settled_how).where(Discrepancy.asset_id == district.asset("A1001").id)
        assert db.session.scalars(how).one() == expected
        ivy.sends(first if expected is None else ivy.undoes(first))


def test_a_device_retired_after_the_count_is_no_conflict_of_the_count(
    phone: NewPhone, district: District
) -> None:
    """Its difference may be made again at any time; what became of its devices since does not matter to it."""
    ivy = phone("ivy")
    ivy.sends(ivy.sees("204", "A1001"), ivy.finishes("204"))
    with at_a_desk():
        ledger.record(district.asset("A1001"), "retired", district.act())
    ivy.sends(ivy.sees("204", "A1002"))
    assert "conflicting_state" not in discrepancies()


def test_the_difference_may_be_made_again_at_any_time(phone: NewPhone, district: District) -> None:
    ivy = phone("ivy")
    ivy.counts("204", "A1001", "A1011", "B2001", "WHAT")
    ivy.sends(ivy.finishes("204"))
    before = discrepancies()
    with at_a_desk():
        audit = audits.audit_named(UUID(ivy.audit("204")))
        assert audit is not None
        audits.make_difference_again(audit, district.act())
    assert discrepancies() == before


def test_the_story_of_a_found_device_says_which_operation_found_it(
    phone: NewPhone, district: District
) -> None:
    with at_a_desk():
        losses.report(district.asset("A1001"), "lost", district.act())
    ivy = phone("ivy")
    seen = ivy.sees("204", "A1001")
    ivy.sends(seen)
    found = db.session.scalars(select(Event).where(Event.action == "found")).one()
    assert (str(found.operation), found.actor, found.via) == (name_of(seen), district.user("ivy"), "sync")


def discrepancies() -> list[str]:
    return sorted(db.session.scalars(select(Discrepancy.kind)))
