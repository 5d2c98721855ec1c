"""An auditor with the sealed record and the public key, on a machine that has never seen the database."""

import json
from pathlib import Path

from tests.certification.sealed import MARSHALL, altered, verify


def test_a_seal_that_holds_says_what_was_signed(folder: Path) -> None:
    told = verify(folder, "--site", "8217")
    assert told.exit_code == 0
    assert "6 assets: 3 sighted, 1 explained, 1 attested, 1 unaccounted: 66.6% accounted for" in told.output
    assert "This seal holds" in told.output


def test_an_altered_seal_names_the_asset_and_fails(folder: Path) -> None:
    (folder / "seal.json").write_text(
        altered(lambda record: record["leaves"][5]["leaf"].update(end="sighted"))
    )
    told = verify(folder)
    assert told.exit_code == 1
    assert "A104006, asset 6 of the list, has been altered." in told.output
    as_json = json.loads(verify(folder, "--json").output)
    assert as_json["faults"] == [{"what": "altered", "asset": "A104006", "number": 6}]


def test_another_key_another_site_and_no_key_at_all_are_told_apart(folder: Path) -> None:
    assert "not signed with this key" in verify(folder, key="other.pem").output
    assert "the seal of another site: Marshall Middle (8217)" in verify(folder, "--site", "8729").output
    assert "not a public key" in verify(folder, key="seal.json").output
    (folder / "seal.json").write_bytes(b"\xff\xfe no seal")
    assert "not a sealed record" in verify(folder).output


def test_a_seal_whose_line_end_was_rewritten_is_not_byte_for_byte_what_was_signed(folder: Path) -> None:
    (folder / "seal.json").write_bytes(MARSHALL.replace("\n", "\r\n").encode())
    told = verify(folder)
    assert told.exit_code == 1
    assert "not written byte for byte" in told.output
