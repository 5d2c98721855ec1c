"""Rooms without a signal: counted from a cold start with what the phone carries, and all of it arrives afterwards."""

from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, Playwright, expect
from sqlalchemy import select

from app.db import db
from app.domain import losses
from app.models import Sighting
from tests.browser.chromium import fake_camera
from tests.browser.eyes import AXE, SMALL, WIDTH, WRONG
from tests.browser.fake_camera import Laid, film, scene
from tests.browser.journeys.counting import Counting
from tests.browser.journeys.school import School
from tests.browser.offline.installed import PHONE, make_ready, sign_in, started, still_me
from tests.browser.scanner.desk import printed

# Nothing gets through, neither from pages nor from the worker; the browser itself believes in its network.
NOWHERE: dict[str, Any] = {"proxy": {"server": "http://127.0.0.1:9"}}

FIGURES = ("4 missing", "1 explained", "1 belonging elsewhere", "1 held by somebody", "1 found again")


@pytest.fixture(scope="module")
def walk(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What lies in room 204: two of its own, one of 205's, one that was lost, and what a student holds."""
    path = tmp_path_factory.mktemp("film") / "room-204.mjpeg"
    tags = printed("A1001", "A1002", "A1011", "A1012", "A1030")
    laid = [Laid(tag, number * 20 - 30, 0.6 + number % 3 * 0.1, 620, 360) for number, tag in enumerate(tags)]
    film([frame for one in laid for frame in (*[scene([one])] * 3, scene(seed=3))], path, hold=9)
    return path


def test_two_rooms_are_counted_without_a_network_and_the_browser_dies_in_between(
    playwright: Playwright, school: School, walk: Path, tmp_path: Path
) -> None:
    profile = tmp_path / "phone"
    with school.changing() as district:
        losses.report(district.asset("A1012"), "lost", district.act())
    with started(playwright, profile, school.address) as page:
        sign_in(page)
        make_ready(page)

    filming: dict[str, Any] = {"args": fake_camera(walk), "permissions": ["camera"]}
    with started(playwright, profile, school.address, **NOWHERE, **filming) as page:
        first = begin_204(opened(Counting(page, school), "204"), picture(tmp_path))

    with started(playwright, profile, school.address, **NOWHERE) as page:
        room_204 = opened(Counting(page, school), "204")
        assert room_204.name == first
        room_204.expect_numbers(to_find=4, seen=4, off=3)
        finish_204(room_204)
        page.get_by_role("link", name="To the next room").click()
        second = count_205(Counting(page, school))
        assert second != first

    with started(playwright, profile, school.address) as page:
        page.goto(f"/rooms/{school.room('205')}/count")
        room_205 = Counting(page, school)
        room_205.expect_unsent(0)
        room_205.expect_numbers(to_find=1, seen=1, off=1)

    told = school.audit(first)
    assert told["finished_at"] is not None
    assert (told["expected"], told["seen"], told["unregistered"]) == (8, 4, ["X-7781"])
    assert {kind: tags(told[kind]) for kind in ("missing", "absent", "elsewhere", "held", "found")} == {
        "missing": ["A1005", "A1007", "C1"],
        "absent": ["A1004"],
        "elsewhere": ["A1011"],
        "held": ["A1030"],
        "found": ["A1012"],
    }
    told = school.audit(second)
    assert (told["seen"], tags(told["missing"]), tags(told["elsewhere"])) == (1, ["A1011"], ["A1012"])
    with school.app.app_context():
        assert db.session.scalars(select(Sighting.code).where(Sighting.photo_id.is_not(None))).all() == [
            "X-7781"
        ]
    assert school.faults() == []


def begin_204(room_204: Counting, sticker: Path) -> str:
    """What passes before the camera, then what no camera reads; gives the name of the count."""
    page = room_204.page
    room_204.expect_numbers(to_find=6, seen=3, off=2)
    page.get_by_role("button", name="Rest the camera").click()
    room_204.count("A1001", verdict="already")
    expect(room_204.card).to_contain_text("As of")
    room_204.count("X-7781", verdict="unregistered")
    expect(room_204.card).to_contain_text("Not on this browser’s list")
    room_204.card.locator("code-photo input").set_input_files(sticker)
    expect(room_204.card).to_contain_text("Photo kept in this browser")
    room_204.row("A1003").get_by_role("button", name="Seen, no tag").click()
    room_204.row("A1004").get_by_role("button", name="Not here…").click()
    page.get_by_role("button", name="Another reason").click()
    room_204.count("A1005")
    room_204.undo()
    room_204.expect_numbers(to_find=4, seen=4, off=3)
    room_204.show("Off")
    expect(page.get_by_role("heading", name="Not on this browser’s list")).to_be_visible()
    expect(page.get_by_role("heading", name="Not in the register")).to_be_hidden()
    everybody_can_use(page)
    return room_204.name


def finish_204(room_204: Counting) -> None:
    """The difference first, which can be left again."""
    page = room_204.page
    page.get_by_role("link", name="Finish room").click()
    outcome = page.get_by_role("region", name="In numbers")
    expect(outcome).to_contain_text("3 of 8")
    for figure in FIGURES:
        expect(outcome.get_by_role("link", name=figure)).to_be_visible()
    everybody_can_use(page)
    page.get_by_role("button", name="Keep looking").click()
    room_204.count("A1006")
    page.get_by_role("link", name="Finish room").click()
    page.get_by_role("button", name="Finish room").click()
    expect(page.get_by_text("Finished in this browser")).to_be_visible()


def count_205(room_205: Counting) -> str:
    room_205.expect_numbers(to_find=2, seen=0, off=0)
    room_205.count("A1030")
    room_205.count("A1012", verdict="elsewhere")
    return room_205.name


def everybody_can_use(page: Page) -> None:
    page.evaluate(AXE)
    assert page.evaluate(WRONG) == []
    assert page.evaluate(SMALL) == []
    assert page.evaluate(WIDTH) == PHONE["width"]


def picture(folder: Path) -> Path:
    path = folder / "sticker.jpg"
    scene(seed=5).save(path)
    return path


def opened(counting: Counting, room: str) -> Counting:
    """The app starts without a signal, on the page of a room."""
    counting.page.goto(f"/rooms/{counting.school.room(room)}/count")
    still_me(counting.page)
    expect(counting.page.locator("carried-count room-count")).to_be_attached()
    return counting


def tags(told: list[dict[str, Any]]) -> list[str]:
    return sorted(one["tag"] for one in told)
