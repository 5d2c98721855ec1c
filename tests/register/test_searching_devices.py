"""Searching the register by any code, by model, room or holder, and paging along it."""

import re

from app.db import begin_writing, db
from app.domain import register
from app.domain.ledger import Act
from tests.conftest import Visits
from tests.district import District, Visitor
from tests.phones import at_a_desk


def found(visitor: Visitor, **query: str) -> set[str]:
    page = visitor.get("/assets", query_string=query).get_data(as_text=True)
    return set(re.findall(r">([A-Z]\d{4}|C1)</a>", page))


def test_the_idm_finds_devices_of_her_school(visit: Visits, district: District) -> None:
    """By any code, model, room or holder; accents, capitals and marks say nothing, and no letter stands for another."""
    with at_a_desk():
        district.room("205").name = "Salón 205 (Música)"
        register.correct(district.asset("A1001"), district.act(), description="100% new")
        sam = district.asset("A1030").holder
        assert sam is not None
        sam.given_name, sam.family_name = "Sám", "Nguyễn-O’Neil"
    wanted = {
        "A1001": {"A1001"}, "a1001": {"A1001"}, "PFA1002": {"A1002"}, "A101": {"A1011", "A1012"}, "Bretford": {"C1"},
        "205": {"A1011", "A1012"}, "salon 205": {"A1011", "A1012"}, "MUSICA": {"A1011", "A1012"},
        "nguyen": {"A1030"}, "sam ngu": {"A1030"}, "oneil": {"A1030"}, "700001": {"A1030"},
        "B2001": set(), "Hidden": set(), "no such thing": set(), "100%": set(), "_": set(), "%": set(), "'": set(),
        "/": set(), "\\": set(),
    }  # fmt: skip
    ivy = visit("ivy")
    assert {text: found(ivy, q=text) for text in wanted} == wanted


def test_sites_are_found_however_they_are_written(visit: Visits, district: District) -> None:
    with at_a_desk():
        district.site("8729").city = "Peñasco"
    its, wanted = visit("ian"), {"lincoln": 1, "PENASCO": 1, "872": 1, "%": 0, "_": 0, "8_29": 0}
    told = {q: its.get("/sites", query_string={"q": q}).text.count(">Lincoln High<") for q in wanted}
    assert told == wanted


def test_a_technician_does_not_find_devices_by_a_students_name(visit: Visits, district: District) -> None:
    assert found(visit("tom"), q="nguyen") == set()


def test_filters_narrow_and_combine(visit: Visits, district: District) -> None:
    ivy = visit("ivy")
    assert found(ivy, state="checked_out") == {"A1030"}
    assert found(ivy, room=str(district.room("205").uuid)) == {"A1011", "A1012"}
    assert found(ivy, category="Cart") == {"C1"}
    assert found(ivy, category="Laptop", state="in_stock") == {"A1020"}
    assert found(ivy, state="no such state") == set()


def test_what_lacks_a_place_is_listed(visit: Visits, district: District) -> None:
    """Policy: LAW-3."""
    begin_writing()
    laptop = district.asset("A1001").model
    register.register(
        district.site("8217"), room=None, model=laptop, act=Act.now(None, "command"), tag="A9001"
    )
    db.session.commit()
    assert found(visit("ivy"), problem="no_place") == {"A9001"}


def test_pages_follow_each_other_without_gap_or_double(visit: Visits, district: District) -> None:
    begin_writing()
    site, laptop = district.site("8217"), district.asset("A1001").model
    for number in range(130):
        register.register(site, room=None, model=laptop, act=Act.now(None, "command"), tag=f"D{number:04}")
    register.register(site, room=None, model=laptop, act=Act.now(None, "command"), serial="UNTAGGED")
    db.session.commit()
    ivy, seen, address = visit("ivy"), list[str](), "/assets?category=Laptop"
    for _ in range(10):
        page = ivy.get(address).get_data(as_text=True)
        seen += re.findall(r">([AD]\d{4})</a>", page)
        onward = re.search(r'href="(/assets\?[^"]*after=[^"]*)" rel="next"', page)
        if onward is None:
            break
        address = onward[1].replace("&amp;", "&")
    assert len(seen) == len(set(seen)) == 130 + 11
    assert seen == sorted(seen)
