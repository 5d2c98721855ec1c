"""What is told when labels lie under the camera: one by one, two at once, a cart of them, none."""

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from tests.browser.fake_camera import Laid, film, scene
from tests.browser.scanner.desk import CODE_128, sticker, still, trolley
from tests.browser.scanner.scanning import Opening

Showing = Callable[[Path | None], Browser]


def test_ten_labels_passing_by_are_each_told_once(showing: Showing, opened: Opening, tmp_path: Path) -> None:
    desk = [frame for _, laid in trolley() for frame in (scene(), *[scene([laid])] * 3)]
    film(desk, tmp_path / "trolley.mjpeg", hold=9)
    scanning = opened(showing(tmp_path / "trolley.mjpeg"))
    told = scanning.wait_for(10)
    assert sorted(told) == sorted(text for text, _ in trolley())
    assert {one["method"] for one in scanning.told()} == {"camera"}
    assert {one["format"] for one in scanning.told()} == {"QRCode", "Code128", "Code39", "DataMatrix"}


def test_fault_32_two_codes_in_view_wait_for_a_tap(over_a_pair: Browser, opened: Opening) -> None:
    scanning = opened(over_a_pair)
    expect(scanning.words).to_have_text("Codes in view: 2. Tap the one you mean.")
    expect(scanning.choices).to_have_count(2)
    assert scanning.texts() == []

    scanning.button("A104199").click()
    assert scanning.wait_for(1) == ["A104199"]
    expect(scanning.button("A104199")).to_be_disabled()

    scanning.button("A104198").click()
    assert scanning.wait_for(2) == ["A104199", "A104198"]
    expect(scanning.choices).to_have_count(0)


def test_a_choice_can_be_made_by_keyboard(over_a_pair: Browser, opened: Opening) -> None:
    scanning = opened(over_a_pair)
    expect(scanning.choices).to_have_count(2)
    scanning.page.locator(".finder").focus()
    scanning.page.keyboard.press("Tab")
    focused = scanning.page.locator(".choices button:focus")
    expect(focused).to_have_count(1)
    chosen = focused.inner_text()
    scanning.page.keyboard.press("Enter")
    assert scanning.wait_for(1) == [chosen]


def test_the_buttons_of_a_choice_are_large_enough_for_a_thumb(over_a_pair: Browser, opened: Opening) -> None:
    scanning = opened(over_a_pair)
    expect(scanning.choices).to_have_count(2)
    assert all(min(box["width"], box["height"]) >= 44 for box in scanning.boxes())


def test_two_thin_stickers_one_above_the_other_can_both_be_hit(
    showing: Showing, opened: Opening, tmp_path: Path
) -> None:
    above, below = sticker("5CG1234XYZ", CODE_128, wide=500), sticker("A104233", CODE_128, wide=420)
    stuck = [
        Laid(above.crop((0, 0, 500, 60)), 0, 1, 640, 325),
        Laid(below.crop((0, 0, 420, 60)), 0, 1, 640, 395),
    ]
    scanning = opened(showing(still(tmp_path / "stickers.mjpeg", stuck)))
    expect(scanning.choices).to_have_count(2)
    first, second = sorted(scanning.boxes(), key=lambda box: box["y"])
    assert second["y"] - (first["y"] + first["height"]) >= 7
    scanning.button("A104233").click()
    assert scanning.wait_for(1) == ["A104233"]


def test_over_a_cart_all_codes_of_a_frame_count(over_a_pair: Browser, opened: Opening) -> None:
    scanning = opened(over_a_pair, mode="many")
    assert sorted(scanning.wait_for(2)) == ["A104198", "A104199"]
    expect(scanning.choices).to_have_count(0)
    expect(scanning.page.locator(".marks polygon")).to_have_count(2)


@pytest.mark.parametrize("degrees", [22, 48, 66, -35])
def test_a_linear_sticker_far_askew_is_read(
    showing: Showing, opened: Opening, tmp_path: Path, degrees: int
) -> None:
    laid = [Laid(sticker("5CG1234XYZ", CODE_128), degrees, 0.9, 640, 360)]
    scanning = opened(showing(still(tmp_path / "askew.mjpeg", laid)))
    assert scanning.wait_for(1) == ["5CG1234XYZ"]


def test_a_desk_without_codes_tells_nothing(showing: Showing, opened: Opening, tmp_path: Path) -> None:
    film([scene(seed=seed) for seed in range(12)], tmp_path / "desks.mjpeg", hold=6)
    scanning = opened(showing(tmp_path / "desks.mjpeg"))
    scanning.wait_until("live")
    expect(scanning.words).to_have_text("Point at a tag.")
    scanning.page.wait_for_timeout(2500)
    assert scanning.texts() == []
