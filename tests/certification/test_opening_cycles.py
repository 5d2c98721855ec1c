"""ITS opens a cycle for a fiscal year with the sites and kinds it chooses, lets others join, and moves its day."""

from datetime import date
from functools import partial
from itertools import pairwise
from typing import Any

from sqlalchemy import select

from app.db import begin_writing, db
from app.domain import certification, directory, register
from app.domain.directory import SiteDetails
from app.models import Certification, Cycle
from tests.asking import as_read, questions
from tests.at_once import at_once
from tests.conftest import FixedClock, Visits
from tests.district import District


def cycle_there() -> Cycle:
    found = certification.current()
    assert found is not None
    return found


def taking_part() -> list[str]:
    query = select(Certification).where(Certification.state != "reopened")
    return sorted(each.site.code for each in db.session.scalars(query))


CHOSEN: dict[str, Any] = {
    "began": "2026-07-01", "due_on": "2027-05-31", "seen_since": "2026-09-01", "category": ["Cart"],
    "which": "chosen", "site": ["8217"],
}  # fmt: skip


def test_a_cycle_of_chosen_sites_and_kinds(visit: Visits, district: District) -> None:
    ian, lola = visit("ian"), visit("lola")
    form = ian.get("/cycles/new").text
    assert ('value="8217" checked' in form, "2026-27" in form, "2025-26" in form) == (True, True, True)
    told = ian.get(ian.post("/cycles", data=CHOSEN).location).text
    cycle = cycle_there()
    assert ("is open for 1 site." in told, "May 31, 2027" in told) == (True, True)
    watched = ian.get("/cycles").text
    assert ("Lincoln High" in watched, "of 1 device sighted" in watched) == (False, True)
    assert (cycle.due_on.isoformat(), cycle.categories, taking_part()) == ("2027-05-31", ["Cart"], ["8217"])
    ivy = visit("ivy")
    page = ivy.get(f"/certification?site={district.marshall}")
    word = {"kind": "holder", "word": "It is here."}
    for tag, status in (("A1001", 404), ("C1", 303)):
        device = str(district.asset(tag).uuid)
        db.session.rollback()
        assert ivy.post(f"{page.location}/attestations", data=word | {"asset": device}).status_code == status
    assert "of 1 device sighted or explained" in visit("ivy").get(page.location).text
    assert "/certifications/" not in lola.get("/certification").text


def test_a_school_that_opened_in_autumn_joins_and_the_day_is_moved_with_a_reason(
    visit: Visits, district: District
) -> None:
    ian = visit("ian")
    ian.post("/cycles", data=CHOSEN)
    begin_writing()
    directory.put_site(SiteDetails("8800", "Autumn Elementary", region="North"))
    directory.put_site(SiteDetails("8801", "Gone Elementary", region="North", open=False))
    closed = district.site("8801")
    closed.closed_on = cycle_there().began_on
    db.session.commit()
    address = f"/cycles/{cycle_there().uuid}"
    offered = ian.get(address).text
    assert ("Autumn Elementary" in offered, "Gone Elementary" in offered, "Marshall" in offered) == (
        True,
        False,
        False,
    )
    assert (
        "1 site takes part now."
        in ian.get(ian.post(f"{address}/sites", data={"site": ["8800"]}).location).text
    )
    assert (
        "0 sites take part now."
        in ian.get(ian.post(f"{address}/sites", data={"site": ["8800"]}).location).text
    )
    assert taking_part() == ["8217", "8800"]
    assert ian.post(f"{address}/sites", data={"site": ["8801"]}).status_code == 409
    assert ian.post(f"{address}/sites", data={"site": ["nobody"]}).status_code == 400
    assert ian.post(f"{address}/sites").status_code == 409
    assert ian.post(f"{address}/due", data={"due_on": "2027-06-15", "reason": " "}).status_code == 409
    assert ian.post(f"{address}/due", data={"due_on": "2026-08-01", "reason": "Sooner."}).status_code == 409
    assert ian.post(f"{address}/due", data={"due_on": "soon", "reason": "Sooner."}).status_code == 422
    moved = ian.get(
        ian.post(f"{address}/due", data={"due_on": "2027-06-15", "reason": "Snow days."}).location
    ).text
    assert ("Snow days." in moved, "Due Jun 15, 2027 instead of May 31, 2027" in as_read(moved)) == (
        True,
        True,
    )
    assert "Due Jun 15, 2027, in 244 days" in as_read(ian.get("/cycles").text)
    assert taking_part() == ["8217", "8800"]


def test_two_who_move_the_day_at_once_move_it_one_after_the_other(visit: Visits, district: District) -> None:
    ian = visit("ian")
    ian.post("/cycles", data=CHOSEN)
    address = f"/cycles/{cycle_there().uuid}"
    db.session.rollback()
    days = ("2027-06-15", "2027-06-16", "2027-06-16")
    hands = [(visit("ian"), {"due_on": day, "reason": "Snow."}) for day in days]
    answers = at_once(*[partial(hand.post, f"{address}/due", data=form) for hand, form in hands])
    assert [answer.status_code for answer in answers] == [303] * 3
    db.session.rollback()
    db.session.expire_all()
    moves = [(move.from_on, move.to_on) for move in cycle_there().moves]
    for (_, came), (left, _) in pairwise(moves):
        assert came == left
    assert moves[-1][1] == cycle_there().due_on
    db.session.rollback()
    answers = at_once(*[partial(hand.post, f"{address}/sites", data={"site": ["8729"]}) for hand, _ in hands])
    assert [answer.status_code for answer in answers] == [303] * 3
    db.session.rollback()
    assert taking_part() == ["8217", "8729"]


