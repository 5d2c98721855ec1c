"""A class is chosen at the desk: who is in it today, who has a device already, and who may see the list."""

import re
from datetime import date
from html import unescape
from uuid import UUID

import pytest
from sqlalchemy import select

from app.db import db
from app.domain import custody
from app.models import Enrollment, Person, SchoolClass
from tests.conftest import Visits
from tests.district import District
from tests.phones import at_a_desk


def test_a_class_lists_its_students_and_what_they_hold(visit: Visits, district: District) -> None:
    school_class = english(district, "Nguyen", "Abbot", "Moved")
    ivy = visit("ivy")
    assert "2 without a device" in ivy.get("/checkout/classes").text
    page = ivy.get(f"/checkout/classes/{school_class}").text
    assert page.index("Abbot, Ann") < page.index("Nguyen, Sam")
    assert "Moved, Mo" not in page
    assert "has A1030" in page
    with at_a_desk():
        custody.check_out(district.asset("A1020"), person("Abbot"), district.act())
        custody.check_out(district.asset("A1001"), person("Early"), district.act())
    assert "All have one" in ivy.get("/checkout/classes").text


def test_a_class_is_found_by_title_room_or_teacher_and_many_are_paged(
    visit: Visits, district: District, monkeypatch: pytest.MonkeyPatch
) -> None:
    school_class = english(district, "Nguyen")
    with at_a_desk():
        site = district.site("8217")
        teacher = Person(
            site_id=site.id, kind="staff", given_name="José", family_name="Álvarez de la Cruz-Ruíz"
        )
        others = [SchoolClass(site_id=site.id, title=f"History {number}") for number in range(3)]
        db.session.add_all([teacher, *others])
        db.session.flush()
        english_7 = db.session.scalars(
            select(SchoolClass).where(SchoolClass.uuid == UUID(school_class))
        ).one()
        roles = [(english_7, teacher, "teacher")] + [(each, person("Nguyen"), "student") for each in others]
        db.session.add_all(
            [Enrollment(class_id=each.id, person_id=who.id, role=role) for each, who, role in roles]
        )
    ivy = visit("ivy")
    found = {
        wanted: listed(ivy.get("/checkout/classes", query_string={"q": wanted}).text)
        for wanted in ("engl", "204", "jose", "José", "la cruz", "ruiz", "hist 1", "hist%", "o'", "x" * 900, "alvarez")
    }  # fmt: skip
    history = [f"History {number}" for number in range(3)]
    only = ["English 7"]
    assert found == {
        "engl": only, "204": only, "jose": only, "José": only, "la cruz": only, "ruiz": only,
        "hist 1": ["History 1"], "hist%": [], "o'": [], "x" * 900: [], "alvarez": only,
    }  # fmt: skip
    monkeypatch.setattr("app.domain.custody.class_sets.PAGE", 2)
    first = ivy.get("/checkout/classes").text
    assert listed(first) == ["English 7", "History 0"]
    [onward] = re.findall(r'href="(/checkout/classes[?][^"]*after=[^"]+)"', first)
    assert listed(ivy.get(unescape(onward)).text) == history[1:]
    part = ivy.get("/checkout/classes?q=engl", headers={"HX-Target": "div#classes"}).text
    assert ("<html" in part, listed(part)) == (False, only)
    assert ivy.get("/checkout/classes?after=nobody").status_code == 404


def test_without_classes_a_homeroom_will_do(visit: Visits, district: District) -> None:
    ivy = visit("ivy")
    assert "Room 205" in ivy.get("/checkout/classes").text
    assert "Nguyen, Sam" in ivy.get(f"/checkout/homerooms/{district.room('205').uuid}").text
    assert "Nobody in this class" in ivy.get(f"/checkout/homerooms/{district.room('204').uuid}").text


def test_the_list_of_a_class_is_for_whoever_reads_names_and_hands_devices(
    visit: Visits, district: District
) -> None:
    """Policy: ORG-8, ORG-10."""
    school_class = english(district, "Nguyen")
    for who, status in (
        ("ivy", 200),
        ("ian", 200),
        ("tom", 403),
        ("tess", 403),
        ("paul", 403),
        ("lola", 404),
    ):
        assert visit(who).get(f"/checkout/classes/{school_class}").status_code == status, who
    assert visit("ivy").get(f"/checkout/classes/{school_class}").headers["Cache-Control"] == "no-store"


def english(district: District, *families: str) -> str:
    """English 7 with these students; Early joined in August, Moved left the class in May."""
    with at_a_desk():
        site = district.site("8217")
        made = SchoolClass(site_id=site.id, title="English 7", code="ENG7", room_id=district.room("204").id)
        db.session.add(made)
        for given, family in (("Ann", "Abbot"), ("Eve", "Early"), ("Mo", "Moved")):
            db.session.add(Person(site_id=site.id, kind="student", given_name=given, family_name=family))
        db.session.flush()
        for family in {*families, "Early"}:
            ended = date(2020, 5, 1) if family == "Moved" else None
            row = Enrollment(class_id=made.id, person_id=person(family).id, role="student", ended_on=ended)
            db.session.add(row)
        return str(made.uuid)


def listed(page: str) -> list[str]:
    return re.findall(r'class="what"><b>([^<]+)</b>', page)


def person(family: str) -> Person:
    return db.session.scalars(select(Person).where(Person.family_name == family)).one()
