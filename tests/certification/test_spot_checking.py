"""Ten devices are drawn and looked at again by somebody who neither counted them nor answers for them."""

import random
import re
from uuid import uuid4

import pypdfium2
import pytest
from sqlalchemy import select

from app.db import begin_writing, db
from app.domain import audits, carts, certification, losses, policy
from app.domain.audits import Count, Reading
from app.domain.carts import SlotSeen
from app.domain.certification import Keyring
from app.models import Certification, Responsibility, Seal
from tests.asking import as_read
from tests.certification.school import COUNTED, signs, staff_account
from tests.certification.tablet import signs as signed
from tests.conftest import FixedClock, Visits
from tests.district import District, Visitor


def test_spot_checks_are_drawn_once_and_seen_by_somebody_else(
    counted: Certification, district: District, fixed_clock: FixedClock
) -> None:
    """Policy: LAW-4."""
    drawn = certification.draw(counted, district.act("paul"), random.Random(7))
    assert {str(one.asset) for one in drawn} == set(COUNTED)
    assert certification.draw(counted, district.act("paul")) == drawn
    seen = certification.see(counted, "A1002", district.act("paul"))
    assert seen.seen_by == district.user("paul")
    assert seen.seen_at == fixed_clock.now
    with pytest.raises(certification.NotDrawn):
        certification.see(counted, "A1011", district.act("paul"))


def test_whoever_answers_for_the_room_or_its_cart_checks_nothing_in_it(
    counted: Certification, district: District, fixed_clock: FixedClock
) -> None:
    """Policy: LAW-4."""
    tess = staff_account(district, "tess", "Tess", "Rivera")
    room = district.room("204")
    db.session.add(Responsibility(room_id=room.id, person_id=tess.id, began_at=fixed_clock.now))
    fixed_clock.pass_time(minutes=1)
    carts.confirm(
        district.asset("C1"), [SlotSeen(1, "present", district.asset("A1006"))], uuid4(), district.act()
    )
    certification.draw(counted, district.act("paul"))
    for tag in ("A1001", "A1006"):
        with pytest.raises(certification.SameEyes):
            certification.see(counted, tag, district.act("tess"))
    assert certification.see(counted, "A1006", district.act("paul")).seen_by == district.user("paul")


def test_whoever_alone_has_seen_a_device_does_not_check_it_again(
    counted: Certification, district: District
) -> None:
    """Policy: LAW-4."""
    certification.draw(counted, district.act("paul"))
    with pytest.raises(certification.SameEyes):
        certification.see(counted, "A1001", district.act("ivy"))
    assert certification.see(counted, "A1001", district.act("jonas")).seen_by == district.user("jonas")


def test_what_is_sealed_draws_no_more_spot_checks(
    counted: Certification, district: District, keyring: Keyring
) -> None:
    keyring.make()
    certification.send_for_review(counted, district.act("ivy"))
    certification.draw(counted, district.act("paul"))
    signs(counted, keyring, district)
    with pytest.raises(certification.NotNow):
        certification.see(counted, "A1001", district.act("paul"))
    with pytest.raises(certification.NotNow):
        certification.draw(counted, district.act("paul"))


def count_more(district: District, room: str, *tags: str) -> None:
    act = district.act("ivy")
    audit = audits.join_or_open(uuid4(), district.room(room), act)
    for tag in tags:
        audits.sight(Reading(Count.of(audit), uuid4(), tag, "camera", act, [district.asset(tag)]))
    db.session.flush()


def test_a_draw_made_early_is_made_up_for_and_what_was_seen_of_it_stays(
    counted: Certification, district: District, keyring: Keyring, fixed_clock: FixedClock
) -> None:
    """Drawn when three were counted, one of them gone since: the draw after it brings what is missing of ten."""
    keyring.make()
    first = certification.draw(counted, district.act("paul"))
    certification.see(counted, "A1002", district.act("paul"))
    fixed_clock.pass_time(days=1)
    count_more(district, "205", "A1011", "A1012")
    losses.report(district.asset("A1003"), "lost", district.act("ivy"))
    ended = certification.ends_of(counted)
    assert certification.drawable(ended, first).missing == 8
    second = certification.draw(counted, district.act("paul"), after=len(first))
    assert certification.draw(counted, district.act("paul"), after=len(first)) == second
    before, _ = certification.by_draw(second)
    assert before == list(first)
    certification.see(counted, "A1011", district.act("paul"))
    certification.send_for_review(counted, district.act("ivy"))
    told = signs(counted, keyring, district).head["spot_checks"]
    assert (told["drawn"], told["seen"]) == (5, 2)
    assert [(draw["drawn"], draw["seen"]) for draw in told["draws"]] == [(3, 1), (2, 1)]
    assert [(draw["among"], draw["among_answering"]) for draw in told["draws"]] == [(3, 0), (2, 0)]
    assert sorted(told["draws"][0]["not_seen"]) == ["A1001", "A1003"]


