"""When a code in view is believed, when it is new, and when the person is asked."""

from typing import Any

from tests.browser.scanner.scanning import Scanning

HEARD = """async ([options, frames]) => {
  const { Belief } = await import("/static/r1/js/scanning/belief.js")
  const belief = new Belief(options)
  return frames.map(([now, ...texts]) => {
    const codes = texts.map((text) => ({ text, linear: text.startsWith("|") }))
    const { fresh, choice } = belief.hear(codes, now)
    return [fresh, choice].map((some) => some.map((code) => code.text).join(" "))
  })
}"""


def heard(scanning: Scanning, *frames: tuple[int | str, ...], **options: Any) -> list[list[str]]:
    """For each frame what was told and what was offered; a text that begins with | is a linear code."""
    told: list[list[str]] = scanning.page.evaluate(HEARD, [options, frames])
    return told


def test_a_code_that_stays_in_view_is_told_once(resting: Scanning) -> None:
    frames = [(now, "A1") for now in range(0, 10_000, 100)]
    assert [told for told, _ in heard(resting, *frames)] == ["A1", *[""] * 99]


def test_a_code_that_comes_back_at_once_is_the_same_and_later_is_meant(resting: Scanning) -> None:
    answers = heard(resting, (0, "A1"), (100,), (2500, "A1"), (2600,), (5700, "A1"))
    assert [told for told, _ in answers] == ["A1", "", "", "", "A1"]


def test_a_linear_code_is_believed_when_two_of_three_frames_agree(resting: Scanning) -> None:
    answers = heard(resting, (0, "|417"), (100,), (200, "|417"))
    assert [told for told, _ in answers] == ["", "", "|417"]
    answers = heard(resting, (0, "|417"), (100, "|471"), (200,), (300, "|417"), (400,), (500,), (600, "|417"))
    assert [told for told, _ in answers] == [""] * 7


def test_a_linear_code_that_fits_the_schools_tags_is_believed_at_once(resting: Scanning) -> None:
    answers = heard(resting, (0, "|00417"), pattern=r"\|\d{5}")
    assert [told for told, _ in answers] == ["|00417"]


def test_the_second_of_two_is_not_picked_silently_when_the_first_flickers(resting: Scanning) -> None:
    answers = heard(resting, (0, "A1", "A2"), (100, "A2"), (600, "A2"), (1200, "A2"))
    assert answers == [["", "A1 A2"], ["", "A1 A2"], ["", "A1 A2"], ["A2", ""]]


def test_a_doubtful_linear_code_beside_a_sure_one_is_waited_for(resting: Scanning) -> None:
    answers = heard(resting, (0, "A1", "|417"), (100, "A1", "|417"))
    assert answers == [["", ""], ["", "A1 |417"]]
    answers = heard(resting, (0, "A1", "|417"), (100, "A1", "|471"), (200, "A1", "|714"))
    assert [told for told, _ in answers] == ["", "", "A1"]
