"""The pages of the desk and of carts: who is named to whom, and what is not there for others."""

from collections.abc import Callable

import pytest
from sqlalchemy import select

from app import clock
from app.db import db
from app.domain import custody, register
from app.models import CartCheck, Collection, Person
from tests.asking import questions
from tests.conftest import FixedClock, Visits
from tests.custody.desk import back, out
from tests.district import District
from tests.phones import Phone, at_a_desk, name_of

NewPhone = Callable[[str], Phone]


def test_a_badge_is_a_name_to_whoever_may_read_names(visit: Visits) -> None:
    """Policy: ORG-8. The technician checks out, too, and reads no names."""
    told = {who: visit(who).get("/desk/meaning?code=700001") for who in ("ivy", "tom", "ian", "lola")}
    assert "Sam Nguyen" in told["ivy"].text
    assert "Sam Nguyen" in told["ian"].text
    assert 'data-means="person"' in told["tom"].text
    assert "badge …001" in told["tom"].text
    assert "Nguyen" not in told["tom"].text
    assert 'data-means="nothing"' in told["lola"].text
    assert {answer.headers["Cache-Control"] for answer in told.values()} == {"no-store"}


def test_a_device_is_told_with_its_version_and_another_school_s_is_not(visit: Visits) -> None:
    ivy = visit("ivy")
    assert (
        'data-tag="A1030" data-version="2" data-state="checked_out" data-held'
        in ivy.get("/desk/meaning?code=PFA1030").text
    )
    other = ivy.get("/desk/meaning?code=B2003").text
    assert 'data-means="other-site"' in other
    assert "Lincoln High" in other
    assert not any(word in other for word in ("B2003", "Hidden"))


@pytest.mark.parametrize("code", ["", "%20", "x" * 5000, "%F0%9F%98%80", "<script>", "' OR 1=1 --", "700099"])
def test_what_nothing_bears_means_nothing(visit: Visits, code: str) -> None:
    answer = visit("ivy").get(f"/desk/meaning?code={code}")
    assert answer.status_code == 200
    assert 'data-means="nothing"' in answer.text
    assert "<script>" not in answer.text


def test_who_has_left_takes_nothing_home(visit: Visits, district: District, fixed_clock: FixedClock) -> None:
    """Policy: CUS-3."""
    with at_a_desk():
        person = db.session.scalars(select(Person).where(Person.badge == "700001")).one()
        person.left_at = fixed_clock.now
    assert 'data-means="nothing"' in visit("ivy").get("/desk/meaning?code=700001").text


def test_a_cart_is_confirmed_without_a_script_too(visit: Visits, district: District) -> None:
    tess, cart = visit("tess"), district.asset("C1")
    assert "A1006" in tess.get(f"/carts/{cart.uuid}").text
    answer = tess.post(f"/carts/{cart.uuid}/checks")
    assert (answer.status_code, answer.location) == (303, "/carts?site=8217")
    page = tess.get("/carts").text
    assert "Confirmed: 2 devices are here." in page
    assert "by Tess Rivera" in page
    assert len(db.session.scalars(select(CartCheck)).all()) == 1
    assert district.asset("A1006").last_seen_room == district.room("204")
    assert district.faults() == []


def test_a_cart_confirmed_by_two_taps_is_confirmed_once(visit: Visits, district: District) -> None:
    tess, address = visit("tess"), f"/carts/{district.asset('C1').uuid}"
    _, _, rest = tess.get(address).text.partition('name="check" value="')
    said = {"check": rest.partition('"')[0]}
    assert [tess.post(f"{address}/checks", data=said).status_code for _ in range(2)] == [303, 303]
    assert visit("ivy").post(f"{address}/checks", data=said).status_code == 409
    assert tess.post(f"{address}/checks", data={"check": "no name"}).status_code == 303
    assert len(db.session.scalars(select(CartCheck)).all()) == 2
    assert district.faults() == []


def test_only_a_cart_has_slots_and_only_its_own_school_opens_it(visit: Visits, district: District) -> None:
    cart, laptop = district.asset("C1").uuid, district.asset("A1001").uuid
    for who, address, status in (
        ("ivy", f"/carts/{laptop}", 404), ("lola", f"/carts/{cart}", 404), ("fay", f"/carts/{cart}", 403),
    ):  # fmt: skip
        assert visit(who).get(address).status_code == status, (who, address)
    assert visit("ivy").post(f"/carts/{laptop}/checks").status_code == 404
    assert visit("ivy").bare_post(f"/carts/{cart}/checks").status_code == 403
    assert db.session.scalars(select(CartCheck)).all() == []


def test_the_code_on_a_cart_leads_to_it(visit: Visits, district: District) -> None:
    cart = district.asset("C1").uuid
    assert visit("tess").get("/t/C1").location == f"/carts/{cart}"
    assert f'data-open="/carts/{cart}"' in visit("tess").get("/scan/resolve?code=C1").text
    assert visit("paul").get("/t/C1").location == f"/assets/{cart}"


