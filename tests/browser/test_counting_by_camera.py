"""Room 204 passes before a phone's camera: labels this product printed, near and far, askew, stickers among them."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import expect

from app.domain import losses
from tests.browser.fake_camera import Laid, code_128, film, foreign_qr, scene
from tests.browser.journeys.counting import Counting
from tests.browser.journeys.phones import Phones
from tests.browser.journeys.school import School
from tests.browser.scanner.desk import printed

MENU = "https://menu.example/cafeteria?table=7"


@pytest.fixture(scope="module")
def walk(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Everything that lies in room 204 today, and two devices side by side at the end. A1004 is nowhere."""
    path = tmp_path_factory.mktemp("film") / "room-204.mjpeg"
    scenes = [scene(seed=seed) for seed in (1, 2)]
    for laid in one_by_one():
        scenes += [scene([laid])] * 4 + [scene(seed=3)]
    left, right = printed("A1006", "A1007")
    scenes += [scene([Laid(left, 4, 0.5, 430, 360), Laid(right, -24, 0.5, 880, 340)])] * 12
    film([*scenes, scene(seed=4)], path, hold=9)
    return path


def one_by_one() -> Iterator[Laid]:
    tags = ("A1001", "A1002", "A1003", "C1", "A1011", "A1012", "A1020", "A1030", "B2001", "A1001")
    places = (
        (0, 0.7, 640, 360), (25, 0.55, 560, 340), (-40, 0.85, 680, 380), (90, 0.5, 520, 330), (12, 0.45, 760, 420),
        (170, 0.9, 640, 360), (-15, 0.6, 600, 300), (60, 0.65, 660, 390), (8, 1.0, 640, 360), (-5, 0.5, 500, 400),
    )  # fmt: skip
    for label, (angle, scale, x, y) in zip(printed(*tags), places, strict=True):
        yield Laid(label, angle, scale, x, y)
    yield Laid(code_128("PFA1005"), -6, 0.9, 640, 360)
    yield Laid(foreign_qr(MENU), 14, 0.55, 640, 360)


def test_a_room_is_counted_by_camera(phones: Phones, school: School, walk: Path) -> None:
    """Nine labels and a maker's sticker one by one, two at once, a poster; and the difference is the truth."""
    with school.changing() as district:
        losses.report(district.asset("A1012"), "lost", district.act())
    counting = phones.counting("ivy", "204", film=walk)
    both = counting.page.locator(".choices button")
    for tag in ("A1006", "A1007"):
        expect(both.filter(has_text=tag)).to_be_visible(timeout=60_000)
        both.filter(has_text=tag).click()
    # What a busy machine overlooked comes by again with the next turn of the film.
    counting.expect_numbers(to_find=1, seen=8, off=5, patience=90_000)
    counting.page.get_by_role("button", name="Rest the camera").click()
    expect(counting.row("A1004")).to_be_visible()

    counting.expect_unsent(0)
    kept = [one["payload"] for one in counting.kept()]
    assert {payload["method"] for payload in kept} == {"camera"}
    codes = [payload["code"] for payload in kept]
    assert len(codes) == len(set(codes)), "the label that passed twice was kept twice"
    counting.finish()
    told = counting.told_of_the_finished()
    assert [one["tag"] for one in told["missing"]] == ["A1004"]
    assert {one["tag"]: one["belongs"] for one in told["elsewhere"]} == {"A1011": "205", "A1020": "STO"}
    assert [one["tag"] for one in told["found"]] == ["A1012"]
    assert [one["tag"] for one in told["held"]] == ["A1030"]
    assert told["other_site"] == [{"code": "B2001", "site": "Lincoln High"}]
    assert told["unregistered"] == [MENU]
    assert (told["expected"], told["seen"]) == (8, 7)
    assert school.faults() == []


def test_ivy_signs_in_opens_a_room_and_the_first_verdict_appears(
    phones: Phones, school: School, walk: Path
) -> None:
    page = phones(None, film=walk)
    page.goto("/")
    page.get_by_label("E-mail").fill("ivy@marshall.test")
    page.get_by_label("Password").fill("correct horse battery")
    page.get_by_role("button", name="Sign in").click()
    page.get_by_role("link", name=re.compile("^0? ?.*Room 204")).click()
    counting = Counting(page, school)
    expect(counting.card).to_have_attribute(
        "data-verdict", re.compile("here|elsewhere|held|other_site|unregistered"), timeout=30_000
    )
