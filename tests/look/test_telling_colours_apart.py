"""The colours of app/static/css/tokens.css can be read and told apart, by day and by night (WCAG 2.2 AA)."""

import re
from itertools import product
from pathlib import Path

import pytest

APP = Path(__file__).resolve().parents[2] / "app"
TOKENS = APP / "static" / "css" / "tokens.css"
HEAD = APP / "templates" / "parts" / "_head.html"
PAIR = re.compile(r"--([\w-]+): light-dark\((#[0-9a-f]{6}), (#[0-9a-f]{6})\);")
SCHEMES = ("light", "dark")
COLOURS = {
    scheme: {
        name: (light, dark)[at] for name, light, dark in PAIR.findall(TOKENS.read_text(encoding="utf-8"))
    }
    for at, scheme in enumerate(SCHEMES)
}

MEANINGS = ("here", "elsewhere", "found", "held", "stop", "already")
GROUNDS = ("paper", "card", "sunken")
READ = [
    *product(("ink", "soft", "brand"), (*GROUNDS, "brand-bg")),
    *product(("ink", "soft"), [f"{meaning}-bg" for meaning in MEANINGS]),
    *product(MEANINGS, GROUNDS),
    *[(meaning, f"{meaning}-bg") for meaning in MEANINGS],
    ("on-brand", "brand"),
    ("on-stop", "stop"),
    ("paper", "ink"),
    ("card", "soft"),
    ("soft", "line"),
]
SEEN = [*product(("edge", "brand"), GROUNDS), *product(("here", "elsewhere", "stop"), ("track", "card"))]


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize(("text", "ground"), READ)
def test_words_can_be_read_on_their_ground(scheme: str, text: str, ground: str) -> None:
    assert contrast(COLOURS[scheme][text], COLOURS[scheme][ground]) >= 4.5


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize(("mark", "ground"), SEEN)
def test_fields_rings_and_focus_can_be_seen(scheme: str, mark: str, ground: str) -> None:
    assert contrast(COLOURS[scheme][mark], COLOURS[scheme][ground]) >= 3


@pytest.mark.parametrize("scheme", SCHEMES)
def test_the_phones_own_bars_take_the_colour_of_the_paper(scheme: str) -> None:
    said = f'content="{COLOURS[scheme]["paper"]}" media="(prefers-color-scheme: {scheme})"'
    assert said in HEAD.read_text(encoding="utf-8")


def contrast(one: str, other: str) -> float:
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def luminance(colour: str) -> float:
    red, green, blue = (linear(int(colour[at : at + 2], 16) / 255) for at in (1, 3, 5))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def linear(channel: float) -> float:
    return channel / 12.92 if channel <= 0.04045 else ((channel + 0.055) / 1.055) ** 2.4
