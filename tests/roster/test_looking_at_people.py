"""Who holds what, who has nothing or two, what somebody owes; and a site that shares its devices instead."""

import csv
import io
import re

import pytest
from sqlalchemy import delete, select

from app.db import begin_writing, db
from app.domain import accessories, custody, losses
from app.domain.custody import desk
from app.models import Asset, Checkout, Collection, Person, Responsibility
from tests.asking import as_read, questions
from tests.conftest import FixedClock, Visits
from tests.district import District


@pytest.fixture
def people(district: District) -> None:
    """Beside Sam, who holds A1030: Ana without a device, Ben with two, and Tess of the staff, who answers for 204."""
    begin_writing()
    site = district.site("8217").id
    for name, badge, kind in (
        ("Ana", "700002", "student"),
        ("Ben", "700003", "student"),
        ("Tess", "900001", "staff"),
    ):
        db.session.add(Person(site_id=site, kind=kind, given_name=name, family_name="Ortiz", badge=badge))
    db.session.flush()
    ben, tess = (
        db.session.scalars(select(Person).where(Person.given_name == name)).one() for name in ("Ben", "Tess")
    )
    for tag in ("A1011", "A1012"):
        custody.check_out(district.asset(tag), ben, district.act())
    district.user("tess").person_id = tess.id
    db.session.add(
        Responsibility(
            room_id=district.room("204").id, person_id=tess.id, began_at=district.act().happened_at
        )
    )
    db.session.commit()


def listed(page: str) -> list[str]:
    return re.findall(r"<b>(\w+, \w+)</b>", page)


@pytest.mark.usefixtures("people")
def test_students_without_a_device_or_with_two_are_found(visit: Visits) -> None:
    ivy = visit("ivy")
    shown = {
        show: listed(ivy.get(f"/people?show={show}").get_data(as_text=True))
        for show in ("", "none", "several", "staff", "staff-none", "nonsense")
    }
    everybody = ["Nguyen, Sam", "Ortiz, Ana", "Ortiz, Ben", "Ortiz, Tess"]
    assert shown == {
        "": everybody, "none": ["Ortiz, Ana"], "several": ["Ortiz, Ben"], "staff": ["Ortiz, Tess"],
        "staff-none": ["Ortiz, Tess"], "nonsense": everybody,
    }  # fmt: skip
    for wanted in ("Ort", "Ana Ort", "700002"):
        assert "Ortiz, Ana" in listed(ivy.get(f"/people?q={wanted}").get_data(as_text=True))


def test_names_are_found_however_they_are_written(visit: Visits, district: District) -> None:
    """Accents, capitals, hyphens and apostrophes say nothing; each word begins one of somebody's names."""
    begin_writing()
    site = district.site("8217").id
    for given, family in (
        ("José María", "De la Cruz"), ("Josephine", "O’Brien"), ("Zoë", "Núñez-Gil"), ("Łukasz", "Ó Dálaigh"),
    ):  # fmt: skip
        db.session.add(Person(site_id=site, kind="student", given_name=given, family_name=family))
    db.session.commit()
    ivy = visit("ivy")
    found = {
        "jose": 2, "JOSÉ": 2, "jose maria": 1, "maria cruz": 1, "de la cruz": 1, "Cruz José": 1,
        "obrien": 1, "o'brien": 1,
        "nunez": 1, "gil": 1, "núñez-gil zoe": 1, "dalaigh": 1,
        "ose": 0, "s-1": 1, "700001": 1, "70000": 0, "%": 0, "_": 0, "'": 0, "\u0301": 0,
    }  # fmt: skip
    assert {
        wanted: len(re.findall('class="row person"', ivy.get("/people", query_string={"q": wanted}).text))
        for wanted in found
    } == found


