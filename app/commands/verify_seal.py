"""Is a sealed record what was signed? `flask verify --seal FILE --key PUBLIC`, on any machine, without a database."""

import json
from pathlib import Path

import click

from app.files.seals import ENDS, Checked, Fault, KeyRefused, PublicKey, check
from app.numerals import percent

SENTENCES = {
    "unreadable": "This file is not a sealed record, or it can no longer be read as one.",
    "newer": "This seal is of a newer kind than this program knows.",
    "other_site": "This is the seal of another site: {site}.",
    "other_key": "This seal was not signed with this key; it names key {key}.",
    "head_altered": "What was signed (the statement, the signer, the counts or the list) has been altered.",
    "counts_altered": "The counts are not those of the assets.",
    "root_altered": "The root is not that of the assets.",
    "not_as_written": "The file is not written byte for byte as it was sealed.",
    "altered": "{asset}, asset {number} of the list, has been altered.",
    "added": "{asset} has been added, as asset {number} of the list.",
    "removed": "{asset}, asset {number} of the list, has been removed.",
}


def verify_seal(file: Path, key: Path, *, site: str | None, as_json: bool) -> None:
    """Say whether a seal holds, and what is wrong with it; exits with 1 where it does not."""
    text = file.read_bytes().decode(
        errors="replace"
    )  # byte for byte: a text file's line ends would be mended
    try:
        checked = check(text, PublicKey.read(key.read_bytes()), site=site)
    except KeyRefused as refused:
        raise click.BadParameter(str(refused), param_hint="--key") from refused
    if as_json:
        faults = [fault._asdict() for fault in checked.faults]
        told = {"holds": checked.holds, "head": checked.head if checked.signed else None, "faults": faults}
        click.echo(json.dumps(told, ensure_ascii=False, indent=2))
    else:
        click.echo("\n".join(_lines(checked)))
    if not checked.holds:
        raise SystemExit(1)


def _lines(checked: Checked) -> list[str]:
    if checked.holds:
        return _what_holds(checked)
    return [*(_sentence(fault, checked) for fault in checked.faults), "This seal does not hold."]


def _what_holds(checked: Checked) -> list[str]:
    head, counts = checked.head, checked.head["counts"]
    ends = ", ".join(f"{counts[end]:,} {end}" for end in ENDS)
    revision = head["certification"]["revision"]
    return [
        f"{head['site']['name']} ({head['site']['code']}), {head['cycle']['name']}, revision {revision}",
        f"Signed by {head['signed']['name']}, {head['signed']['at']}, key {head['key']}",
        f"{counts['assets']:,} assets: {ends}: {percent(head['percent'])} accounted for",
        "This seal holds: it is byte for byte what was signed.",
    ]


def _sentence(fault: Fault, checked: Checked) -> str:
    facts = {"site": "", "key": checked.head.get("key")} | fault._asdict()
    if "site" in checked.head:
        facts["site"] = f"{checked.head['site'].get('name')} ({checked.head['site']['code']})"
    said = SENTENCES[fault.what].format_map(facts)
    return "".join(letter if letter.isprintable() else "\N{REPLACEMENT CHARACTER}" for letter in said)
