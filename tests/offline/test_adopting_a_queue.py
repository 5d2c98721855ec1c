"""A queue is carried out of a phone as a file and taken over: the record names who did it and who brought it."""

import io
import json
from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import select
from werkzeug.test import TestResponse

from app.clock import now, written
from app.db import db
from app.domain import access
from app.domain.access.accounts import disable
from app.models import Adoption, Event, Grant, Operation, PhoneDevice, Sighting
from tests.conftest import FixedClock, Visits
from tests.district import District, Visitor
from tests.phones import Phone, Sent, at_a_desk, frozen, name_of

NewPhone = Callable[[str], Phone]


def saved(phone: Phone, *operations: Sent, **other: Any) -> bytes:
    """The file as a phone writes it."""
    told = {
        "rollcall": "queue", "v": 1, "device_id": str(phone.device), "actor_id": phone.actor,
        "exported_at": written(now()), "sent_at": written(now()), "server_epoch": None,
        "operations": list(operations),
    }  # fmt: skip
    return json.dumps(told | other).encode()


def bring(visitor: Visitor, content: bytes) -> TestResponse:
    return visitor.post("/phones/adoptions", data={"file": (io.BytesIO(content), "queue.json")})


def adopt(visitor: Visitor, content: bytes) -> str:
    """Bring it and take it over; the page that tells what became of it."""
    answer = bring(visitor, content)
    assert answer.status_code == 303, answer.text
    assert visitor.post(f"{answer.location}/adopt").status_code == 303
    return visitor.get(answer.location).text


def test_the_record_names_both_and_the_phone_may_still_come(
    phone: NewPhone, district: District, visit: Visits, fixed_clock: FixedClock
) -> None:
    tess, ivy = phone("tess"), visit("ivy")
    seen = [tess.sees("204", "A1001"), tess.sees("204", "A1002"), tess.moves("A1020", "LIB", base=None)]
    fixed_clock.pass_time(hours=3)
    ivy.sign_in("ivy@marshall.test")
    answer = bring(ivy, saved(tess, *seen))
    page = ivy.get(answer.location).text
    for words in ("The queue of Tess Rivera", "Seen in a count: 2", "Moved: 1", "Take it over"):
        assert words in page
    assert db.session.scalars(select(Operation)).all() == []
    assert ivy.post(f"{answer.location}/adopt").status_code == 303
    page = ivy.get(answer.location).text
    assert "2 are done now" in page
    assert "1 need attention" in page
    [first, *_] = db.session.scalars(select(Event).where(Event.action == "sighted"))
    assert first.actor == district.user("tess")
    assert first.details["adopted_by"] == str(district.user("ivy").uuid)
    assert (first.happened_at, first.heard_at) == (fixed_clock.now.replace(hour=16), fixed_clock.now)
    kept = db.session.scalars(select(Operation).order_by(Operation.id)).all()
    assert [(o.outcome, o.reason, o.adopted_by.name) for o in kept if o.adopted_by] == [
        ("applied", None, "Ivy Delgado"),
        ("applied", None, "Ivy Delgado"),
        ("rejected", "not_permitted", "Ivy Delgado"),
    ]
    told = tess.sends(*seen)
    assert [(r["outcome"], r["again"]) for r in told] == [
        ("applied", True),
        ("applied", True),
        ("rejected", True),
    ]
    assert "3 were known before" in adopt(ivy, saved(tess, *seen))
    assert len(db.session.scalars(select(Sighting)).all()) == 2
    assert district.faults() == []


def test_the_queue_of_somebody_who_left(
    phone: NewPhone, district: District, visit: Visits, fixed_clock: FixedClock
) -> None:
    """Their right is judged as it was when it happened; what they did after it ended is refused."""
    jonas, ivy = phone("jonas"), visit("ivy")
    before = [jonas.sees("204", "A1001"), jonas.moves("A1020", "LIB", base=None)]
    fixed_clock.pass_time(minutes=10)
    with at_a_desk():
        user = district.user("jonas")
        access.revoke(db.session.scalars(select(Grant).where(Grant.user_id == user.id)).one())
        disable(user)
    fixed_clock.pass_time(minutes=10)
    after = jonas.sees("204", "A1002")
    page = adopt(ivy, saved(jonas, *before, after))
    assert "2 are done now" in page
    assert "1 need attention" in page
    assert district.asset("A1020").room == district.room("LIB")
    assert district.faults() == []


def test_nothing_of_another_school_is_given_away(phone: NewPhone, district: District, visit: Visits) -> None:
    """A queue of another school, of nobody, or with other people's work in it; and a right that one lacks oneself."""
    lola, tess, ivy = phone("lola"), phone("tess"), visit("ivy")
    theirs = lola.makes("audit.sight", {
        "audit": lola.audit("L1"), "room": lola.room("L1"), "code": "B2001", "asset": None, "method": "camera",
    })  # fmt: skip
    refused = [bring(ivy, saved(lola, theirs)), bring(ivy, saved(lola, theirs, actor_id=str(lola.device)))]
    assert {answer.status_code for answer in refused} == {409}
    assert len({answer.text for answer in refused}) == 1
    page = adopt(ivy, saved(tess, tess.sees("204", "A1001"), theirs, {"body": "torn", "sha256": "0"}))
    assert "1 are done now" in page
    assert "1 are another person’s" in page
    assert [code for (code,) in db.session.execute(select(Sighting.code))] == ["A1001"]
    for person in ("tess", "paul", "rhea"):
        assert bring(visit(person), saved(tess)).status_code == 403
    [found] = db.session.scalars(select(Adoption))
    lolas = lola.visitor
    assert lolas.get(f"/phones/adoptions/{found.uuid}").status_code == 404
    assert lolas.post(f"/phones/adoptions/{found.uuid}/adopt").status_code == 404
    # The administrator of the district may: then a name of another school's is theirs to see.
    assert "1 are done now" in adopt(visit("ian"), saved(lola, theirs))