def test_whose_device_it_is_and_what_they_still_owe_is_said_at_once(
    visit: Visits, district: District
) -> None:
    """Policy: CUS-3. What is wanted back of a student is told with the device that comes back."""
    with at_a_desk():
        sam = db.session.scalars(select(Person).where(Person.badge == "700001")).one()
        custody.check_out(district.asset("A1020"), sam, district.act())
        db.session.add(Collection(person_id=sam.id, site_id=sam.site_id, why="left", since=clock.now()))
    ivy, tom = visit("ivy"), visit("tom")
    device = ivy.get("/desk/meaning?code=A1030").text
    assert 'data-who="Sam Nguyen"' in device
    assert 'data-owes="Still holds A1020 · To collect: has left"' in device
    assert "Holds A1020, A1030" in ivy.get("/desk/meaning?code=700001").text
    shown = tom.get("/desk/meaning?code=A1030").text
    assert "Still holds A1020" in shown
    assert not any(name in shown for name in ("Sam", "Nguyen"))
    free = ivy.get("/desk/meaning?code=A1001").text
    assert 'data-place="Room 204"' in free
    assert "data-held" not in free


def test_somebody_without_a_badge_is_found_by_name(visit: Visits) -> None:
    """Policy: ORG-8. Only a typed name is looked for, by whoever reads names, among their own people."""
    ask = "/desk/meaning?typed&code="
    ivy = visit("ivy")
    for text in ("nguyen", "Sam Ngu", "s-1", "700001"):
        assert 'data-who="Sam Nguyen"' in ivy.get(ask + text).text, text
    for text in ("Hidden", "x", "nobody like it"):
        assert 'data-means="nothing"' in ivy.get(ask + text).text, text
    assert 'data-means="nothing"' in ivy.get("/desk/meaning?code=nguyen").text
    assert 'data-means="nothing"' in visit("tom").get(ask + "nguyen").text


def test_what_its_keeps_is_said_before_anybody_tries(visit: Visits, district: District) -> None:
    """Policy: ORG-5, DIS-4."""
    with at_a_desk():
        register.correct(district.asset("A1001"), district.act("ian"), managed_by="its")
        register.correct(district.asset("A1030"), district.act("ian"), managed_by="its", ecf=True)
    said = {tag: visit("ivy").get(f"/desk/meaning?code={tag}").text for tag in ("A1001", "A1030", "A1002")}
    assert {tag for tag, text in said.items() if "data-kept-from" in text} == {"A1001"}
    assert "data-kept-from" not in visit("ian").get("/desk/meaning?code=A1001").text


def test_whoever_comes_back_to_the_desk_is_told_again_whose_its_deeds_were(
    phone: NewPhone, visit: Visits, district: District
) -> None:
    """Their own deeds alone: the phone keeps no name. Policy: ORG-8."""
    ivy = phone("ivy")
    sent = [out(ivy, "A1020"), back(ivy, "A1030")]
    ivy.sends(*sent)
    asked = "/desk/whose?of=rubbish&" + "&".join(f"of={name_of(each)}" for each in sent)
    told = visit("ivy").get(asked).text
    assert {name_of(each): f'data-of="{name_of(each)}" data-who="Sam Nguyen"' in told for each in sent} == {
        name_of(each): True for each in sent
    }
    for who in ("jonas", "tom", "lola"):
        assert "data-of" not in visit(who).get(asked).text, who
    assert len(questions(ivy.visitor, asked)) <= 8
    assert "data-of" not in visit("ivy").get("/desk/whose?of=" + "x" * 3000).text


def test_scan_begins_at_the_desk_where_somebody_says_so(visit: Visits) -> None:
    """Until they sign out, on this phone; looking things up is one tap away."""
    ivy = visit("ivy")
    assert ivy.get("/scan").status_code == 200
    assert ivy.post("/desk/begin", data={"way": "checkin", "begin": "1"}).location == "/checkin"
    assert ivy.get("/scan").location == "/checkin"
    assert ivy.get("/scan?look=1").status_code == 200
    assert ivy.get("/scan?code=A1001").status_code == 200
    assert visit("ivy").get("/scan").status_code == 200
    ivy.post("/desk/begin", data={"way": "checkin"})
    assert ivy.get("/scan").status_code == 200
    for rubbish in ({}, {"way": ""}, {"way": "x" * 9000, "begin": "1"}, {"way": "https://elsewhere.test"}):
        assert ivy.post("/desk/begin", data=rubbish).status_code == 400
    assert ivy.bare_post("/desk/begin", data={"way": "checkin", "begin": "1"}).status_code == 403


def test_a_badge_on_the_scan_page_leads_whoever_checks_out_to_the_desk(visit: Visits) -> None:
    """No badge stands in an address: the page itself carries it there. Policy: ORG-8."""
    led = [
        who
        for who in ("ivy", "tom", "ian", "tess", "paul", "lola")
        if 'data-open="/checkout" data-brings' in visit(who).get("/scan/resolve?code=700001").text
    ]
    assert led == ["ivy", "tom", "ian"]


def test_a_meaning_and_a_class_are_asked_for_in_few_questions(visit: Visits, district: District) -> None:
    """However many devices the students hold."""
    with at_a_desk():
        site, model = district.site("8217"), district.asset("A1001").model
        for number in range(12):
            one = Person(site_id=site.id, kind="student", given_name="Pat", family_name=f"Q{number}")
            one.badge, one.homeroom_id = f"7300{number:02}", district.room("205").id
            db.session.add(one)
            db.session.flush()
            device = register.register(site, room=None, model=model, act=district.act(), tag=f"Q{number}")
            custody.check_out(device, one, district.act())
    ivy, room = visit("ivy"), district.room("205").uuid
    for address in ("/desk/meaning?code=Q5", "/desk/meaning?code=pat&typed", f"/checkout/homerooms/{room}"):
        assert "Q5" in ivy.get(address).text
        asked = questions(ivy, address)
        assert len(asked) <= 14, "\n".join(asked)
