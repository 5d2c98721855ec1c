"""Nothing is lost without a signal: whoever looks after a school's phones sees what waits, and what never came."""

import re
from collections.abc import Callable

import pytest
from sqlalchemy import select

from app.db import db, uuid7
from app.models import Handset, LostNumber, PhoneDevice, PhoneNote
from tests.conftest import FixedClock, Visits
from tests.district import District, Visitor
from tests.phones import Phone

NewPhone = Callable[[str], Phone]


def shown(visitor: Visitor, who: str = "ivy") -> str:
    """The page of phones, on one line."""
    visitor.sign_in(f"{who}@marshall.test")
    return " ".join(visitor.get("/phones").text.split())


def note_at(phone: Phone) -> str:
    return f"/phones/{phone.device}/{phone.actor}/note"


def test_what_waits_and_since_when(phone: NewPhone, visit: Visits, fixed_clock: FixedClock) -> None:
    """Phone 1 · T.R.: 12 unsent since 9:14 AM; and the next day that it is stale."""
    tess, ivy = phone("tess"), visit("ivy")
    fixed_clock.pass_time(minutes=14)
    first = tess.sees("204", "A1001")
    tess.seq = 13
    tess.sends(first)
    page = shown(ivy)
    for words in ("Phone 1 · T.R.", "12 unsent since 9:14", "last heard 9:14"):
        assert words in page
    assert "open Rollcall on it" not in page
    assert "wants a look" not in ivy.get("/attention").text
    fixed_clock.pass_time(hours=25)
    assert "open Rollcall on it" in shown(ivy)
    assert "1 phone wants a look" in ivy.get("/attention").text
    tess.sends(*(tess.makes("audit.open", {"audit": tess.audit("204"), "room": tess.room("204")}, seq=n)
                 for n in range(2, 14)))  # fmt: skip
    tess.seq = 13
    tess.sends()
    assert "All sent" in shown(ivy)


def test_numbers_that_never_came_are_seen_until_somebody_says_what_became_of_them(
    phone: NewPhone, visit: Visits, district: District
) -> None:
    tess, ivy = phone("tess"), visit("ivy")
    tess.seq, tess.first_kept = 3, 4
    tess.counts("204", "A1001")
    assert "Numbers 1, 2, 3 were made on the phone" in shown(ivy)
    assert ivy.post(note_at(tess), data={"note": " "}).status_code == 409
    assert visit("rhea").post(note_at(tess), data={"note": "x"}).status_code == 403
    assert visit("lola").post(note_at(tess), data={"note": "x"}).status_code == 404
    assert ivy.post(note_at(tess), data={"note": "Counted again."}).status_code == 303
    page = shown(ivy)
    assert "3 never came" not in page
    assert re.search(r"Ivy Delgado, <time [^>]+>today</time>: Counted again\.", page)
    assert db.session.scalars(select(PhoneNote.lost)).one() == 3
    assert ivy.post(note_at(tess), data={"note": "x"}).status_code == 409
    # One of them comes after all: then it is not lost, whatever was said.
    tess.seq = 0
    tess.sends(tess.sees("204", "A1002"))
    assert list(db.session.scalars(select(LostNumber.seq))) == [2, 3]


def test_a_phone_that_comes_back_empty_is_seen(phone: NewPhone, visit: Visits, district: District) -> None:
    """Fault 13: its browser emptied the storage and left the cookie."""
    tess, ivy = phone("tess"), visit("ivy")
    first = tess.sees("204", "A1001")
    tess.seq = 5
    tess.sends(first)
    assert "Came back empty" not in shown(ivy)
    # It asks before it has anything to send: its counter is behind what we heard from it.
    tess.seq, again = 0, Phone(district, tess.visitor, "tess")
    again.sends()
    page = shown(ivy)
    assert "Came back empty" in page
    assert "4 entries were unsent" in page
    again.counts("204", "A1002")
    assert [phone.handset_id for phone in db.session.scalars(select(PhoneDevice))] == [1, 1]
    assert db.session.scalars(select(Handset.id)).all() == [1]
    assert ivy.post(note_at(tess), data={"note": "Counted again."}).status_code == 303
    assert "Came back empty" not in shown(ivy)
    # Another person on the same phone has a counter of their own, and nothing is missing.
    jonas = Phone(district, tess.visitor, "jonas", device=again.device)
    jonas.signs_in()
    jonas.counts("205", "A1011")
    assert "Came back empty" not in shown(ivy)
    assert "Phone 1 · J.R." in shown(ivy)


def test_a_new_counter_alone_shows_it_too(phone: NewPhone, visit: Visits, district: District) -> None:
    """The other way to notice fault 13: work under another counter comes with the cookie of the first."""
    tess = phone("tess")
    tess.counts("204", "A1001")
    Phone(district, tess.visitor, "tess").counts("204", "A1002")
    assert "Came back empty" in shown(visit("ivy"))
    # The old counter speaks again: it was not empty after all.
    tess.counts("204", "A1003")
    assert "Came back empty" not in shown(visit("ivy"))


@pytest.mark.parametrize(
    ("off", "words"), [(9, "Clock 9 min slow"), (-7, "Clock 7 min fast"), (4, "All sent")]
)
def test_a_clock_that_is_off(
    off: int, words: str, phone: NewPhone, visit: Visits, fixed_clock: FixedClock
) -> None:
    tess = phone("tess")
    seen, now = tess.sees("204", "A1001"), fixed_clock.now
    tess.sends(seen, sent_at=now.replace(hour=now.hour - (off > 0), minute=(now.minute - off) % 60))
    assert words in shown(visit("ivy"))


def test_whose_phones_one_sees(phone: NewPhone, visit: Visits, fixed_clock: FixedClock) -> None:
    """One's own school's, a region's, or all of them; whoever counts sees only what is on the phone itself."""
    tess, lola = phone("tess"), phone("lola")
    tess.counts("204", "A1001")
    lola.sends(lola.makes("audit.open", {"audit": str(uuid7()), "room": lola.room("L1")}))
    seen = {who: shown(visit(who), who) for who in ("ivy", "lola", "rhea", "ian", "leo")}
    assert ["T.R." in page for page in seen.values()] == [True, False, True, True, False]
    assert ["L.V." in page for page in seen.values()] == [False, True, True, True, False]
    assert "L.V." not in visit("ian").get("/phones?site=8217").text
    assert visit("ivy").get("/phones?site=8729").status_code == 404
    assert visit("tess").get("/phones").status_code == 403
    for page in ("-1", f"1{'0' * 30}", "x"):
        assert visit("ivy").get(f"/phones?page={page}").status_code == 200


def test_what_the_cookie_may_say(phone: NewPhone, visit: Visits, district: District) -> None:
    """It is out of reach of scripts; rubbish in it is nothing, and one from before a restore is kept."""
    tess = phone("tess")
    tess.visitor.client.set_cookie("rollcall-phone", "' OR 1=1")
    answer = tess.posts(tess.sees("204", "A1001"))
    [cookie] = [each for each in answer.headers.getlist("Set-Cookie") if each.startswith("rollcall-phone=")]
    assert {"HttpOnly", "SameSite=Lax", "Path=/"} <= set(cookie.split("; "))
    assert "Set-Cookie" not in tess.posts(tess.sees("204", "A1002")).headers
    jonas, known = phone("jonas"), uuid7()
    jonas.visitor.client.set_cookie("rollcall-phone", str(known))
    jonas.counts("205", "A1011")
    assert db.session.scalars(select(Handset.uuid).order_by(Handset.id.desc())).first() == known