@pytest.mark.usefixtures("people")
def test_the_list_is_a_table_for_other_programs_and_runs_as_no_formula(
    visit: Visits, district: District
) -> None:
    begin_writing()
    ana = db.session.scalars(select(Person).where(Person.given_name == "Ana")).one()
    ana.given_name = "=HYPERLINK(1)"
    db.session.commit()
    ivy = visit("ivy")
    told = list(csv.DictReader(io.StringIO(ivy.get("/people.csv?q=ortiz").text.lstrip("\ufeff"))))
    assert [(row["given_name"], row["kind"], row["devices"], row["tags"]) for row in told] == [
        ("'=HYPERLINK(1)", "student", "0", ""), ("Ben", "student", "2", "A1011; A1012"), ("Tess", "staff", "0", ""),
    ]  # fmt: skip
    assert "Tess" not in ivy.get("/people.csv?show=none").text
    assert "Nguyen" not in visit("lola").get("/people.csv").text
    assert visit("ada").get("/people.csv?site=8217").status_code == 403
    assert len(questions(ivy, "/people")) <= 14
    assert len(questions(ivy, "/people.csv")) <= 8


@pytest.mark.usefixtures("people")
def test_a_page_tells_what_somebody_holds_held_and_owes(
    visit: Visits, district: District, fixed_clock: FixedClock
) -> None:
    begin_writing()
    sam = db.session.scalars(select(Person).where(Person.badge == "700001")).one()
    losses.report(district.asset("A1030"), "lost", district.act())
    db.session.add(Collection(person_id=sam.id, site_id=sam.site_id, why="left", since=fixed_clock.now))
    db.session.commit()
    page = visit("ivy").get(f"/people/{sam.uuid}").get_data(as_text=True)
    assert "Sam Nguyen left the district. Marshall Middle wants its devices back." in page
    assert ("A1030" in page, "Reported lost" in page) == (True, True)
    begin_writing()
    losses.find(district.asset("A1030"), district.room("205"), district.act())
    charger = accessories.add_kind(district.site("8217"), "Charger", district.act(), stock=5)
    custody.check_out(district.asset("A1020"), sam, district.act())
    opened = db.session.scalars(select(Checkout).where(Checkout.ended_at.is_(None))).all()
    accessories.issue(
        next(each for each in opened if each.person_id == sam.id),
        charger.site_id,
        ["Charger"],
        district.act(),
    )
    db.session.commit()
    page = visit("ivy").get(f"/people/{sam.uuid}").get_data(as_text=True)
    assert ("not seen yet · with Charger" in as_read(page), "Owes" in page) == (True, False)
    begin_writing()
    desk.check_in(district.asset("A1020"), district.room("STO"), district.act())
    db.session.commit()
    page = visit("ivy").get(f"/people/{sam.uuid}").get_data(as_text=True)
    assert "went out with A1020, and is not back" in page


@pytest.mark.usefixtures("people")
def test_a_site_shares_its_devices_and_its_takes_note(visit: Visits, district: District) -> None:
    ivy, ian = visit("ivy"), visit("ian")
    assert ivy.post("/sites/8217/sharing", data={"why": " "}).status_code == 409
    ivy.post("/sites/8217/sharing", data={"why": "Every room has a cart."})
    ivy.post("/sites/8217/sharing", data={"why": "A second tap."})
    page = ivy.get("/people?show=none").get_data(as_text=True)
    assert ("Every room has a cart." in page, "ITS is told" in page) == (True, True)
    sites = ian.get("/sites").get_data(as_text=True)
    assert "Marshall Middle shares its devices" in sites
    noted = re.search(r'action="(/sharing/[^"]+)"', sites)
    assert noted
    assert ivy.post(noted[1]).status_code == 403
    ian.post(noted[1])
    assert "ITS has taken note" in ivy.get("/people?show=none").get_data(as_text=True)
    ivy.post("/sites/8217/sharing/end")
    assert "Every student is to have a device." in ivy.get("/people?show=none").get_data(as_text=True)
    assert visit("lola").post("/sites/8217/sharing", data={"why": "Not mine."}).status_code == 404


@pytest.mark.usefixtures("people")
def test_a_teacher_begins_with_their_own_rooms_and_carts(visit: Visits, district: District) -> None:
    tess = visit("tess")
    home = tess.get("/").location
    assert home.endswith("/mine")
    page = tess.get(home).get_data(as_text=True)
    assert ("Room 204" in page, "C1" in page, "Room 205" in page) == (True, True, False)
    assert visit("ivy").get("/").location.endswith("/rooms")
    begin_writing()
    db.session.execute(delete(Responsibility))
    db.session.commit()
    assert visit("tess").get("/").location.endswith("/rooms")
    assert db.session.scalar(select(Asset.tag).where(Asset.tag == "C1"))
