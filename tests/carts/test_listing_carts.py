"""The carts of a school as a list and a file, and the checks that were made of one."""

import re
from collections.abc import Callable
from html import unescape

import pytest

from app.db import db
from app.domain import carts, register
from app.models import Person
from app.routes.carts import listing
from tests.asking import questions
from tests.carts.checking import confirms
from tests.conftest import Visits
from tests.district import District, Visitor
from tests.phones import Phone, at_a_desk

NewPhone = Callable[[str], Phone]


@pytest.fixture
def few(monkeypatch: pytest.MonkeyPatch) -> None:
    """Pages of three, as if there were hundreds."""
    monkeypatch.setattr(listing, "PAGE", 3)
    monkeypatch.setattr(listing, "AT_ONCE", 2)


def test_a_list_of_carts_is_searched_paged_and_exported(district: District, visit: Visits, few: None) -> None:
    """Each cart once, one's own first; found by tag, room and whoever answers; the file has them all."""
    more_carts(district, 7)
    hers(district)
    tess, ivy = visit("tess"), visit("ivy")
    for someone in (tess, ivy):
        assert sorted(walked(someone)) == ["C1", *(f"K{n}" for n in range(7))]
    assert walked(tess)[0] == "C1", "her own first"
    for words, wanted in {
        "k3": ["K3"],
        "Room 205": ["K0", "K2", "K4", "K6"],
        "rivera": ["C1"],
        "nowhere": [],
    }.items():
        assert sorted(walked(ivy, words)) == wanted, words
    assert "No cart fits" in ivy.get("/carts?q=nowhere").text
    lines = ivy.get("/carts.csv").text.splitlines()
    assert lines[0].lstrip("\ufeff").startswith("site,tag,serial")
    assert sorted(line.split(",")[1] for line in lines[1:]) == ["C1", *(f"K{n}" for n in range(7))]
    assert len(ivy.get("/carts.csv?q=k3").text.splitlines()) == 2
    assert len(questions(ivy, "/carts")) <= 7
    assert tess.get("/carts.csv").status_code == 403


def test_every_check_of_a_cart_is_kept_to_be_read_and_printed(
    phone: NewPhone, district: District, visit: Visits, few: None
) -> None:
    hers(district)
    tess = phone("tess")
    for _ in range(4):
        tess.sends(confirms(tess, (1, "present", "A1006"), (2, "present", "A1007")))
    tess.sends(
        confirms(tess, (1, "missing", "A1006"), (2, "present", "A1007"), (3, "present", None, "MENU-7"))
    )
    ivy = visit("ivy")
    cart = district.asset("C1").uuid
    first = ivy.get(f"/carts/{cart}/checks")
    assert first.text.count("Tess Rivera, who answers for it") == 3
    assert "2 slots" in first.text
    older = re.search(r'href="([^"]+)" rel="next"', first.text)
    assert older
    assert ivy.get(unescape(older[1])).text.count("Tess Rivera, who answers for it") == 2
    assert len(questions(ivy, f"/carts/{cart}/checks")) <= 8
    with at_a_desk():
        newest = carts.next_checks(district.asset("C1"), None, 1)[0].check.uuid
    page = ivy.get(f"/carts/checks/{newest}").text
    for words in ("A1006", "A1007", "MENU-7", "Missing", "Not in the register", "1 device", "2 slots"):
        assert words in page, words
    assert visit("lola").get(f"/carts/checks/{newest}").status_code == 404
    assert ivy.get(f"/carts/{cart}/checks?after={cart}").status_code == 404
    assert ivy.get("/carts?after=rubbish").status_code == 404


def hers(district: District) -> None:
    """Tess Rivera answers for C1."""
    with at_a_desk():
        tess = Person(site_id=district.site("8217").id, kind="staff", given_name="Tess", family_name="Rivera")
        db.session.add(tess)
        db.session.flush()
        district.user("tess").person_id = tess.id
        carts.check_out(district.asset("C1"), district.act(), to=tess)


def more_carts(district: District, number: int) -> None:
    with at_a_desk():
        like, act = district.asset("C1"), district.act()
        for n in range(number):
            room = district.room("205" if n % 2 == 0 else "LIB")
            register.register(room.site, room=room, model=like.model, act=act, tag=f"K{n}", slots=4)


def walked(visitor: Visitor, words: str = "") -> list[str]:
    """The tags of a list, page after page, as somebody turns them."""
    tags, address = list[str](), f"/carts?q={words}"
    while address:
        listed = visitor.get(address, headers={"HX-Request": "true", "HX-Target": "#carts"}).text
        tags += re.findall(r'class="what"><span>([^<]+)<', listed)
        onward = re.search(r'href="([^"]+)" rel="next"', listed)
        address = unescape(onward[1]) if onward else ""
    return tags