WRONG: list[tuple[dict[str, Any], str]] = [
    ({"due_on": "2026-09-30"}, "The days do not fit"),
    ({"seen_since": "2026-12-01"}, "The days do not fit"),
    ({"seen_since": "2026-06-30"}, "The days do not fit"),
    ({"began": "2026-07-02"}, "No fiscal year begins"),
    ({"began": "2019-07-01"}, "No fiscal year begins"),
    ({"site": []}, "No site was chosen"),
]


def test_what_does_not_fit_is_refused_and_what_was_typed_stays(visit: Visits, district: District) -> None:
    ian = visit("ian")
    for wrong, said in WRONG:
        answer = ian.post("/cycles", data=CHOSEN | wrong)
        assert (answer.status_code, said in answer.text) == (422, True), wrong
        assert 'value="Cart" id="category-1" checked' in answer.text
    assert ian.post("/cycles", data=CHOSEN | {"category": ["Zeppelin"]}).status_code == 400
    assert certification.current() is None


def test_the_next_year_is_opened_ahead_and_takes_over_on_its_first_day(
    visit: Visits, district: District, fixed_clock: FixedClock
) -> None:
    ian = visit("ian")
    ahead = as_read(ian.get("/cycles/new?began=2027-07-01").text)
    assert "This fiscal year has not begun" in ahead
    assert "What is seen from Jul 1, 2027 on counts" in ahead
    assert "has not begun" not in ian.get("/cycles/new").text
    coming = ian.post("/cycles", data={"began": "2027-07-01"}).location
    assert "This cycle has not begun" in ian.get(coming).text
    assert ("No cycle has begun yet" in ian.get("/cycles").text, coming in ian.get("/cycles").text) == (
        True,
        True,
    )
    current = ian.post("/cycles").location
    assert ian.post("/cycles").status_code == 422
    assert ian.post("/cycles", data={"began": "2027-07-01"}).status_code == 422
    listed = ian.get("/cycles").text
    assert 0 < listed.index("the current cycle") < listed.index("begins on")
    assert 0 < listed.index(current) < listed.index(coming)
    assert "Until then they go on with" not in ian.get(current).text
    assert cycle_there().name == "2026-27"
    fixed_clock.pass_time(days=265)
    assert cycle_there().name == "2027-28"
    listed = visit("ian").get("/cycles").text
    assert 0 < listed.index(coming) < listed.index("before the current one")
    assert "2027–28" not in visit("ian").get("/cycles/new").text


def test_a_region_sees_the_cycles_of_its_own_schools_and_changes_none(
    visit: Visits, district: District
) -> None:
    """Policy: ORG-8."""
    ian, rhea, leo = visit("ian"), visit("rhea"), visit("leo")
    marshall = ian.post("/cycles", data=CHOSEN).location
    everywhere = ian.post("/cycles", data={"began": "2027-07-01"}).location
    assert [
        (page in rhea.get("/cycles").text, page in leo.get("/cycles").text) for page in (marshall, everywhere)
    ] == [
        (True, False),
        (True, True),
    ]
    assert (leo.get(marshall).status_code, leo.get(everywhere).status_code) == (404, 200)
    told = rhea.get(marshall).text
    assert ("0 of 1" in told, "Move the due day" in told, "Sites that take no part" in told) == (
        True,
        False,
        False,
    )
    asked = len(questions(ian, "/cycles"))
    begin_writing()
    past = certification.open_cycle(district.act("ian"), began=date(2025, 7, 1), due_on=date(2026, 12, 1))
    uuid, found = past.uuid, certification.standing(past, district.site("8217"))
    assert found
    late = f"/certifications/{found.uuid}"
    db.session.commit()
    assert len(questions(ian, "/cycles")) == asked
    assert [late in who.get(f"/cycles/{uuid}").text for who in (rhea, leo)] == [True, False]
    own = visit("ivy").get("/certification", follow_redirects=True).text
    assert (late in own, "2027-28" in own) == (True, False)
    assert rhea.get(f"/cycles/{uuid}?from=100").status_code == 200


def test_only_its_opens_and_changes_a_cycle(visit: Visits, district: District) -> None:
    visit("ian").post("/cycles", data=CHOSEN)
    address = f"/cycles/{cycle_there().uuid}"
    for name in ("rhea", "leo", "ivy", "paul", "ada"):
        who = visit(name)
        assert who.get("/cycles/new").status_code == 403
        assert who.get(address).status_code == {"rhea": 200, "ada": 200, "leo": 404}.get(name, 403)
        for deed in ("/cycles", f"{address}/sites", f"{address}/due"):
            data = {"site": ["8729"], "due_on": "2027-06-15", "reason": "Later."}
            assert who.post(deed, data=data).status_code == 403
    assert (taking_part(), cycle_there().due_on.isoformat()) == (["8217"], "2027-05-31")


def test_the_kinds_that_a_cycle_certifies_are_all_that_ends(visit: Visits, district: District) -> None:
    """Each device of the kinds in exactly one of the four ends, and none of another kind. Policy: CERT-2."""
    begin_writing()
    tablet = register.model_named("iPad 10", maker="Apple", category="Tablet")
    site = district.site("8217")
    register.register(site, room=district.room("205"), model=tablet, act=district.act(), tag="T1")
    db.session.commit()
    visit("ian").post("/cycles", data=CHOSEN | {"category": ["Cart", "Tablet"]})
    found = certification.standing(cycle_there(), district.site("8217"))
    assert found is not None
    assert [one.leaf["tag"] for one in certification.ends_of(found)] == ["C1", "T1"]
    assert certification.progress_of(found).counts["assets"] == 2
