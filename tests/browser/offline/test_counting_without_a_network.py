"""Rooms without a signal: counted from a cold start with what the phone carries, and all of it arrives afterwards."""

from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Playwright, expect

from app.domain import losses
from tests.browser.chromium import fake_camera
from tests.browser.fake_camera import Laid, film, scene
from tests.browser.journeys.counting import Counting
from tests.browser.journeys.school import School
from tests.browser.offline.installed import make_ready, sign_in, started, still_me
from tests.browser.scanner.desk import printed


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

    with started(playwright, profile, school.address, args=fake_camera(walk), permissions=["camera"]) as page:
        room_204 = opened(Counting(page, school), "204")
        room_204.expect_numbers(to_find=6, seen=3, off=2)
        page.get_by_role("button", name="Rest the camera").click()
        room_204.count("A1001", verdict="already")
        expect(room_204.card).to_contain_text("As of")
        room_204.count("X-7781", verdict="unregistered")
        expect(room_204.card).to_contain_text("Not on this phone’s list")
        room_204.row("A1003").get_by_role("button", name="Seen, no tag").click()
        room_204.row("A1004").get_by_role("button", name="Not here…").click()
        page.get_by_role("button", name="Another reason").click()
        room_204.count("A1005")
        room_204.undo()
        room_204.expect_numbers(to_find=4, seen=4, off=3)
        first = room_204.name

    with started(playwright, profile, school.address) as page:
        room_204 = opened(Counting(page, school), "204")
        assert room_204.name == first
        room_204.expect_numbers(to_find=4, seen=4, off=3)
        page.get_by_role("link", name="Finish room").click()
        outcome = page.get_by_role("region", name="In numbers")
        expect(outcome).to_contain_text("3 of 8")
        for figure in (
            "4 missing",
            "1 explained",
            "1 belong elsewhere",
            "1 held by somebody",
            "1 found again",
        ):
            expect(outcome.get_by_role("link", name=figure)).to_be_visible()
        page.get_by_role("button", name="Keep looking").click()
        room_204.count("A1006")
        page.get_by_role("link", name="Finish room").click()
        page.get_by_role("button", name="Finish room").click()
        expect(page.get_by_text("Finished on this phone")).to_be_visible()

        page.get_by_role("link", name="To the next room").click()
        page.locator("carried-rooms .row.room", has_text="Room 205").click()
        room_205 = Counting(page, school)
        room_205.expect_numbers(to_find=2, seen=0, off=0)
        room_205.count("A1030")
        room_205.count("A1012", verdict="elsewhere")
        assert room_205.name != first

        page.context.set_offline(False)
        room_205.expect_unsent(0)
        second = room_205.name
        expect(room_205.page.locator("#off")).to_contain_text("belongs in Room 204")

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
    assert school.faults() == []


def opened(counting: Counting, room: str) -> Counting:
    """The app starts without a signal, on the page of a room."""
    counting.page.context.set_offline(True)
    counting.page.goto(f"/rooms/{counting.school.room(room)}/count")
    still_me(counting.page)
    expect(counting.page.locator("carried-count room-count")).to_be_attached()
    return counting


def tags(told: list[dict[str, Any]]) -> list[str]:
    return sorted(one["tag"] for one in told)
