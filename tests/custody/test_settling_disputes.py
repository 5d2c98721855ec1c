"""What a phone at the desk said too late: both sides, and one tap that settles it either way."""

from collections.abc import Callable

from sqlalchemy import select

from app.db import db
from app.models import Event, Operation
from tests.conftest import Visits
from tests.custody.desk import back, instead, other_student, out, sam
from tests.district import District
from tests.phones import Phone

NewPhone = Callable[[str], Phone]


def test_the_register_is_right(phone: NewPhone, visit: Visits, district: District) -> None:
    """One tap on the list of what wants attention."""
    late = two_checkouts(phone, district)
    page = visit("ivy").get("/attention").text
    assert "Leave it with Otto Oddly" in page
    assert "Check it out to Sam Nguyen" in page
    assert visit("ivy").post(f"/attention/operations/{late}/dismiss", data=said_in(page)).status_code == 303
    assert district.asset("A1020").holder == other_student(district)
    assert "Two say different things" not in visit("ivy").get("/attention").text


def test_the_phone_is_right(phone: NewPhone, visit: Visits, district: District) -> None:
    """Whoever has it by the register gives it back first, under the name of who decided."""
    late = two_checkouts(phone, district)
    form = {"after_check_in": "1"}
    assert visit("jonas").post(f"/attention/operations/{late}/anew", data=form).status_code == 303
    assert district.asset("A1020").holder == sam()
    events = select(Event).where(Event.asset.has(tag="A1020")).order_by(Event.number.desc()).limit(2)
    assert [(one.action, one.actor.name if one.actor else "") for one in db.session.scalars(events)] == [
        ("checked_out", "Jonas Reyes"), ("checked_in", "Jonas Reyes"),
    ]  # fmt: skip
    again = visit("jonas").post(f"/attention/operations/{late}/anew", data=form)
    assert again.status_code == 409
    assert district.faults() == []


def test_a_late_check_in_and_a_late_replacement_are_settled_too(
    phone: NewPhone, visit: Visits, district: District
) -> None:
    ivy, tom = phone("ivy"), phone("tom")
    late, swap = back(ivy, "A1030", base=1), instead(ivy, "A1030", "A1020", base=1)
    tom.sends(back(tom, "A1030"), out(tom, "A1030", str(other_student(district).uuid)))
    assert [told["outcome"] for told in ivy.sends(late, swap)] == ["conflict", "conflict"]
    refused = select(Operation.op_id).where(Operation.outcome == "conflict").order_by(Operation.seq)
    check_in, replace = db.session.scalars(refused)
    assert "Check it in" in visit("ivy").get(f"/attention/operations/{check_in}").text
    assert visit("ivy").post(f"/attention/operations/{check_in}/anew").status_code == 303
    assert district.asset("A1030").holder is None
    page = visit("ivy").get(f"/attention/operations/{replace}").text
    assert "Leave it in Storage" in page
    assert "all the same" not in page
    assert district.faults() == []


def test_who_reads_no_names_reads_none_here(phone: NewPhone, visit: Visits, district: District) -> None:
    """Policy: ORG-8. The auditor of the site sees that two said different things, and of whom by no name."""
    late = two_checkouts(phone, district)
    for who, status in (("tom", 200), ("ada", 200), ("lola", 404)):
        answer = visit(who).get(f"/attention/operations/{late}")
        assert answer.status_code == status, who
        assert not any(name in answer.text for name in ("Oddly", "Nguyen")), who


def two_checkouts(phone: NewPhone, district: District) -> str:
    """Ivy's phone was without a network while Tom gave the device to somebody else."""
    ivy, tom = phone("ivy"), phone("tom")
    late = out(ivy, "A1020", base=1)
    tom.sends(out(tom, "A1020", str(other_student(district).uuid)))
    [told] = ivy.sends(late)
    assert told["outcome"] == "conflict"
    return str(told["op_id"])


def said_in(page: str) -> dict[str, str]:
    _, _, rest = page.partition('name="note" value="')
    return {"note": rest.partition('"')[0]}
