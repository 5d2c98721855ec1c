"""Signing: from the assets of a site as they ended to a text that nobody can alter unseen."""

from collections.abc import Mapping, Sequence
from typing import Any

from app.canonical import canonical
from app.files.seals.keys import PrivateKey
from app.files.seals.leaves import (
    VERSION,
    Leaf,
    called,
    counts_of,
    fingerprint,
    percent_accounted,
    words_of_head,
    words_of_leaf,
)


def seal(told: Mapping[str, Any], leaves: Sequence[Leaf], key: PrivateKey) -> str:
    """The sealed record as its file keeps it: canonical JSON and a line end.

    `told` says what is certified, by whom and with which words: certification {uuid, revision, replaces}, site,
    cycle, statement, signed. The rest of the head follows from the leaves. Every leaf is signed for itself, so that
    an altered one is named however the others were made to agree with it.
    """
    counts = counts_of(leaves)
    head = dict(told) | {
        "counts": counts,
        "percent": percent_accounted(counts),
        "root": fingerprint(leaves),
        "key": key.public.id,
        "called": [called(leaf) for leaf in leaves],
    }
    name, revision = head["certification"]["uuid"], head["certification"]["revision"]
    record = {
        "rollcall_seal": VERSION,
        "head": head,
        "signature": key.sign(words_of_head(head)),
        "leaves": [
            {"n": number, "leaf": leaf, "signature": key.sign(words_of_leaf(name, revision, number, leaf))}
            for number, leaf in enumerate(leaves, start=1)
        ],
    }
    return canonical(record) + "\n"
