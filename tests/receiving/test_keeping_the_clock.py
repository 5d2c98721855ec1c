"""A delivery is registered within three school days of its receipt, as its site's own calendar counts them. RCV-1."""

from datetime import UTC, date, datetime
from io import BytesIO
from typing import Any

import pytest
from sqlalchemy import event, select

from app.db import db
from app.domain import directory, receiving
from app.domain.access import Scope
from app.domain.receiving import Ordered
from app.files.calendars import read_calendar
from app.models import Delivery, Site
from tests.conftest import FixedClock, Visits
from tests.district import District, Visitor
from tests.phones import at_a_desk
from tests.receiving.dock import Dock, on

MOST = {
    "/deliveries": 10,
    "/orders": 8,
    "/deliveries/{some}": 12,
    "/deliveries/{some}/scan": 9,
    "/calendar": 7,
}


def asked_by(visitor: Visitor, path: str) -> list[str]:
    """What a page asks the database."""
    asked = list[str]()

    def listen(_connection: Any, _cursor: Any, statement: str, *_: Any) -> None:
        asked.append(statement)

    event.listen(db.engine, "before_cursor_execute", listen)
    try:
        assert visitor.get(path).status_code == 200
    finally:
        event.remove(db.engine, "before_cursor_execute", listen)
    return [statement for statement in asked if statement != "BEGIN"]


def days_off(dock: Dock, begins: str, ends: str = "", kind: str = "holiday", name: str = "Staff day") -> int:
    form = {"site": dock.district.marshall, "kind": kind, "name": name, "begins_on": begins, "ends_on": ends}
    return dock.visitor.post("/calendar", data=form).status_code


def test_three_school_days_pass_over_the_weekend_and_days_off(dock: Dock, district: District) -> None:
    """Received on a Wednesday: Thursday, Friday, Monday. A day off entered later moves what is open."""
    delivery = dock.deliver(dock.order(2))
    assert delivery.due_on == on("2026-10-19")
    assert days_off(dock, "2026-10-16") == 303
    assert dock.delivery(delivery.uuid).due_on == on("2026-10-20")
    [days] = directory.entered(district.site(district.marshall), on("2026-10-01"), on("2026-10-31"))
    dock.visitor.post(f"/calendar/days/{days.uuid}/remove")
    assert dock.delivery(delivery.uuid).due_on == on("2026-10-19")


def test_a_late_delivery_is_flagged_with_its_days_wherever_one_looks(
    dock: Dock, district: District, visit: Visits, fixed_clock: FixedClock
) -> None:
    delivery = dock.deliver(dock.order(2))
    dock.take_in(delivery, "PF5AAAA1", "A1050")
    fixed_clock.now = datetime(2026, 10, 19, 23, tzinfo=UTC)
    dock.visitor = visit("ivy")
    assert "due today" in dock.visitor.get("/deliveries").text
    fixed_clock.now = datetime(2026, 10, 22, 16, tzinfo=UTC)
    dock.visitor, paul, rhea = visit("ivy"), visit("paul"), visit("rhea")
    for reader in (dock.visitor, paul, rhea):
        assert "3 school days late" in reader.get("/deliveries?site=all").text
        assert "3 school days late" in reader.get("/attention").text
    assert "3 school days late" not in visit("tess").get("/attention").text
    assert visit("tess").get("/deliveries").status_code == 403
    assert "3" in paul.get("/deliveries.csv?site=8217").text.splitlines()[1].split(",")[10]
    dock.take_in(delivery, "PF5AAAA2", "A1051")
    assert "registered 3 days late" in dock.visitor.get("/deliveries?show=registered").text
    assert "school days late" not in dock.visitor.get("/attention").text


def test_the_latest_come_first_and_the_list_asks_little(
    dock: Dock, district: District, fixed_clock: FixedClock
) -> None:
    with at_a_desk():
        act, site = district.act(), district.site(district.marshall)
        for at in range(60):
            order = receiving.order(
                site, f"N{at:03d}", [Ordered(dock.model(), 2)], act, supplier="H", ordered_on=date(2026, 9, 1)
            )
            receiving.deliver(order, date(2026, 9, 1 + at % 30), {order.lines[0].id: 2}, None, act)
    page = dock.visitor.get("/deliveries").text
    some = db.session.scalars(select(Delivery).limit(1)).one()
    for path, most in MOST.items():
        assert len(asked_by(dock.visitor, path.format(some=some.uuid))) <= most, path
    told = [page.index(f">N{at:03d}<") for at in (0, 30, 1)]
    assert told == sorted(told)
    assert ">N029<" not in page
    older = page.partition('rel="next"')[0].rpartition('href="')[2].partition('"')[0].replace("&amp;", "&")
    assert ">N029<" in dock.visitor.get(older).text
    late = list(db.session.scalars(receiving.late_deliveries(Scope.of(site.id))))
    assert [one.due_on for one in late] == sorted(one.due_on for one in late)


def test_an_office_counts_business_days(dock: Dock, district: District, visit: Visits) -> None:
    """ORG-6: a school's break is no business of an office; a holiday is everybody's."""
    office, school = (district.site(code) for code in ("9001", district.marshall))
    before_winter = on("2026-12-18")
    assert directory.due_on(school, before_winter, 3) == on("2027-01-13")
    assert directory.due_on(office, before_winter, 3) == on("2026-12-23")
    assert directory.due_on(office, on("2026-12-23"), 3) == on("2026-12-29")
    assert directory.due_on(office, on("2026-07-01"), 3) == on("2026-07-07")


