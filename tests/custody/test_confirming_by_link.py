"""Sam's mother opens a link from the school, signed out, and says that Sam has the device; it opens nothing else."""

import base64
from functools import partial
from uuid import uuid4

import pytest
from flask import Flask
from sqlalchemy import select

from app.db import db
from app.domain import custody
from app.models import ConfirmationLink, Signature, SignInAttempt
from tests.at_once import at_once
from tests.conftest import FixedClock, Visits
from tests.custody.papers import checkout_of, make_link
from tests.district import District, Visitor
from tests.phones import at_a_desk

OVER = "This link no longer works"


def say(visitor: Visitor, path: str, answer: str) -> int:
    return visitor.post(path, data={"answer": answer}).status_code


def signatures() -> list[tuple[str, str]]:
    return [(each.kind, each.signer) for each in db.session.scalars(select(Signature))]


def test_signed_out_one_sees_a_device_and_an_initial_and_confirms(visit: Visits, district: District) -> None:
    path, mother = make_link(visit, district), visit(None)
    answer = mother.get(path)
    assert answer.status_code == 200
    assert answer.headers["Cache-Control"] == "no-store"
    page = answer.text
    assert "A1030" in page
    assert "300e Gen 4" in page
    assert "Marshall Middle has given it to S." in page
    for hidden in ("Sam", "Nguyen", "700001", "PFA1030", "Room 205", "Ivy"):
        assert hidden not in page
    assert 'content="noindex, nofollow"' in page
    assert 'name="referrer" content="no-referrer"' in page
    assert say(mother, path, "guardian") == 200
    assert signatures() == [("confirmed", "guardian")]
    assert "Confirmed by link" in visit("ivy").get(f"/checkouts/{checkout_of(district, 'A1030').uuid}").text


def test_a_link_is_good_for_one_answer(visit: Visits, district: District) -> None:
    path, mother = make_link(visit, district), visit(None)
    assert [say(mother, path, answer) for answer in ("holder", "holder", "no", "guardian")] == [
        200,
        404,
        404,
        404,
    ]
    assert mother.get(path).status_code == 404
    assert signatures() == [("confirmed", "holder")]
    assert visit("ivy").post(f"/checkouts/{checkout_of(district, 'A1030').uuid}/link").status_code == 409


def test_two_answers_at_once_are_one(visit: Visits, district: District) -> None:
    path = make_link(visit, district)
    told = at_once(*(partial(say, visit(None), path, answer) for answer in ("holder", "no")))
    link = db.session.scalars(select(ConfirmationLink).execution_options(populate_existing=True)).one()
    assert told.count(200) == 1
    assert bool(signatures()) == (link.denied_at is None)


def test_whoever_says_no_is_heard_by_the_idm(visit: Visits, district: District) -> None:
    path = make_link(visit, district)
    assert say(visit(None), path, "no") == 200
    assert signatures() == []
    page = visit("ivy").get("/attention").text
    assert "They say they do not have it" in page
    assert "A1030" in page
    assert "They say they do not have it" not in visit("lola").get("/attention").text
    make_link(visit, district)
    assert "They say they do not have it" not in visit("ivy").get("/attention").text


def test_a_link_expires_is_revoked_and_ends_with_its_checkout(
    visit: Visits, district: District, fixed_clock: FixedClock
) -> None:
    first = make_link(visit, district)
    second = make_link(visit, district)
    stranger = visit(None)
    assert (stranger.get(first).status_code, stranger.get(second).status_code) == (404, 200)
    address = f"/checkouts/{checkout_of(district, 'A1030').uuid}/link/revoke"
    assert [visit("ivy").post(address).status_code for _ in range(2)] == [303, 404]
    assert say(stranger, second, "holder") == 404
    third = make_link(visit, district)
    fixed_clock.pass_time(days=13, hours=23)
    assert stranger.get(third).status_code == 200
    fixed_clock.pass_time(hours=2)
    assert OVER in stranger.get(third).text
    fourth = make_link(visit, district)
    with at_a_desk():
        custody.check_in(district.asset("A1030"), district.room("STO"), district.act())
    assert say(stranger, fourth, "holder") == 404
    assert signatures() == []


