"""A sealed record in the hands of somebody who would like it to say something else."""

import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.canonical import canonical
from app.files.seals import Fault, KeyRefused, PrivateKey, PublicKey, check, percent_accounted, seal
from tests.certification.sealed import KEY, LINCOLN, MARSHALL, altered, leaf, told


def test_a_seal_that_nobody_touched_holds_and_says_what_was_counted() -> None:
    checked = check(MARSHALL, KEY.public, site="8217")
    assert checked.faults == ()
    assert checked.head["counts"] == {
        "assets": 6, "sighted": 3, "explained": 1, "attested": 1, "unaccounted": 1,
    }  # fmt: skip
    assert checked.head["percent"] == "66.6"


def test_an_altered_asset_is_named() -> None:
    def find(record: dict[str, Any]) -> None:
        record["leaves"][5]["leaf"]["end"] = "sighted"

    assert check(altered(find), KEY.public).faults == (Fault("altered", "A104006", 6),)


def test_an_altered_asset_is_named_even_where_everything_else_was_made_to_agree() -> None:
    """Whoever holds another key can seal anew, and put the district's words of signing around it."""
    forged = json.loads(
        seal(told("8217", "one"), [leaf(n, "sighted") for n in range(1, 7)], PrivateKey.made())
    )
    honest = json.loads(MARSHALL)
    forged["head"]["key"], forged["signature"] = honest["head"]["key"], honest["signature"]
    for mine, theirs in zip(forged["leaves"], honest["leaves"], strict=True):
        mine["signature"] = theirs["signature"]
    faults = check(canonical(forged) + "\n", KEY.public).faults
    assert Fault("head_altered") in faults
    assert [fault.asset for fault in faults if fault.what == "altered"] == ["A104003", "A104004", "A104006"]


def test_a_removed_asset_is_named() -> None:
    assert check(altered(lambda r: r["leaves"].pop(1)), KEY.public).faults == (
        Fault("removed", "A104002", 2),
    )
    assert check(altered(lambda r: r["leaves"].pop()), KEY.public).faults == (Fault("removed", "A104006", 6),)


def test_an_added_asset_is_named() -> None:
    def add(record: dict[str, Any]) -> None:
        record["leaves"].append(json.loads(LINCOLN)["leaves"][0] | {"n": 7})

    assert check(altered(add), KEY.public).faults == (Fault("added", "B104001", 7),)


def test_an_asset_of_another_seal_does_not_pass_for_one_of_this() -> None:
    def swap(record: dict[str, Any]) -> None:
        record["leaves"][0] = json.loads(LINCOLN)["leaves"][0]

    assert check(altered(swap), KEY.public).faults == (Fault("altered", "B104001", 1),)


def test_two_assets_that_changed_places_are_named() -> None:
    def swap(record: dict[str, Any]) -> None:
        one, two = record["leaves"][:2]
        one["n"], two["n"] = 2, 1

    named = {fault.asset for fault in check(altered(swap), KEY.public).faults}
    assert named == {"A104001", "A104002"}


def test_the_seal_of_another_site_is_told_apart() -> None:
    assert check(LINCOLN, KEY.public, site="8217").faults == (Fault("other_site"),)


def test_another_key_is_told_apart() -> None:
    assert check(MARSHALL, PrivateKey.made().public).faults == (Fault("other_key"),)


@pytest.mark.parametrize(
    "change",
    [
        lambda r: r["head"]["signed"].update(name="Somebody Else"),
        lambda r: r["head"].update(percent="100.0"),
        lambda r: r["head"]["statement"].update(text="Everything is here."),
    ],
)
def test_an_altered_statement_is_detected(change: Any) -> None:
    assert "head_altered" in [fault.what for fault in check(altered(change), KEY.public).faults]


@given(where=st.integers(0, len(MARSHALL.encode()) - 1), byte=st.integers(0, 255))
@settings(max_examples=300)
def test_no_byte_can_be_changed_unseen(where: int, byte: int) -> None:
    raw = bytearray(MARSHALL.encode())
    if raw[where] == byte:
        return
    raw[where] = byte
    assert not check(raw.decode(errors="replace"), KEY.public).holds


@pytest.mark.parametrize(
    "change",
    [
        lambda r: r.update(note="Everything was here."),
        lambda r: r["leaves"][0].update(note="Seen again in July."),
        lambda r: r.update(rollcall_seal=True),
        lambda r: r.update(rollcall_seal=1.0),
        lambda r: r.update(signature=r["signature"].upper()),
        lambda r: r["leaves"][1].update(signature=" " + r["leaves"][1]["signature"]),
    ],
)
def test_nothing_is_said_beside_what_was_signed_nor_in_another_way(change: Any) -> None:
    assert not check(altered(change), KEY.public).holds


@pytest.mark.parametrize(
    "strange", ['"\\ud800"', "[" * 400 + "]" * 400, "[" * 990 + "]" * 990, "NaN", "9" * 4000]
)
@pytest.mark.parametrize("place", ['"Lenovo 300e"', '"Paul Marshall"'])
def test_what_nobody_ever_sealed_is_refused_without_a_fall(place: str, strange: str) -> None:
    assert not check(MARSHALL.replace(place, strange, 1), KEY.public).holds


@given(start=st.integers(0, len(MARSHALL) - 1), length=st.integers(1, 400))
@settings(max_examples=150)
def test_nothing_can_be_cut_out_unseen(start: int, length: int) -> None:
    assert not check(MARSHALL[:start] + MARSHALL[start + length :], KEY.public).holds


@pytest.mark.parametrize(
    "text", ["", "null", "[]", "{}", '{"rollcall_seal":2}', "[" * 100_000, '{"head":1e999}']
)
def test_what_is_no_seal_is_said_to_be_none(text: str) -> None:
    (fault,) = check(text, KEY.public).faults
    assert fault.what in ("unreadable", "newer")


def test_a_locked_key_opens_with_its_passphrase_alone() -> None:
    pem = KEY.pem("nine words")
    assert PrivateKey.read(pem, "nine words").public.id == KEY.public.id
    for wrong in (None, "other words"):
        with pytest.raises(KeyRefused):
            PrivateKey.read(pem, wrong)
    with pytest.raises(KeyRefused):
        PublicKey.read(b"-----BEGIN NONSENSE-----")


def test_the_percentage_is_never_better_than_the_count() -> None:
    """1,499 of 1,500 are not 100 %."""
    counts = {"assets": 1500, "sighted": 1400, "explained": 99, "attested": 0, "unaccounted": 1}
    assert percent_accounted(counts) == "99.9"
    assert percent_accounted(dict.fromkeys(counts, 0)) == "100.0"
