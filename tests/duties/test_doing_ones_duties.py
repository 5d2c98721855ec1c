"""Paul names Ivy's successor, Tess goes through the training, Fay tells of a tablet that was sold."""

import re

from sqlalchemy import select

from app.db import db
from app.models import Grant
from tests.asking import as_read
from tests.conftest import FixedClock, Visits
from tests.district import District, Visitor


def shown(who: Visitor, path: str) -> str:
    return who.get(path).get_data(as_text=True)


def named(page: str) -> list[str]:
    return re.findall(r'<li class="row person">.*?<b>([^<]+)</b>', page, re.DOTALL)


def test_a_principal_names_who_manages_the_inventory(visit: Visits, district: District) -> None:
    paul = visit("paul")
    assert named(shown(paul, "/duties")) == ["Ivy Delgado", "Jonas Reyes"]
    tess = {"user": str(district.user("tess").uuid)}
    for _ in range(2):
        assert paul.post("/sites/8217/designations", data=tess).status_code == 303
    assert named(shown(paul, "/duties")) == ["Ivy Delgado", "Jonas Reyes", "Tess Rivera"]
    paul.post(f"/sites/8217/designations/{district.user('ivy').uuid}/end")
    assert named(shown(paul, "/duties")) == ["Jonas Reyes", "Tess Rivera"]
    db.session.rollback()
    ivys = db.session.scalars(select(Grant).where(Grant.user_id == district.user("ivy").id)).one()
    assert ivys.ended_at is not None
    assert visit("ivy").get("/duties").status_code == 403


def test_nobody_of_another_school_is_named_or_names(visit: Visits, district: District) -> None:
    lola = {"user": str(district.user("lola").uuid)}
    assert visit("paul").post("/sites/8217/designations", data=lola).status_code == 404
    assert visit("paul").post("/sites/8729/designations", data=lola).status_code == 404
    assert visit("jonas").post("/sites/8217/designations", data=lola).status_code == 403


def test_a_site_with_nobody_is_told_by_when_it_needs_somebody(visit: Visits, district: District) -> None:
    """Policy: ORG-2: school begins in August, and three weeks of it are over in October."""
    paul = visit("paul")
    for who in ("ivy", "jonas"):
        paul.post(f"/sites/8217/designations/{district.user(who).uuid}/end")
    page = shown(paul, "/duties")
    assert "Nobody is the inventory device manager" in page
    assert re.search(r"by the end of the third week of school: (Aug|Sep) \d+", as_read(page))


def test_the_years_training_is_read_once_and_seen_by_the_site(
    visit: Visits, district: District, fixed_clock: FixedClock
) -> None:
    ian, ivy = visit("ian"), visit("ivy")
    assert ian.post("/training", data={"title": "Counting", "text": " "}).status_code == 409
    ian.post(
        "/training", data={"title": "Counting", "text": "Walk.\n\nScan.", "address": "javascript:alert(1)"}
    )
    page = shown(ivy, "/training")
    assert ("<p>Scan.</p>" in page, "javascript:" in page) == (True, False)
    done = re.search(r'action="(/training/[^"]+)"', page)
    assert done
    for _ in range(2):
        ivy.post(done[1])
    assert re.search(r"You went through it <time [^>]+>today</time>\.", shown(ivy, "/training"))
    assert shown(visit("paul"), "/duties").count("not trained this year") == 1
    fixed_clock.pass_time(days=300)
    assert visit("ivy").post(done[1]).status_code == 409


def test_anyone_tells_of_a_breach_and_its_follows_it(visit: Visits, district: District) -> None:
    fay, ian = visit("fay"), visit("ian")
    assert fay.post("/breaches", data={"what": ""}).status_code == 409
    fay.post("/breaches", data={"what": "A tablet of ours is for sale <online>."})
    address = re.search(r'href="(/breaches/[^"]+)"', shown(ian, "/breaches"))
    assert address
    assert fay.get(address[1]).status_code == 403
    ian.post(f"{address[1]}/notes", data={"note": "Asked the seller for its tag."})
    ian.post(f"{address[1]}/close", data={"note": "It was never ours."})
    assert ian.post(f"{address[1]}/notes", data={"note": "Once more."}).status_code == 409
    told = shown(fay, "/breaches")
    assert ("It was never ours." in told, "for sale &lt;online&gt;" in told) == (True, True)
    assert "for sale" not in shown(visit("ivy"), "/breaches")
