"""A packing list on paper: from where, to where, what is in it, a code that opens it, and two places to sign."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from app.files.printing import legible, typeset
from app.files.symbols import draw

TEMPLATE = Path(__file__).with_name("packing_list.typ")


@dataclass(frozen=True, slots=True)
class PackingList:
    """What the paper says. `facts` are (word, value); `rows` are tag, serial, model and cart; `words` the headings.

    `words` has: language, title, number, tag, serial, model, cart, arrived, handed_over, received, name, date, page,
    scan, alt, standing.
    """

    address: str
    facts: Sequence[tuple[str, str]]
    rows: Sequence[tuple[str, str, str, str]]
    words: Mapping[str, str]


def packing_list(paper: PackingList) -> bytes:
    """The list as a PDF/UA-1 file."""
    return typeset(
        TEMPLATE,
        {
            "words": {name: legible(word) for name, word in paper.words.items()},
            "svg": draw(paper.address).svg(),
            "facts": [[legible(word), legible(value)] for word, value in paper.facts],
            "rows": [[legible(cell) for cell in row] for row in paper.rows],
        },
    )
