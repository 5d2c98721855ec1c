"""What a phone may keep has nobody's name in it, whoever fetched it; what has names may be kept nowhere."""

import json
import re

import pytest
from flask import Flask

from app import static_files
from tests.access.doors import DOORS, things_of
from tests.conftest import Visits
from tests.district import PEOPLE, District

OFFLINE = ("rooms", "count", "scan", "carts", "cart", "desk", "queue", "more")
SHELLS = ("/offline", *(f"/offline/{name}" for name in OFFLINE))
NAMES = [name for name, _, _ in PEOPLE.values()] + ["Sam", "Nguyen", "Zora", "Hidden"]


def carried(text: str) -> dict[str, list[str]]:
    """What the worker is told to take along."""
    told: dict[str, list[str]] = json.loads(text[text.index("serve(") + len("serve(") : text.rindex(")")])
    return told


def test_the_pages_a_phone_keeps_are_the_same_for_everybody(visit: Visits) -> None:
    ivy, stranger = visit("ivy"), visit(None)
    for path in SHELLS:
        page = stranger.get(path)
        assert page.status_code == 200, path
        assert page.headers["Content-Language"] == "en"
        assert not [name for name in NAMES if name in page.get_data(as_text=True)], path
        assert page.data == ivy.get(path).data, path


def test_they_speak_the_language_of_whoever_asks(visit: Visits) -> None:
    page = visit(None).get("/offline/rooms", headers={"Accept-Language": "es"})
    assert page.headers["Content-Language"] == "es"
    assert 'lang="es"' in page.get_data(as_text=True)


def test_the_worker_takes_along_only_what_there_is(visit: Visits, app: Flask) -> None:
    stranger = visit(None)
    worker = stranger.get("/sw.js")
    assert worker.headers["Cache-Control"] == "no-cache"
    assert worker.headers["Content-Type"].startswith("text/javascript")
    told = carried(worker.get_data(as_text=True))
    asked = re.findall(r'from "(/static/[^"]+)"', worker.get_data(as_text=True))
    assert asked
    for path in (*asked, *told["files"], *told["pages"]):
        assert stranger.get(path).status_code == 200, path
    assert set(told["pages"]) == set(SHELLS)


def test_whatever_a_page_asks_for_is_taken_along(visit: Visits, district: District) -> None:
    ivy, things = visit("ivy"), things_of(district, district.marshall)
    files = set(carried(ivy.get("/sw.js").get_data(as_text=True))["files"])
    for path in (*SHELLS, "/rooms", "/scan", f"/rooms/{things.room}/count"):
        page = ivy.get(path).get_data(as_text=True)
        assert set(re.findall(r'(?:src|href)="(/static/[^"#]+)', page)) <= files, path


def test_another_page_is_another_release(visit: Visits, app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    before = visit(None).get("/sw.js").data
    assert visit(None).get("/sw.js").data == before
    monkeypatch.setattr(static_files, "release_with_pages", lambda _app: "another")
    assert visit(None).get("/sw.js").data != before


def test_no_page_with_names_may_be_kept(visit: Visits, district: District) -> None:
    ivy, things = visit("ivy"), things_of(district, district.marshall)
    for endpoint, door in DOORS.items():
        if door.method == "GET":
            answer = ivy.get(door.path if isinstance(door.path, str) else door.path(things))
            assert answer.headers["Cache-Control"] == "no-store", endpoint


def test_the_home_screen_is_told_in_ones_language(visit: Visits) -> None:
    stranger = visit(None)
    manifest = stranger.get("/manifest.webmanifest", headers={"Accept-Language": "es"})
    assert manifest.content_type == "application/manifest+json"
    told = manifest.get_json()
    assert (told["lang"], told["display"], told["id"], told["start_url"]) == ("es", "standalone", "/", "/")
    assert [shortcut["url"] for shortcut in told["shortcuts"]] == ["/scan", "/rooms"]
    assert {icon.get("purpose", "any") for icon in told["icons"]} == {"any", "maskable"}
    icons = told["icons"] + [icon for shortcut in told["shortcuts"] for icon in shortcut["icons"]]
    for icon in icons:
        assert stranger.get(icon["src"]).data.startswith(b"\x89PNG"), icon
