"""From the record that was sealed to a page that says the same."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from app.files.certificates.words import WORDS
from app.files.printing import in_language, legible, typeset
from app.files.symbols import QUIET_ZONE, draw
from app.numerals import percent

TEMPLATE = Path(__file__).with_name("certificate.typ")
LISTED = ("unaccounted", "attested", "explained")


@dataclass(frozen=True, slots=True)
class Printed:
    """What a certificate shows besides its record: whose it is, where it is checked, its days written out."""

    district: str
    address: str
    signed_at: str
    due_on: str
    mark: bytes | None


def certificate(record: Mapping[str, Any], paper: Printed, language: str) -> bytes:
    """The paper of a seal (its JSON, read) as a PDF/UA-1 file."""
    return typeset(TEMPLATE, _document(record, paper, in_language(WORDS, language)))


def _document(record: Mapping[str, Any], paper: Printed, said: dict[str, str]) -> dict[str, Any]:
    head, counts = record["head"], record["head"]["counts"]
    told, signed = head["certification"], head["signed"]
    statement = head["statement"]
    foreign = statement["language"][:2] != said["language"]
    return {
        "words": said,
        "district": legible(paper.district),
        "site": legible(f"{head['site']['name']} ({head['site']['code']})"),
        "cycle": said["cycle"].format(cycle=legible(head["cycle"]["name"]), due=legible(paper.due_on)),
        "revision": said["revision"].format(revision=told["revision"]) if told["revision"] > 1 else "",
        "replaces": said["replaces"].format(seal=told["replaces"]) if told["replaces"] else "",
        "percent": percent(head["percent"], said["language"]),
        "of": said["of"].format(
            accounted=f"{counts['sighted'] + counts['explained']:,}", assets=f"{counts['assets']:,}"
        ),
        "not_whole": said["not_whole"] if counts["unaccounted"] or counts["attested"] else "",
        "counts": {name: f"{amount:,}" for name, amount in counts.items()},
        "answering": f"{head.get('counted_by_whom_answers', 0):,}",
        "statement": legible(statement["text"]),
        "statement_in": said["statement_in"].format(language=said[f"language_{statement['language'][:2]}"])
        if foreign
        else "",
        "name": legible(signed["name"]),
        "signed": said["signed"].format(when=legible(paper.signed_at)),
        "mark": list(paper.mark) if paper.mark else None,
        "mark_alt": said["mark_of"].format(name=legible(signed["name"])),
        "counted_by": ", ".join(legible(name) for name in head.get("counted_by", ())) or said["nobody"],
        "spot_checks": _spot_checks(head.get("spot_checks"), said),
        "lists": _lists([one["leaf"] for one in record["leaves"]], said),
        "root": head["root"],
        "key": head["key"],
        "address": legible(paper.address),
        "code": draw(paper.address).svg(QUIET_ZONE),
    }


def _spot_checks(told: Mapping[str, Any] | None, said: dict[str, str]) -> str:
    """How many were seen again; from how many they were drawn and how, and what was not seen, where it is told."""
    if not told or not told["drawn"]:
        return said["spot_checks_none"]
    draws = told.get("draws", ())
    words = _draw(told if len(draws) != 1 else draws[0], said)
    if len(draws) > 1:
        each = "; ".join(_draw(draw, said) for draw in draws)
        words += f" ({said['spot_checks_draws'].format(number=len(draws))} {each})"
    missed = ", ".join(legible(tag) for one in draws for tag in one["not_seen"])
    return f"{words}. {said['spot_checks_missed'].format(tags=missed)}" if missed else words


def _draw(told: Mapping[str, Any], said: dict[str, str]) -> str:
    """How many of one draw were seen again, and by which rule it was drawn."""
    among, answering = told.get("among"), told.get("among_answering")
    rule = said["spot_checks_first" if answering else "spot_checks_from"] if among is not None else ""
    rule = rule.format(among=f"{among:,}", answering=f"{answering:,}") if rule else ""
    return said["spot_checks_of"].format(seen=told["seen"], drawn=told["drawn"], rule=rule)


def _lists(leaves: Sequence[Mapping[str, Any]], said: dict[str, str]) -> list[dict[str, Any]]:
    """What was not simply seen, by its end: the tag, the device and what its end rests on."""
    return [
        {"heading": said[end], "of": end, "rows": [_row(leaf, said) for leaf in leaves if leaf["end"] == end]}
        for end in LISTED
        if any(leaf["end"] == end for leaf in leaves)
    ]


def _row(leaf: Mapping[str, Any], said: dict[str, str]) -> list[str]:
    why = leaf["why"]
    state = said.get(f"state_{why['state']}", why["state"]) if "state" in why else ""
    rests_on = " · ".join(part for part in (state, why.get("word", ""), why.get("document", "")) if part)
    return [
        legible(leaf["tag"] or leaf["serial"] or leaf["asset"]),
        legible(leaf["model"]),
        legible(rests_on),
    ]
