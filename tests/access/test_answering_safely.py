"""What every answer carries, and which requests are taken for our own."""

from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import func, select

from app.config import settings
from app.db import db
from app.domain.access import ANYONE, ROUTES
from app.headers import ALWAYS
from app.models import Event
from tests.access.doors import DOORS, things_of
from tests.conftest import Visits
from tests.district import PASSWORD, District

ANSWERS = (
    "/",
    "/sign-in",
    "/nothing",
    "/more",
    "/t/A1001",
    "/healthz",
    "/assets/not-a-uuid",
    "/static/nothing.css",
)


@pytest.mark.parametrize("path", ANSWERS)
@pytest.mark.parametrize("who", [None, "ivy"])
def test_every_answer_carries_the_headers(visit: Visits, who: str | None, path: str) -> None:
    answer = visit(who).get(path)
    for name, value in ALWAYS.items():
        assert answer.headers[name] == value, (path, name)


def test_pages_are_not_kept_and_static_files_are(visit: Visits, app: Flask) -> None:
    visitor = visit("ivy")
    assert visitor.get("/rooms").headers["Cache-Control"] == "no-store"
    assert "HX-Request" in visitor.get("/rooms").headers["Vary"]
    static = visitor.get(f"{app.static_url_path}/css/tokens.css", buffered=True)
    assert static.headers["Cache-Control"] == "public, max-age=31536000, immutable"
    assert "Set-Cookie" not in static.headers


def test_nothing_in_a_page_needs_what_the_policy_forbids(visit: Visits, district: District) -> None:
    visitor, things = visit("ivy"), things_of(district, district.marshall)
    for endpoint, door in DOORS.items():
        if door.method != "GET" or not door.answers_with_a_page:
            continue
        path = door.path if isinstance(door.path, str) else door.path(things)
        page = visitor.get(path).get_data(as_text=True)
        for forbidden in ("<script>", " style=", " onclick=", " onload=", "javascript:", "//cdn"):
            assert forbidden not in page, (endpoint, forbidden)


@pytest.mark.parametrize(
    ("headers", "taken"),
    [
        ({"Sec-Fetch-Site": "same-origin"}, True),
        ({"Sec-Fetch-Site": "none"}, True),
        ({"Sec-Fetch-Site": "cross-site"}, False),
        ({"Sec-Fetch-Site": "same-site"}, False),
        ({"Origin": "http://localhost"}, True),
        ({"Origin": "http://localhost.evil.test"}, False),
        ({"Origin": "null"}, False),
        ({"Sec-Fetch-Site": "cross-site", "Origin": "http://localhost"}, False),
        ({}, False),
    ],
)
def test_only_our_own_pages_change_anything(
    visit: Visits, district: District, headers: dict[str, str], taken: bool
) -> None:
    visitor = visit("ivy")
    before = events()
    path = f"/assets/{district.asset('A1001').uuid}/tag"
    answer = visitor.bare_post(path, data={"tag": "A9999"}, headers=headers)
    assert answer.status_code == (303 if taken else 403)
    assert events() == before + taken


def test_a_cookie_is_needed_to_be_fooled(visit: Visits) -> None:
    """A script without cookies may sign in: there is no session to misuse."""
    answer = visit(None).bare_post(
        "/sign-in", data={"email": "ivy@marshall.test", "password": PASSWORD}, headers={}
    )
    assert answer.status_code == 303


def test_reading_changes_nothing(visit: Visits, district: District) -> None:
    visitor, things = visit("ivy"), things_of(district, district.marshall)
    before = events()
    for door in DOORS.values():
        if door.method == "GET":
            door.ask(visitor, things)
    assert events() == before


def test_the_session_cookie_is_for_this_server_alone(visit: Visits) -> None:
    visitor = visit(None)
    cookie = visitor.sign_in("ivy@marshall.test").headers["Set-Cookie"]
    assert "HttpOnly" in cookie
    assert "SameSite=Lax" in cookie
    assert "Path=/" in cookie
    assert "Domain" not in cookie


def test_over_https_the_cookie_is_locked_to_the_host(tmp_path: Path) -> None:
    secure = settings(tmp_path, {"ROLLCALL_HTTPS": "1", "SECRET_KEY": "x"})
    assert secure["SESSION_COOKIE_NAME"].startswith("__Host-")
    assert secure["SESSION_COOKIE_SECURE"] is True


def test_rows_for_anyone_are_few_and_known() -> None:
    assert {endpoint for endpoint, row in ROUTES.items() if row == ANYONE} == {
        "static", "offline.healthz", "access.sign_in", "access.enter", "access.language",
        "access.sign_out", "offline.remove_phone", "register.label",
        "offline.worker", "offline.manifest", "offline.install", "offline.here", "offline.rooms",
        "offline.count", "offline.scan", "offline.carts", "offline.cart", "offline.desk", "offline.queue",
        "offline.more",
        "certification.seal", "certification.public_key", "custody.confirmation", "custody.confirm",
    }  # fmt: skip


def events() -> int:
    db.session.rollback()
    return db.session.scalar(select(func.count()).select_from(Event)) or 0
