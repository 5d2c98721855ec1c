"""What a phone sent and the register could not take waits for somebody to decide, with both sides in sight."""

import json
from collections.abc import Callable

from sqlalchemy import select

from app.db import db
from app.domain import register
from app.models import Event, Operation
from tests.conftest import FixedClock, Visits
from tests.district import District
from tests.phones import Phone, at_a_desk, name_of

NewPhone = Callable[[str], Phone]


def test_a_conflict_shows_both_sides_and_is_done_all_the_same(
    phone: NewPhone, district: District, visit: Visits, fixed_clock: FixedClock
) -> None:
    """Fault 27: two people moved the same device, and somebody decides."""
    ivy = phone("ivy")
    moved = ivy.moves("A1020", "LIB", base=district.asset("A1020").version)
    fixed_clock.pass_time(minutes=5)
    with at_a_desk():
        register.move(district.asset("A1020"), district.room("205"), district.act("jonas"))
    assert [result["outcome"] for result in ivy.sends(moved)] == ["conflict"]
    jonas, there = visit("jonas"), f"/attention/operations/{name_of(moved)}"
    assert "Moved A1020 to Library" in jonas.get("/attention").text
    page = jonas.get(there).text
    for words in ("Moved A1020 to Library", "Ivy Delgado", "Room 205", "Jonas Reyes", "Move it all the same"):
        assert words in page
    assert jonas.post(f"{there}/anew", data={"room": str(district.room("LIB").uuid)}).status_code == 303
    assert district.asset("A1020").room == district.room("LIB")
    old, new = db.session.scalars(select(Operation).order_by(Operation.id))
    assert (old.settled_how, old.settled_by_op, json.loads(new.body)["anew"]) == (
        "done_anew",
        new.op_id,
        str(old.op_id),
    )
    event = db.session.scalars(select(Event).where(Event.operation == new.op_id)).one()
    assert (event.action, event.actor) == ("moved", district.user("jonas"))
    assert "Moved A1020" not in jonas.get("/attention").text
    assert "Moved A1020 to Library" in jonas.get("/attention/settled").text
    assert "Done all the same by Jonas Reyes" in ivy.visitor.get(there).text
    assert jonas.post(f"{there}/anew").status_code == 409
    assert [(r["outcome"], r["again"]) for r in ivy.sends(moved)] == [("conflict", True)]
    # What somebody else did in the person's stead is no earlier change of their own.
    base = district.asset("A1020").version - 1
    assert [result["outcome"] for result in ivy.sends(ivy.moves("A1020", "STO", base=base))] == ["conflict"]
    assert district.faults() == []


def test_what_a_teacher_may_not_do_is_dismissed_with_a_word(
    phone: NewPhone, district: District, visit: Visits
) -> None:
    """Who made it sees it too, and reads why; only those who change the register decide."""
    tess = phone("tess")
    moved = tess.moves("A1001", "LIB", base=None)
    assert [result["reason"] for result in tess.sends(moved)] == ["not_permitted"]
    there = f"/attention/operations/{name_of(moved)}"
    assert "Moved A1001 to Library" in tess.visitor.get("/attention").text
    page = tess.visitor.get(there).text
    assert "inventory device manager decides" in page
    assert "all the same</button>" not in page
    assert tess.visitor.post(f"{there}/dismiss", data={"note": "mine"}).status_code == 403
    ivy = visit("ivy")
    assert ivy.post(f"{there}/dismiss", data={"note": "  "}).status_code == 409
    assert ivy.post(f"{there}/dismiss", data={"note": "It stays in 204."}).status_code == 303
    assert "It stays in 204." in tess.visitor.get(there).text
    assert district.asset("A1001").room == district.room("204")


def test_a_sighting_is_counted_for_the_room_it_belongs_to(
    phone: NewPhone, district: District, visit: Visits
) -> None:
    """The phone named the count of another room."""
    ivy = phone("ivy")
    ivy.counts("204", "A1001")
    seen = ivy.sees("205", "A1011", audit=ivy.audit("204"))
    assert [result["reason"] for result in ivy.sends(seen)] == ["not_this_room"]
    there = f"/attention/operations/{name_of(seen)}"
    jonas = visit("jonas")
    jonas.post(f"{there}/anew", data={"room": str(district.room("205").uuid)})
    assert district.asset("A1011").last_seen_room == district.room("205")
    assert "settled by Jonas Reyes" in jonas.get("/attention/settled").text
    assert district.faults() == []


def test_another_school_neither_sees_nor_decides(phone: NewPhone, district: District, visit: Visits) -> None:
    tess = phone("tess")
    moved = tess.moves("A1001", "LIB", base=None)
    tess.sends(moved)
    there, lola = f"/attention/operations/{name_of(moved)}", visit("lola")
    assert "A1001" not in lola.get("/attention").text
    assert "A1001" not in lola.get("/attention/settled").text
    answers = [lola.get(there), lola.post(f"{there}/dismiss", data={"note": "x"}), lola.post(f"{there}/anew")]
    assert [answer.status_code for answer in answers] == [404, 404, 404]
    # Nor may anybody do it anew in a room of another school.
    ivy = visit("ivy")
    elsewhere = {"room": str(district.room("L1").uuid)}
    assert ivy.post(f"{there}/anew", data=elsewhere).status_code == 404
    assert visit("ian").post(f"{there}/anew", data=elsewhere).status_code == 409
    assert district.asset("A1001").room == district.room("204")


def test_what_nobody_understood_can_only_be_dismissed(phone: NewPhone, visit: Visits) -> None:
    """It belongs to no site that the server knows, and comes to the person's own."""
    tess = phone("tess")
    odd = tess.makes("audit.sing", {"song": ["\ud800", "<script>"]})
    assert [result["reason"] for result in tess.sends(odd)] == ["unknown_kind"]
    ivy, there = visit("ivy"), f"/attention/operations/{name_of(odd)}"
    page = ivy.get(there)
    assert page.status_code == 200
    assert "Something the server does not know" in ivy.get("/attention").text
    assert ivy.post(f"{there}/anew").status_code == 409
    assert ivy.post(f"{there}/dismiss", data={"note": "An old app."}).status_code == 303


def test_a_torn_character_is_done_anew_like_any_other(
    phone: NewPhone, district: District, visit: Visits
) -> None:
    tom, paul, ivy = phone("tom"), phone("paul"), visit("ivy")
    slots = [{"slot": None, "state": "present", "asset": None, "code": "A\0\ud800"}]
    checked = paul.makes("cart.confirm", {"cart": str(district.asset("C1").uuid), "slots": slots})
    moved = tom.moves("\ud800", "LIB", base=None)
    for who, operation, status in ((paul, checked, 303), (tom, moved, 409)):
        assert [result["outcome"] for result in who.sends(operation)] == ["rejected"]
        assert ivy.post(f"/attention/operations/{name_of(operation)}/anew").status_code == status
    new = db.session.scalars(select(Operation).order_by(Operation.id.desc())).all()
    anew = next(one for one in new if "anew" in json.loads(one.body))
    assert anew.payload["slots"] == slots
    assert district.faults() == []