def test_a_school_that_makes_a_day_up_works_on_it(dock: Dock, district: District) -> None:
    site = district.site(district.marshall)
    assert days_off(dock, "2026-10-17", kind="school_day", name="Make-up day") == 303
    assert directory.due_on(site, on("2026-10-14"), 3) == on("2026-10-17")
    assert days_off(dock, "2026-11-01", "2026-10-01") == 422
    assert days_off(dock, "1026-11-01") == 422
    assert days_off(dock, "2026-11-01", "2029-11-01", kind="break") == 422
    assert days_off(dock, "soon") == 422


def test_the_district_s_own_calendar_takes_the_place_of_the_assumed_one(
    dock: Dock, district: District, visit: Visits
) -> None:
    """Only ITS enters it; a site's own school year goes before it."""
    ian, site = visit("ian"), district.site(district.marshall)
    assert "assumed" in ian.get("/calendar?site=8217").text
    assert dock.visitor.post("/calendar/district", data={"kind": "holiday"}).status_code == 403
    ian.post("/calendar/district", data={"keep": "1", "year": "2026"})
    kept = directory.entered(None, on("2026-07-01"), on("2027-06-30"))
    assert len(kept) == 13
    assert "assumed" not in ian.get("/calendar?site=8217").text
    veterans = next(row for row in kept if row.name == "Veterans Day")
    assert dock.visitor.post(f"/calendar/days/{veterans.uuid}/remove").status_code == 404
    assert not directory.calendar_of(site).counts(on("2026-11-11"))
    assert ian.post(f"/calendar/days/{veterans.uuid}/remove").status_code == 303
    assert directory.calendar_of(site).counts(on("2026-11-11"))
    days_off(dock, "2026-09-01", "2027-06-18", kind="school_year", name="Year of its own")
    calendar = directory.calendar_of(site)
    assert [calendar.counts(on(day)) for day in ("2026-08-31", "2026-09-01", "2027-06-17")] == [
        False,
        True,
        True,
    ]


ICS = b"""BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nDTSTART;VALUE=DATE:20261012\r\nDTEND;VALUE=DATE:20261013\r\n
SUMMARY:No school - staff\r\n  development\r\nEND:VEVENT\r\nBEGIN:VEVENT\r\nDTSTART;VALUE=DATE:20261221\r
DTEND;VALUE=DATE:20270102\r\nSUMMARY:Winter Recess\r\nEND:VEVENT\r\nBEGIN:VEVENT\r\nDTSTART:20261020T180000Z\r
SUMMARY:Back to school night\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n""".replace(b"\r\n\n", b"\r\n")
CSV = b"""name,first day,last day
Founders Day holiday,11/20/2026,
Winter break,12/21/2026,1/1/2027
Concert,12/1/2026,
"""


@pytest.mark.parametrize(("file", "name"), [(ICS, "district.ics"), (CSV, "days.csv")])
def test_a_calendar_file_is_brought_in_once(dock: Dock, district: District, file: bytes, name: str) -> None:
    site = district.site(district.marshall)
    for entries in ("2 entries are", "0 entries are"):
        answer = dock.visitor.post("/calendar", data={"site": site.code, "file": (BytesIO(file), name)})
        page = dock.visitor.get(answer.location).text
        assert (answer.status_code, entries in page, "1 that says nothing" in page) == (303, True, True)
    own = directory.entered(site, on("2026-07-01"), on("2027-06-30"))
    assert (own[-1].begins_on, own[-1].ends_on, own[-1].kind) == (on("2026-12-21"), on("2027-01-01"), "break")
    rubbish = dock.visitor.post("/calendar", data={"site": site.code, "file": (BytesIO(b"\x89PNG"), "x.ics")})
    assert rubbish.status_code == 422


@pytest.mark.parametrize("events", [b"BEGIN:VEVENT\n" * 200_000, b"BEGIN:VEVENT" + b"\n" * 500_000 + b"x"])
def test_a_calendar_made_to_keep_the_server_busy_is_read_at_once(events: bytes) -> None:
    """It would keep it busy for hours."""
    assert read_calendar(b"BEGIN:VCALENDAR\n" + events, "district.ics").days == []


def test_nobody_can_close_a_school_for_ever(dock: Dock, district: District) -> None:
    """A calendar without school days is said when the next delivery would fall due, and nothing is lost."""
    for year in range(2026, 2033):
        days_off(dock, f"{year}-07-01", f"{year + 1}-06-30", kind="break", name="Closed")
    order = dock.order(2)
    form = {
        f"expected-{order.lines[0].uuid}": 2,
        "order": order.uuid,
        "received_on": "2026-10-14",
        "received_by": "I",
    }
    answer = dock.visitor.post("/deliveries", data=form)
    assert (answer.status_code, "nobody works at the site" in answer.text) == (422, True)
    assert db.session.scalar(select(Delivery)) is None
    assert db.session.scalar(select(Site.code).where(Site.code == "8217")) == "8217"
