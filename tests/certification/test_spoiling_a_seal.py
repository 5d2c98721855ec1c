"""Whatever is done to a sealed record is noticed and named, and no absurdity makes a check fall. Policy: CERT-5."""

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.canonical import canonical
from app.files.seals import PrivateKey, check
from tests.certification.sealed import KEY, LINCOLN, MARSHALL, altered, verify

WEIRD: list[Any] = [
    None, True, 0, -1, 1.5, 1e308, 10**400, float("nan"), float("inf"), "", "x" * 5000, "\ud800", "\x00", "66.6", [],
    {}, [[[[]]]], {"head": {"head": {}}}, ["A104001"], {"code": []},
]  # fmt: skip


def swapped(record: dict[str, Any]) -> None:
    one, two = record["leaves"][:2]
    one["signature"], two["signature"] = two["signature"], one["signature"]


def added(record: dict[str, Any]) -> None:
    record["leaves"].append(json.loads(LINCOLN)["leaves"][0] | {"n": 7})


def doubled(record: dict[str, Any]) -> None:
    record["leaves"].append(record["leaves"][0])


# What somebody may do to a record, and what is said of it at the command line.
SPOILT: dict[str, tuple[Callable[[dict[str, Any]], Any], tuple[str, ...]]] = {
    "a changed byte": (lambda r: r["leaves"][2]["leaf"].update(hash="ac" * 32), ("A104003, asset 3",)),
    "a removed asset": (lambda r: r["leaves"].pop(3), ("A104004, asset 4 of the list, has been removed",)),
    "swapped signatures": (swapped, ("A104001, asset 1", "A104002, asset 2")),
    "an added leaf": (added, ("B104001 has been added, as asset 7",)),
    "a leaf twice": (doubled, ("A104001 has been added, as asset 1",)),
    "another count": (lambda r: r["head"]["counts"].update(sighted=6), ("the counts or the list",)),
    "another name": (lambda r: r["head"]["signed"].update(name="Eve"), ("the signer",)),
}


@pytest.mark.parametrize("done", SPOILT)
def test_what_was_done_to_it_is_named_at_the_command_line(done: str, folder: Path) -> None:
    change, said = SPOILT[done]
    (folder / "seal.json").write_text(altered(change))
    told = verify(folder)
    assert told.exit_code == 1
    assert [words for words in said if words not in told.output] == []


def test_another_site_s_seal_and_another_key_are_told_from_an_altered_one(folder: Path) -> None:
    (folder / "seal.json").write_text(LINCOLN)
    faults = json.loads(verify(folder, "--site", "8217", "--json").output)["faults"]
    assert [fault["what"] for fault in faults] == ["other_site"]
    told = json.loads(verify(folder, "--json", key="other.pem").output)
    assert ([fault["what"] for fault in told["faults"]], told["head"]) == (["other_key"], None)


def places(value: Any, path: tuple[str | int, ...] = ()) -> Iterator[tuple[str | int, ...]]:
    if path:
        yield path
    inside = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, each in inside:
        yield from places(each, (*path, key))


PLACES = list(places(json.loads(MARSHALL)))


@given(path=st.sampled_from(PLACES), instead=st.sampled_from(WEIRD), written=st.booleans())
@settings(max_examples=300)
def test_no_part_of_it_can_be_anything_else_unseen(
    path: tuple[str | int, ...], instead: Any, written: bool
) -> None:
    """And what is wrong with one asset alone names that asset, unless the record cannot be gone through any more."""
    record = json.loads(MARSHALL)
    holder = record
    for key in path[:-1]:
        holder = holder[key]
    if type(holder[path[-1]]) is type(instead) and holder[path[-1]] == instead:
        return
    holder[path[-1]] = instead
    compact = json.dumps(record, separators=(",", ":"), sort_keys=True, ensure_ascii=written) + "\n"
    checked = check(compact, KEY.public)
    assert not checked.holds
    whats = {fault.what for fault in checked.faults}
    if path[:1] == ("leaves",) and len(path) > 2 and path[2] == "leaf" and len(path) > 3:
        assert whats & {"altered", "unreadable"}
        assert "unreadable" in whats or [fault.number for fault in checked.faults] == [int(path[1]) + 1]


@pytest.mark.parametrize(
    "text",
    [
        "\ufeff" + MARSHALL,
        MARSHALL.replace('{"head"', '{"head":{},"head"', 1),
        MARSHALL.replace('"counts":', '"counts":{},"counts":', 1),
        MARSHALL.replace('"66.6"', "NaN"),
        MARSHALL.replace('"66.6"', "9" * 6000),
        MARSHALL.replace('"66.6"', "[" * 900 + "]" * 900),
        MARSHALL.replace('"66.6"', '{"head":' * 300 + "1" + "}" * 300),
        MARSHALL.replace("Paul Marshall", "\x1b[31mPaul"),
        MARSHALL.replace("Paul Marshall", "\\ud800"),
        "[" * 200_000, "9" * 6000, "NaN", '"rollcall_seal"', "\x00", "",
    ],
)  # fmt: skip
def test_absurd_json_is_answered_in_words_and_as_json(text: str, folder: Path) -> None:
    (folder / "seal.json").write_bytes(text.encode(errors="surrogatepass"))
    told = verify(folder)
    assert (told.exit_code, "This seal does not hold." in told.output, told.exception.__class__) == (
        1,
        True,
        SystemExit,
    )
    assert "\x1b" not in told.output

    def refuse(constant: str) -> None:
        raise ValueError(constant)

    as_json = json.loads(verify(folder, "--json").output, parse_constant=refuse)
    assert (as_json["holds"], bool(as_json["faults"])) == (False, True)


def test_a_seal_made_anew_with_another_key_and_the_old_name_is_found_out() -> None:
    record = json.loads(MARSHALL)
    other = PrivateKey.made()
    record["signature"] = other.sign(b"rollcall seal 1 head\n" + canonical(record["head"]).encode())
    faults = check(canonical(record) + "\n", KEY.public).faults
    assert [fault.what for fault in faults] == ["head_altered"]
