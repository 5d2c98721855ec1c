"""Who was shown which student is kept, once a few minutes, and shown to those in charge. Policy: ORG-8."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

from flask import Flask
from sqlalchemy import event, func, select

from app import clock
from app.db import db
from app.domain import policy
from app.domain.access import ROUTES, SHOWS_STUDENTS
from app.jobs import forgetting
from app.models import Look, LookedAt, Person
from tests.access.doors import DOORS, things_of
from tests.asking import questions
from tests.conftest import FixedClock, Visits
from tests.district import District, Visitor


def test_every_answer_that_names_a_student_is_on_the_log(visit: Visits, district: District) -> None:
    things, held = things_of(district, district.marshall), district.asset("A1030").uuid
    sam = db.session.scalars(select(Person).where(Person.family_name == "Nguyen")).one()
    further = {
        "register.asset": f"/assets/{held}",
        "register.assets": "/assets?q=A1030",
        "roster.collection": "/collection",
        "scanning.resolve": "/scan/resolve?code=700001",
        "scanning.scan": "/scan?code=700001",
        "custody.meaning": f"/desk/meaning?code=A1030&site={district.marshall}",
        "custody.receipts": f"/receipts?room={district.room('205').uuid}",
    }
    named, asked = set[str](), set[str]()

    def ask(visitor: Visitor, endpoint: str, method: str, path: str, **more: Any) -> None:
        asked.add(endpoint)
        forget_minutes(sam.id)
        before = db.session.scalar(select(func.max(Look.id))) or 0
        told = (visitor.get if method == "GET" else visitor.post)(path, **more).get_data()
        kinds = {look.kind for look in seen(sam.id) if look.id > before}
        assert kinds <= {SHOWS_STUDENTS.get(endpoint)}, f"Write a row for {endpoint} in showing.py"
        if any(name in told for name in (b"Sam Nguyen", b"Nguyen, Sam")):
            named.add(endpoint)
            assert kinds, f"{endpoint} named a student, and the access log does not know"

    for who, role in (("ivy", "idm"), ("paul", "principal"), ("ian", "its")):
        visitor = visit(who)
        for endpoint, path in further.items():
            ask(visitor, endpoint, "GET", path)
        for endpoint, door in DOORS.items():
            if endpoint in asked - set(further) or role not in ROUTES[endpoint]:
                continue
            if door.method == "GET" or endpoint in SHOWS_STUDENTS:
                path = door.path if isinstance(door.path, str) else door.path(things)
                ask(visitor, endpoint, door.method, path, **(door.more(things) if door.more else {}))
    assert set(further) <= named


def test_a_look_says_who_when_whom_and_from_where(
    visit: Visits, district: District, fixed_clock: FixedClock
) -> None:
    sam = db.session.scalars(select(Person).where(Person.family_name == "Nguyen")).one()
    tess = visit("tess")
    tess.get(f"/people/{sam.uuid}")
    fixed_clock.pass_time(minutes=5)
    tess.get(f"/people/{sam.uuid}")  # the same look
    [look] = seen(sam.id)
    assert (look.viewer.name, look.kind, look.students, look.address) == (
        "Tess Rivera",
        "person",
        1,
        "127.0.0.1",
    )
    assert look.site.code == district.marshall
    assert look.sign_in is not None
    fixed_clock.pass_time(minutes=6)
    tess.get(f"/people/{sam.uuid}")
    tess.get("/people?q=nguyen")
    assert [each.kind for each in seen(sam.id)] == ["person", "person", "search"]


def test_a_page_without_a_students_name_keeps_nothing(visit: Visits, district: District) -> None:
    for who in ("tom", "ada", "rhea"):  # they see the device, and not whose it is
        assert "Nguyen" not in visit(who).get(f"/assets/{district.asset('A1030').uuid}").text
    visit("ivy").get("/rooms")
    assert db.session.scalar(select(func.count()).select_from(Look)) == 0


def test_the_log_is_searched_by_student_and_by_viewer(visit: Visits, district: District) -> None:
    sam = db.session.scalars(select(Person).where(Person.family_name == "Nguyen")).one()
    visit("tess").get(f"/people/{sam.uuid}")
    visit("fay").get("/people")
    paul = visit("paul")
    for text, shown, hidden in (
        ("Nguyén", "Tess Rivera", "Ian Cho"),
        ("sam nguyen", "Tess Rivera", "Ian Cho"),
        ("fay", "Fay Olsen", "Tess Rivera"),
    ):
        told = paul.get("/access-log", query_string={"q": text}).text
        assert (shown in told, hidden in told) == (True, False), text
    assert "Tess Rivera" in paul.get(f"/access-log?student={sam.uuid}").text
    viewer = district.user("tess").uuid
    page = paul.get(f"/access-log?viewer={viewer}&kind=person").text
    assert "Sam Nguyen" in page
    assert "Fay Olsen" not in page
    assert "Nobody looked, as far as is kept" in paul.get("/access-log?q=xyzzy").text
    look = seen(sam.id)[0]
    assert "Nguyen, Sam" in paul.get(f"/access-log/{look.uuid}").text
    table = paul.get("/access-log.csv?q=tess").text
    assert "tess@marshall.test,person,8217" in table
    assert {look.kind for look in seen(sam.id) if look.viewer.name == "Paul Marshall"} == {"log"}


def test_nobody_sees_the_log_of_another_site(visit: Visits, district: District) -> None:
    zora = db.session.scalars(select(Person).where(Person.family_name == "Hidden")).one()
    visit("lola").get(f"/people/{zora.uuid}")
    look, lola = seen(zora.id)[0], district.user("lola").uuid
    paul = visit("paul")
    for path in (
        f"/access-log/{look.uuid}",
        f"/access-log?site={district.lincoln}",
        f"/access-log?student={zora.uuid}",
        f"/access-log?viewer={lola}",
        f"/access-log?after={look.uuid}",
        f"/access-log.csv?site={district.lincoln}",
        f"/access-log?after={uuid4()}",
        "/access-log?after=garbage",
    ):
        assert paul.get(path).status_code == 404, path
    told = paul.get("/access-log?site=all&q=zora").text + paul.get("/access-log.csv?site=all").text
    assert "Lola" not in told
    assert "Hidden" not in told
    ian = visit("ian")
    assert "Lola Vance" in ian.get("/access-log?site=all").text
    assert ian.get(f"/rooms?site={district.marshall}").status_code == 200  # the site chosen last
    first, narrowed = ian.get("/access-log").text, ian.get(f"/access-log?site={district.lincoln}").text
    heading = '<th role="columnheader" scope="col" class="plain">Site'
    assert ("All your sites" in first, "Lola Vance" in first, heading in first) == (True, True, True)
    assert ("Lola Vance" in narrowed, heading in narrowed) == (True, False)
    assert heading not in paul.get("/access-log").text
    for who in ("ivy", "tess", "fay", "tom", "ada", "rhea"):
        assert visit(who).get("/access-log").status_code == 403, who


def test_a_page_that_shows_many_costs_three_statements_more_and_one_when_opened_again(
    visit: Visits, district: District
) -> None:
    site = district.site(district.marshall)
    db.session.add_all(
        Person(site_id=site.id, kind="student", given_name=f"Ann{n}", family_name="Ames") for n in range(40)
    )
    db.session.commit()
    ivy = visit("ivy")
    page = len(questions(ivy, "/people?show=staff"))
    assert len(questions(ivy, "/people")) <= page + 1
    assert len([said for said in statements(ivy, "/people?q=ann") if "look" in said]) == 3
    assert len([said for said in statements(ivy, "/people?q=ann") if "look" in said]) == 1
    assert db.session.scalars(select(Look.students)).all() == [41, 40]


def test_what_is_older_than_the_district_keeps_is_forgotten(
    app: Flask, visit: Visits, district: District, fixed_clock: FixedClock
) -> None:
    visit("ivy").get("/people")
    fixed_clock.pass_time(days=policy.value("access_log_days") - 1)
    assert forgetting.forget_looks() == 0
    fixed_clock.pass_time(days=2)
    told = app.test_cli_runner().invoke(args=["access-log", "forget"]).output
    assert told == "1 forgotten.\n"
    db.session.rollback()
    assert db.session.scalar(select(func.count()).select_from(LookedAt)) == 0


def seen(person_id: int) -> list[Look]:
    db.session.rollback()
    looks = select(Look).join(LookedAt, LookedAt.look_id == Look.id).where(LookedAt.person_id == person_id)
    return list(db.session.scalars(looks.order_by(Look.id)))


def statements(visitor: Visitor, path: str) -> list[str]:
    """What was asked of the database for a page, and after it had gone out."""
    said: list[str] = []

    def listen(_connection: Any, _cursor: Any, statement: str, *_: Any) -> None:
        said.append(statement)

    event.listen(db.engine, "before_cursor_execute", listen)
    try:
        visitor.get(path)
    finally:
        event.remove(db.engine, "before_cursor_execute", listen)
    return said


def forget_minutes(person_id: int) -> None:
    """Long ago: the next page is a look of its own."""
    for look in seen(person_id):
        look.at = clock.now() - timedelta(days=1)
    db.session.commit()
