"""What a seal is made of: a leaf for each asset, a root over all of them, and the words that are signed."""

import hashlib
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, TypedDict

from app.canonical import canonical

VERSION = 1
ENDS = ("sighted", "explained", "attested", "unaccounted")
ACCOUNTED = ("sighted", "explained")


class Leaf(TypedDict):
    """One asset as it ended. `event` and `hash` are the head of its ledger; `why` is what its end rests on."""

    asset: str
    tag: str | None
    serial: str | None
    model: str
    end: str
    why: dict[str, Any]
    event: int
    hash: str


def called(leaf: Mapping[str, Any]) -> str:
    """How people name the asset of a leaf: by its tag, else its serial number."""
    return str(leaf.get("tag") or leaf.get("serial") or leaf.get("asset"))


def leaf_hash(leaf: Mapping[str, Any]) -> bytes:
    """The hash of a leaf, told apart from that of a knot as RFC 6962 does."""
    return hashlib.sha256(b"\0" + canonical(leaf).encode()).digest()


def root_of(hashes: Sequence[bytes]) -> bytes:
    """The root over leaf hashes in their order; of none, the hash of nothing."""
    row = list(hashes)
    if not row:
        return hashlib.sha256(b"").digest()
    while len(row) > 1:
        paired = [hashlib.sha256(b"\1" + a + b).digest() for a, b in zip(row[::2], row[1::2], strict=False)]
        row = paired + row[len(paired) * 2 :]
    return row[0]


def counts_of(leaves: Iterable[Mapping[str, Any]]) -> dict[str, int]:
    """How many assets came to each end, and how many there are."""
    counted = Counter(str(leaf.get("end")) for leaf in leaves)
    return {end: counted[end] for end in ENDS} | {"assets": counted.total()}


def percent_accounted(counts: Mapping[str, int]) -> str:
    """Sighted and explained among all, in per cent with one decimal, never rounded up to a better one."""
    if not counts["assets"]:
        return "100.0"
    tenths = 1000 * sum(counts[end] for end in ACCOUNTED) // counts["assets"]
    return f"{tenths // 10}.{tenths % 10}"


def fingerprint(leaves: Iterable[Mapping[str, Any]]) -> str:
    """What tells one state of a site from another: the root that a seal of it would have, in hex."""
    return root_of([leaf_hash(leaf) for leaf in leaves]).hex()


def words_of_head(head: Mapping[str, Any]) -> bytes:
    """What is signed of a whole seal."""
    return f"rollcall seal {VERSION} head\n{canonical(head)}".encode()


def words_of_leaf(name: str, revision: int, number: int, leaf: Mapping[str, Any]) -> bytes:
    """What is signed of one asset: it holds in this certification, this revision, at this place, and nowhere else."""
    return f"rollcall seal {VERSION} leaf\n{name} {revision} {number} {leaf_hash(leaf).hex()}".encode()
