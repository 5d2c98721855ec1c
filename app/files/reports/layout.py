"""A report as data: every word in it is in its reader's language already."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from app.files.printing import legible, typeset

TEMPLATE = Path(__file__).with_name("report.typ")


@dataclass(frozen=True, slots=True)
class Table:
    """Rows under a heading; a column whose index is in `numbers` is set to the right."""

    heading: str
    columns: Sequence[str]
    rows: Sequence[Sequence[str]]
    numbers: Sequence[int] = ()


@dataclass(frozen=True, slots=True)
class Report:
    """What a report shows: whose it is, of what, when it was made, its figures and its tables."""

    title: str
    of: str
    district: str
    made: str
    page: str
    figures: Sequence[tuple[str, str]] = ()
    note: str = ""
    tables: Sequence[Table] = field(default_factory=tuple)


def report(told: Report, language: str) -> bytes:
    """The report as a PDF/UA-1 file; `page` has {page} and {pages} in it."""
    document: dict[str, Any] = {
        "language": language[:2],
        "page": told.page,
        "figures": [[legible(word), legible(value)] for word, value in told.figures],
        "tables": [
            {
                "heading": legible(table.heading),
                "columns": [legible(word) for word in table.columns],
                "rows": [[legible(value) for value in row] for row in table.rows],
                "numbers": list(table.numbers),
            }
            for table in told.tables
        ],
    }
    for name in ("title", "of", "district", "made", "note"):
        document[name] = legible(getattr(told, name))
    return typeset(TEMPLATE, document)