def test_signing_at_the_desk_ends_the_link(visit: Visits, district: District) -> None:
    path = make_link(visit, district)
    visit("ivy").post(f"/checkouts/{checkout_of(district, 'A1030').uuid}/sign", data={"name": "Sam Nguyen"})
    assert say(visit(None), path, "guardian") == 404
    assert signatures() == [("typed", "holder")]


def forged(path: str) -> list[str]:
    """What somebody might try who has seen one link."""
    token = path.rpartition("/")[2]
    told = base64.urlsafe_b64decode(token + "=" * (-len(token) % 4))
    other = base64.urlsafe_b64encode(uuid4().bytes + told[16:]).decode().rstrip("=")
    flipped = base64.urlsafe_b64encode(told[:16] + bytes([told[16] ^ 1]) + told[17:]).decode().rstrip("=")
    bare = base64.urlsafe_b64encode(told[:16]).decode().rstrip("=")
    return [
        other, flipped, bare, token[:-1], token + "A", token + "=", token.swapcase(), "a" * 43, "a" * 5000, "%00", "..",
        "é", "' OR 1=1", str(uuid4()), " ", "-", "_" * 43,
    ]  # fmt: skip


def test_no_other_address_means_anything_and_all_look_alike(visit: Visits, district: District) -> None:
    path = make_link(visit, district)
    stranger, said = visit(None), set()
    for token in forged(path):
        answer = stranger.get(f"/have/{token}")
        assert answer.status_code in (400, 404, 429), token
        if answer.status_code == 404 and OVER in answer.text:
            said.add(answer.text)
        assert say(stranger, f"/have/{token}", "holder") in (400, 404, 429)
    assert len(said) == 1
    assert signatures() == []
    assert stranger.get(path).status_code == 200


def test_who_tries_many_is_slowed_down_and_a_good_link_still_opens(
    visit: Visits, district: District, fixed_clock: FixedClock
) -> None:
    path, stranger = make_link(visit, district), visit(None)
    answers = [stranger.get(f"/have/{'a' * 40}{number}").status_code for number in range(35)]
    assert answers == [404] * 30 + [429] * 5
    assert len(db.session.scalars(select(SignInAttempt)).all()) == 30
    assert stranger.get(path).status_code == 200
    assert visit("tess").get("/more").status_code == 200
    fixed_clock.pass_time(minutes=16)
    assert stranger.get("/have/" + "b" * 43).status_code == 404


def test_a_link_is_signed_by_this_server(visit: Visits, district: District, app: Flask) -> None:
    path = make_link(visit, district)
    app.secret_key = "another server's"
    assert visit(None).get(path).status_code == 404


@pytest.mark.parametrize("answer", ["", "yes", "staff", "holder\0", "x" * 70_000])
def test_what_is_no_answer_changes_nothing(visit: Visits, district: District, answer: str) -> None:
    path = make_link(visit, district)
    assert say(visit(None), path, answer) in (400, 413)
    elsewhere = {"Sec-Fetch-Site": "cross-site"}
    assert visit(None).bare_post(path, data={"answer": "holder"}, headers=elsewhere).status_code == 403
    assert signatures() == []
    assert db.session.scalars(select(ConfirmationLink)).one().closed_at is None


def test_only_the_idm_makes_links(visit: Visits, district: District) -> None:
    address = f"/checkouts/{checkout_of(district, 'A1030').uuid}/link"
    for who, status in (("tess", 403), ("paul", 403), ("tom", 403), ("lola", 404)):
        assert visit(who).post(address).status_code == status


def test_the_page_speaks_spanish_and_a_staff_session_sees_no_more(visit: Visits, district: District) -> None:
    path = make_link(visit, district)
    page = visit(None).get(path, headers={"Accept-Language": "es"}).text
    assert 'lang="es"' in page
    assert "Nguyen" not in visit("ivy").get(path).text
