"""Coming in, staying in, being thrown out."""

import json
from html import unescape

import pytest
from sqlalchemy import select

from app import clock
from app.db import db
from app.models import SignIn
from tests.access.doors import things_of
from tests.conftest import FixedClock, Visits
from tests.district import PASSWORD, District


def test_the_right_password_opens_the_rooms(visit: Visits) -> None:
    ivy = visit(None)
    assert ivy.sign_in("ivy@marshall.test").headers["Location"] == "/"
    assert "Marshall Middle" in ivy.get("/rooms").get_data(as_text=True)


def test_an_address_is_known_in_any_case(visit: Visits) -> None:
    assert visit(None).sign_in(" Ivy@Marshall.TEST ").status_code == 303


@pytest.mark.parametrize(
    ("email", "password"),
    [("ivy@marshall.test", "wrong"), ("nobody@marshall.test", PASSWORD), ("", ""), ("ivy@marshall.test", "")],
)
def test_a_wrong_password_and_a_wrong_address_are_refused_alike(
    visit: Visits, email: str, password: str
) -> None:
    answer = visit(None).sign_in(email, password)
    assert answer.status_code == 401
    assert "do not belong together" in answer.get_data(as_text=True)


def test_guessing_is_slowed_down_even_for_the_right_password(visit: Visits, fixed_clock: FixedClock) -> None:
    guesser = visit(None)
    answers = [guesser.sign_in("ivy@marshall.test", f"guess {n}").status_code for n in range(12)]
    assert answers[:10] == [401] * 10
    assert answers[10:] == [429, 429]
    assert guesser.sign_in("ivy@marshall.test").status_code == 429
    assert visit("jonas").get("/more").status_code == 200
    fixed_clock.pass_time(minutes=16)
    assert guesser.sign_in("ivy@marshall.test").status_code == 303


def test_a_session_ends_after_half_an_hour_of_rest(visit: Visits, fixed_clock: FixedClock) -> None:
    ivy = visit("ivy")
    fixed_clock.pass_time(minutes=29)
    assert ivy.get("/rooms").status_code == 200
    fixed_clock.pass_time(minutes=29)
    assert ivy.get("/rooms").status_code == 200
    fixed_clock.pass_time(minutes=31)
    assert ivy.get("/rooms").status_code == 303


def test_a_page_that_asks_by_itself_keeps_nobody_signed_in(
    visit: Visits, district: District, fixed_clock: FixedClock
) -> None:
    audit = things_of(district, district.marshall).audit
    ivy = visit("ivy")
    for _ in range(4):
        fixed_clock.pass_time(minutes=9)
        answer = ivy.get(f"/audits/{audit}/progress")
    assert answer.status_code == 303


def test_a_session_ends_with_the_school_day(visit: Visits, fixed_clock: FixedClock) -> None:
    ivy = visit("ivy")
    for _ in range(25):
        assert ivy.get("/rooms").status_code == 200
        fixed_clock.pass_time(minutes=28)
    fixed_clock.pass_time(minutes=28)
    assert ivy.get("/rooms").status_code == 303


def test_signing_out_ends_the_session_on_the_server_too(visit: Visits) -> None:
    ivy = visit("ivy")
    stolen = ivy.cookie()
    ivy.post("/sign-out")
    thief = visit(None)
    thief.set_cookie(stolen)
    assert thief.get("/rooms").status_code == 303


def test_signing_out_twice_leads_to_the_door_both_times(visit: Visits) -> None:
    ivy = visit("ivy")
    for _ in range(2):
        assert ivy.post("/sign-out").headers["Location"] == "/sign-in"
    assert "You are signed out." in ivy.get("/sign-in").get_data(as_text=True)
    assert visit(None).post("/sign-out").headers["Location"] == "/sign-in"


def test_a_phone_that_says_it_late_signs_out_whom_it_means_and_nobody_else(
    visit: Visits, district: District
) -> None:
    who = {name: str(district.user(name).uuid) for name in ("ivy", "jonas")}
    late = {"X-Rollcall": "1"}
    jonas = visit("jonas")
    assert jonas.post("/sign-out", data={"who": who["ivy"]}, headers=late).status_code == 204
    for nobody in ("", "garbage", "' OR 1=1 --"):
        assert jonas.post("/sign-out", data={"who": nobody}).headers["Location"] == "/sign-in"
    assert jonas.get("/rooms").status_code == 200
    assert jonas.post("/sign-out", data={"who": who["jonas"]}, headers=late).status_code == 204
    assert "wiped from this browser" in jonas.get("/sign-in").get_data(as_text=True)
    assert jonas.get("/rooms").status_code == 303


