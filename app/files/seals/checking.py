"""Checking a seal with nothing but its file and the public key: what was altered, removed, added or swapped."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from app.canonical import canonical
from app.files.seals.keys import PublicKey
from app.files.seals.leaves import (
    VERSION,
    called,
    counts_of,
    fingerprint,
    percent_accounted,
    words_of_head,
    words_of_leaf,
)

# With any of these, what the head says was not signed with the key.
UNSIGNED = frozenset({"unreadable", "newer", "other_key", "head_altered"})


class Fault(NamedTuple):
    """What is wrong, by name; which asset, and at which place, where it is one asset's."""

    what: str
    asset: str | None = None
    number: int | None = None


@dataclass(frozen=True, slots=True)
class Checked:
    """What a seal says, as far as it could be read, and everything that is wrong with it."""

    head: Mapping[str, Any] = field(default_factory=dict)
    faults: tuple[Fault, ...] = ()

    @property
    def holds(self) -> bool:
        return not self.faults

    @property
    def signed(self) -> bool:
        """Whether the head is what the key signed; of any other, nothing is to be believed."""
        return bool(self.head) and not {fault.what for fault in self.faults} & UNSIGNED


class _Unreadable(Exception):
    """The file is not a seal that can be gone through."""


def check(text: str, key: PublicKey, *, site: str | None = None) -> Checked:
    """Everything wrong with a seal; nothing when it is byte for byte what was signed.

    The faults by name: unreadable, newer, not_as_written, other_site (`site` is the location code that is
    expected), other_key, head_altered, counts_altered, root_altered, and of an asset altered, added, removed.
    """
    try:
        record = _read(text)
        head = record["head"]
        return Checked(head, tuple(_faults(text, record, head, key, site)))
    except _Unreadable as trouble:
        return Checked(faults=(Fault(str(trouble)),))
    except (RecursionError, UnicodeEncodeError):  # JSON can be read that cannot be written again
        return Checked(faults=(Fault("unreadable"),))


def _read(text: str) -> dict[str, Any]:
    try:
        record = json.loads(text)
        version, head, leaves = record["rollcall_seal"], record["head"], record["leaves"]
        told = head["certification"]
        fits = isinstance(told["uuid"], str) and isinstance(told["revision"], int)
        fits = fits and all(isinstance(one["leaf"], dict) and isinstance(one["n"], int) for one in leaves)
        fits = fits and isinstance(head["site"]["code"], str) and isinstance(record["signature"], str)
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError) as trouble:
        raise _Unreadable("unreadable") from trouble
    if version != VERSION:
        raise _Unreadable("newer")
    if not fits:
        raise _Unreadable("unreadable")
    checked: dict[str, Any] = record
    return checked


def _faults(
    text: str, record: Mapping[str, Any], head: Mapping[str, Any], key: PublicKey, site: str | None
) -> Iterator[Fault]:
    if site is not None and head["site"]["code"] != site:
        yield Fault("other_site")
    if not key.signed(record["signature"], words_of_head(head)):
        if head.get("key") != key.id:
            yield Fault("other_key")
            return
        yield Fault("head_altered")
    leaves = [one["leaf"] for one in record["leaves"]]
    counts = counts_of(leaves)
    named = list(_of_assets(record, head, key))
    yield from named
    if head.get("root") != fingerprint(leaves) and not named:
        yield Fault("root_altered")
    if (head.get("counts"), head.get("percent")) != (counts, percent_accounted(counts)) and not named:
        yield Fault("counts_altered")
    if text != _as_sealed(record) and not named:
        yield Fault("not_as_written")


def _as_sealed(record: Mapping[str, Any]) -> str:
    """The record as sealing writes it, with nothing beside what is signed."""
    leaves = [{name: one.get(name) for name in ("n", "leaf", "signature")} for one in record["leaves"]]
    sealed = {"rollcall_seal": VERSION, "leaves": leaves} | {k: record[k] for k in ("head", "signature")}
    return canonical(sealed) + "\n"


def _of_assets(record: Mapping[str, Any], head: Mapping[str, Any], key: PublicKey) -> Iterator[Fault]:
    """What is wrong with single assets: their places run from 1 without a gap, and each has its own signature."""
    name, revision = head["certification"]["uuid"], head["certification"]["revision"]
    names = head["called"] if isinstance(head.get("called"), list) else []
    there: set[int] = set()
    for one in record["leaves"]:
        leaf, number = one["leaf"], one["n"]
        if number in there or not 0 < number <= len(names):
            yield Fault("added", called(leaf), number)
        elif not key.signed(str(one.get("signature")), words_of_leaf(name, revision, number, leaf)):
            yield Fault("altered", called(leaf), number)
        there.add(number)
    yield from (
        Fault("removed", str(one), number) for number, one in enumerate(names, start=1) if number not in there
    )