@pytest.mark.parametrize(
    "content",
    [
        b"", b"\xff\xfe\x00", b"[]", b"{}", b'{"rollcall": "queue", "v": 1}', b"[" * 100_000,
        b'{"rollcall": "queue", "v": 1, "actor_id": 7, "operations": [[], 7, null]}',
        b'{"rollcall": "queue", "v": 2, "operations": []}',
    ],
)  # fmt: skip
def test_a_file_that_is_no_queue(content: bytes, visit: Visits) -> None:
    assert bring(visit("ivy"), content).status_code == 409


def test_what_is_brought_says_nothing_of_the_phone_itself(
    phone: NewPhone, visit: Visits, fixed_clock: FixedClock
) -> None:
    """When a phone was heard, and what waits on it, only the phone says; a clock known to be wrong is reckoned with."""
    tess = phone("tess")
    tess.sends(tess.sees("204", "A1001"), sent_at=fixed_clock.now.replace(hour=15))
    heard = db.session.scalars(select(PhoneDevice.heard_at)).one()
    late = tess.sees("204", "A1002", at=fixed_clock.now.replace(hour=14))
    fixed_clock.pass_time(hours=2)
    ivy = visit("ivy")
    adopt(ivy, saved(tess, late))
    assert db.session.scalars(select(PhoneDevice.heard_at)).one() == heard
    assert [m.hour for m in db.session.scalars(select(Sighting.captured_at).order_by(Sighting.id))] == [
        16,
        15,
    ]


def test_what_only_the_bringer_may_not_do_can_still_come(
    phone: NewPhone, district: District, visit: Visits, fixed_clock: FixedClock
) -> None:
    """A technician of two schools: the IDM of one takes over their queue, twice, and the phone brings the rest."""
    tom, ivy = phone("tom"), visit("ivy")
    with at_a_desk():
        access.grant(district.user("tom"), "technician", site=district.site("8729"))
    seen = [tom.sees("204", "A1001"), tom.sees("L1", "B2001")]
    url = bring(ivy, saved(tom, *seen)).location
    pages = []
    for _ in range(2):
        assert ivy.post(f"{url}/adopt").status_code == 303
        pages.append(ivy.get(url).text)
        db.session.rollback()
        assert db.session.scalars(select(Adoption.adopted_at)).one() == fixed_clock.now
    assert "1 are done now" in pages[0]
    assert "1 happened where you have no right to it" in pages[0]
    for page in pages:
        assert "known before" not in page
        assert "need attention" not in page
    assert [r["outcome"] for r in tom.sends(*seen)] == ["applied", "applied"]
    assert [r["again"] for r in tom.answer["results"]] == [True, False]
    fixed_clock.pass_time(minutes=5)
    assert ivy.post(f"{url}/adopt").status_code == 303
    page = ivy.get(url).text
    for words in ("1 are done now", "1 were known before"):
        assert words in page
    assert "no right to it" not in page
    db.session.rollback()
    assert db.session.scalars(select(Adoption.adopted_at)).one() != fixed_clock.now
    assert district.faults() == []


def test_what_cannot_be_read_waits_for_nobody(phone: NewPhone, visit: Visits) -> None:
    """Damaged, unreadable, under a name that was used: none is kept, so none waits for a decision."""
    tess, ivy = phone("tess"), visit("ivy")
    first, second, third = (tess.sees("204", f"A100{number}") for number in (1, 2, 3))
    again = tess.sees("204", "A1004") | {"sha256": second["sha256"]}
    reused = frozen(third["body"].replace(name_of(third), name_of(first)))
    page = adopt(ivy, saved(tess, first, again, reused, frozen("{"), tess.moves("A1020", "LIB", base=None)))
    for words in ("1 are done now", "3 could not be read", "1 need attention"):
        assert words in page


@pytest.mark.parametrize("moment", ["0001-01-01T00:00:00Z", "9999-12-31T23:59:59Z", "yesterday", 7])
def test_when_a_queue_was_saved_may_be_any_rubbish(moment: Any, phone: NewPhone, visit: Visits) -> None:
    tess, ivy = phone("tess"), visit("ivy")
    assert "1 are done now" in adopt(ivy, saved(tess, tess.sees("204", "A1001"), exported_at=moment))
    assert ivy.get("/phones/adoptions").status_code == 200


def test_a_number_in_a_file_moves_no_counter(phone: NewPhone, visit: Visits) -> None:
    tess, ivy = phone("tess"), visit("ivy")
    tess.sends(tess.sees("204", "A1001"))
    body = json.loads(tess.sees("204", "A1002")["body"]) | {"seq": 2**53}
    assert "1 are done now" in adopt(ivy, saved(tess, frozen(json.dumps(body))))
    tess.sends(tess.sees("204", "A1003"))
    told = db.session.execute(select(PhoneDevice.last_seq, PhoneDevice.emptied_at)).one()
    assert (tess.answer["last_seq"], *told) == (3, 3, None)