def test_each_is_listed_with_where_to_find_it(
    marshall: str, visit: Visits, district: District, fixed_clock: FixedClock
) -> None:
    fixed_clock.pass_time(minutes=1)
    db.session.rollback()
    begin_writing()
    seen = [SlotSeen(1, "present", district.asset("A1006"))]
    carts.confirm(district.asset("C1"), seen, uuid4(), district.act())
    db.session.commit()
    paul = visit("paul")
    paul.post(f"{marshall}/spot-checks")
    listed = re.sub(r"<[^>]+>", " ", paul.get(f"{marshall}/spot-checks").text)
    assert re.search(r"A1006\s.*?Room 204 · cart C1 · slot 1", as_read(listed))


def test_what_is_scanned_is_answered_at_once_in_any_order(
    marshall: str, visit: Visits, district: District
) -> None:
    """Tess, a teacher who counted nothing and answers for nothing, is the second person. Policy: LAW-4."""
    tess, paul = visit("tess"), visit("paul")
    assert tess.post(f"{marshall}/spot-checks").status_code == 403
    assert "Nothing is drawn yet" in tess.get(f"{marshall}/spot-checks").text
    assert "Draw 2" in paul.get(f"{marshall}/spot-checks").text
    paul.post(f"{marshall}/spot-checks")
    assert "<code-scanner" in tess.get("/certification/spot-checks", follow_redirects=True).text

    def scans(who: Visitor, code: str) -> str:
        headers = {"HX-Request": "true", "HX-Target": "contents"}
        answer = who.post(f"{marshall}/spot-checks/seen", data={"code": code}, headers=headers)
        said = re.search(r'data-answer="(\w+)"', answer.text)
        return f"{answer.status_code} {said[1] if said else ''}"

    assert [scans(tess, code) for code in ("A1002", "A1002", "A1011", "B2001", "", "9" * 900)] == [
        "200 seen", "200 again", *["200 not_drawn"] * 4,
    ]  # fmt: skip
    assert scans(visit("ivy"), "A1001") == "200 same_eyes"
    assert scans(tess, "PFA1001") == "200 seen"
    assert "2 of 2 seen" in paul.get(f"{marshall}/review").text
    assert visit("lola").get(f"{marshall}/spot-checks").status_code == 404


def test_a_first_draw_says_of_the_rest_what_is_so_and_the_paper_from_how_many_it_was_made(
    marshall: str, visit: Visits, district: District, fixed_clock: FixedClock
) -> None:
    """One of two is drawn, which Ivy alone counted in her own room; nothing was counted since. Policy: LAW-4."""
    db.session.rollback()
    begin_writing()
    ivy = staff_account(district, "ivy", "Ivy", "Delgado")
    db.session.add(
        Responsibility(room_id=district.room("204").id, person_id=ivy.id, began_at=fixed_clock.now)
    )
    policy.enter("spot_checks", 1, effective_on=fixed_clock.now.date(), by=None)
    db.session.commit()
    paul = visit("paul")
    paul.post(f"{marshall}/spot-checks")
    page = paul.get(f"{marshall}/spot-checks").text
    assert "1 more device was counted only by whoever answers for it and is not drawn." in page
    visit("ivy").post(f"{marshall}/review")
    signed(paul, marshall)
    paper = paul.get(f"/seals/{db.session.scalars(select(Seal.uuid)).one()}/certificate.pdf?lang=en").data
    told = "".join(one.get_textpage().get_text_bounded() for one in pypdfium2.PdfDocument(paper))
    rule = "first from the 2 of 2 sighted devices that only those who answer for them had counted, were seen again"
    assert f"0 of 1 drawn at random, {rule}" in " ".join(told.split())
