"""Trouble reported from a phone, told more of later, listed and found again. Policy: LOSS-1, LOSS-2."""

import csv
from collections.abc import Callable
from datetime import timedelta
from io import StringIO

from app.db import db
from app.domain import losses
from app.models import Event, Loss
from tests.conftest import FixedClock, Visits
from tests.district import District
from tests.phones import Phone, at_a_desk

NewPhone = Callable[[str], Phone]


def reports(district: District, tag: str) -> list[Loss]:
    db.session.rollback()
    return losses.losses_of(district.asset(tag))


def told(by: Phone, tag: str, kind: str, **more: str) -> str:
    [answer] = by.sends(by.makes("asset.report", {"code": tag, "kind": kind, **more}))
    return str(answer["outcome"])


def test_a_report_says_who_when_where_and_with_whom(phone: NewPhone, district: District) -> None:
    tess = phone("tess")
    assert (
        told(tess, "A1030", "stolen", note="On the bus.", incident="INC-7", noticed_on="2026-10-13")
        == "applied"
    )
    [loss] = reports(district, "A1030")
    assert (loss.kind, loss.note, loss.incident, loss.open) == ("stolen", "On the bus.", "INC-7", True)
    assert loss.holder is not None
    assert loss.reported_by is not None
    assert (loss.holder.name, loss.reported_by.name) == ("Sam Nguyen", "Tess Rivera")
    assert str(loss.noticed_on) == "2026-10-13"
    assert district.faults() == []


def test_a_report_that_is_heard_twice_is_one_report(phone: NewPhone, district: District) -> None:
    tess, jonas = phone("tess"), phone("jonas")
    said = tess.makes("asset.report", {"code": "A1001", "kind": "lost"})
    tess.sends(said)
    tess.sends(said)
    assert told(jonas, "A1001", "lost") == "applied"
    assert len(reports(district, "A1001")) == 1
    assert told(jonas, "A1001", "stolen") == "applied"
    assert [(loss.kind, loss.ended_how) for loss in reports(district, "A1001")] == [
        ("stolen", None),
        ("lost", "reported_anew"),
    ]


def test_whoever_sees_it_again_ends_the_report_and_whoever_undoes_that_opens_it(
    phone: NewPhone, district: District, fixed_clock: FixedClock
) -> None:
    ivy = phone("ivy")
    assert told(ivy, "A1001", "lost") == "applied"
    early = ivy.sees("205", "A1001", at=fixed_clock.now - timedelta(minutes=5))
    ivy.sends(early)
    assert reports(district, "A1001")[0].open
    fixed_clock.pass_time(minutes=1)
    seen = ivy.sees("205", "A1001")
    ivy.sends(seen)
    [loss] = reports(district, "A1001")
    assert (loss.ended_how, loss.found_room) == ("found", district.room("205"))
    ivy.sends(ivy.undoes(seen, room="205"))
    assert reports(district, "A1001")[0].open
    assert district.asset("A1001").state == "lost"
    assert district.faults() == []


def test_a_day_to_come_and_other_rubbish_are_refused(phone: NewPhone, district: District) -> None:
    ivy = phone("ivy")
    for noticed in ("2027-01-01", "yesterday", "2026-13-40"):
        assert told(ivy, "A1001", "lost", noticed_on=noticed) == "rejected"
    assert reports(district, "A1001") == []


def test_numbers_are_filled_in_later_and_the_ledger_keeps_what_was_said_before(
    visit: Visits, phone: NewPhone, district: District
) -> None:
    told(phone("tess"), "A1001", "stolen", police_report="26-1")
    [loss] = reports(district, "A1001")
    ivy, page = visit("ivy"), f"/assets/{district.asset('A1001').uuid}"
    assert "Consult school police" in ivy.get(page).text
    later = {"police_report": "26-014877", "consulted_on": "2026-10-14", "consultation": "A case is filed."}
    assert visit("paul").post(f"/losses/{loss.uuid}", data=later).status_code == 303
    shown = ivy.get(page).text
    assert "26-014877" in shown
    assert "A case is filed." in shown
    assert "Consult school police" not in shown
    event = db.session.query(Event).filter_by(action="loss_told").one()
    assert event.details["before"]["police_report"] == "26-1"
    assert "Nothing was different" in ivy.post(f"/losses/{loss.uuid}", data=later, follow_redirects=True).text
    for day in ("2026-10-15", "soon"):
        answer = ivy.post(f"/losses/{loss.uuid}", data={"consulted_on": day}, follow_redirects=True)
        assert "has not come yet" in answer.text
    assert str(reports(district, "A1001")[0].consulted_on) == "2026-10-14"
    assert district.faults() == []


def test_the_list_is_narrowed_paged_and_exported(visit: Visits, phone: NewPhone, district: District) -> None:
    tess = phone("tess")
    told(tess, "A1030", "lost", police_report="=1+1")
    told(tess, "A1001", "vandalised")
    told(tess, "A1002", "damaged", note="Hinge.")
    with at_a_desk():
        losses.report(district.asset("B2003"), "stolen", district.act("lola"))
    ivy = visit("ivy")
    for query, shown in (
        ("", {"A1030", "A1001", "A1002"}),
        ("kind=damaged", {"A1002"}),
        ("show=open", {"A1030"}),
        ("show=no_number", {"A1001"}),
        ("show=no_police", {"A1001"}),
        ("show=found", set()),
        ("q=A1002", {"A1002"}),
    ):
        page = ivy.get(f"/losses?{query}").text
        assert {tag for tag in ("A1030", "A1001", "A1002", "B2003") if f">{tag}<" in page} == shown, query
    rows = list(csv.DictReader(StringIO(ivy.get("/losses.csv").text.removeprefix("\ufeff"))))
    assert [row["tag"] for row in rows] == ["A1002", "A1001", "A1030"]
    assert rows[2]["holder"] == "Sam Nguyen"
    assert not rows[2]["police_report"].startswith("=")
    unnamed = list(csv.DictReader(StringIO(visit("ada").get("/losses.csv").text.removeprefix("\ufeff"))))
    assert unnamed[2]["holder"] == ""
    assert visit("fay").get("/losses").status_code == 403


def test_another_schools_report_is_not_there(visit: Visits, district: District) -> None:
    with at_a_desk():
        losses.report(district.asset("B2003"), "stolen", district.act("lola"))
    [loss] = reports(district, "B2003")
    for who in ("ivy", "paul"):
        assert visit(who).post(f"/losses/{loss.uuid}", data={"note": "x"}).status_code == 404
    assert visit("ivy").get("/losses?site=8729").status_code == 404
    assert visit("tess").post(f"/losses/{loss.uuid}", data={"note": "x"}).status_code == 403


def test_nobody_is_sent_to_the_police_about_what_was_found(
    visit: Visits, phone: NewPhone, district: District, fixed_clock: FixedClock
) -> None:
    told(phone("tess"), "A1001", "stolen")
    ivy, page = visit("ivy"), f"/assets/{district.asset('A1001').uuid}"
    assert "Consult school police" in ivy.get(page).text
    fixed_clock.pass_time(minutes=1)
    with at_a_desk():
        losses.find(district.asset("A1001"), district.room("204"), district.act())
    assert "Consult school police" not in ivy.get(page).text