def test_whoever_comes_in_ends_the_session_that_this_browser_held(visit: Visits) -> None:
    shared = visit("ivy")
    ivys = shared.cookie()
    shared.sign_in("jonas@marshall.test")
    assert "Jonas Reyes" in shared.get("/more").get_data(as_text=True)
    elsewhere = visit(None)
    elsewhere.set_cookie(ivys)
    assert elsewhere.get("/rooms").status_code == 303


def test_a_wrong_password_throws_nobody_out(visit: Visits) -> None:
    ivy = visit("ivy")
    assert ivy.sign_in("jonas@marshall.test", "wrong").status_code == 401
    assert ivy.get("/rooms").status_code == 200


def test_a_page_names_whose_phone_it_is_and_never_tells_a_stranger(visit: Visits, district: District) -> None:
    page = visit("ivy").get("/more").get_data(as_text=True)
    told = json.loads(unescape(page.partition('name="rollcall-person" content=\'')[2].partition("'")[0]))
    assert told == {
        "uuid": str(district.user("ivy").uuid),
        "name": "Ivy Delgado",
        "initials": "I.D.",
        "site": "8217",
        "lang": "en",
    }
    assert "rollcall-person" not in visit(None).get("/sign-in").get_data(as_text=True)


def test_ending_the_row_ends_the_session_wherever_its_cookie_is(visit: Visits, district: District) -> None:
    ivy = visit("ivy")
    for session in db.session.scalars(select(SignIn).where(SignIn.user_id == district.user("ivy").id)):
        session.ended_at = clock.now()
    db.session.commit()
    assert ivy.get("/rooms").status_code == 303


def test_a_disabled_account_is_out_at_once(visit: Visits, district: District) -> None:
    ivy = visit("ivy")
    district.user("ivy").disabled_at = clock.now()
    db.session.commit()
    assert ivy.get("/rooms").status_code == 303
    assert visit(None).sign_in("ivy@marshall.test").status_code == 401


def test_a_revoked_role_is_gone_at_once(visit: Visits, district: District) -> None:
    ivy = visit("ivy")
    district.user("ivy").grants[0].ended_at = clock.now()
    db.session.commit()
    assert ivy.get("/assets/new").status_code == 403


def test_after_signing_in_one_goes_on_where_one_wanted_to(visit: Visits) -> None:
    ivy = visit(None)
    assert ivy.get("/assets?q=A10").headers["Location"].startswith("/sign-in?next=/assets")
    answer = ivy.post(
        "/sign-in", data={"email": "ivy@marshall.test", "password": PASSWORD, "next": "/assets?q=A10"}
    )
    assert answer.headers["Location"] == "/assets?q=A10"


@pytest.mark.parametrize(
    "target", ["https://evil.test/", "//evil.test", "/\\evil.test", "\\\\evil.test", "evil"]
)
def test_one_is_never_led_away_to_another_server(visit: Visits, target: str) -> None:
    form = {"email": "ivy@marshall.test", "password": PASSWORD, "next": target}
    assert visit(None).post("/sign-in", data=form).headers["Location"] == "/"


def test_a_fragment_and_a_script_get_401_and_never_the_sign_in_page(visit: Visits) -> None:
    stranger = visit(None)
    fragment = stranger.get("/assets", headers={"HX-Request": "true"})
    assert (fragment.status_code, fragment.headers["HX-Redirect"]) == (401, "/sign-in")
    assert stranger.sync({}).status_code == 401
    assert stranger.get("/offline/snapshot", headers={"Accept": "application/json"}).status_code == 401


def test_a_phone_that_is_given_away_forgets_everything(visit: Visits) -> None:
    ivy = visit("ivy")
    held = ivy.cookie()
    answer = ivy.post("/queue/remove-phone")
    assert answer.headers["Location"] == "/sign-in"
    assert answer.headers["Clear-Site-Data"] == '"cache", "cookies", "storage"'
    thief = visit(None)
    thief.set_cookie(held)
    assert thief.get("/queue").status_code == 303
    assert ivy.bare_post("/queue/remove-phone").status_code == 403
    assert ivy.get("/queue/remove-phone").status_code == 405
