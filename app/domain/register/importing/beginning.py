"""What the beginning of a list shows to whoever says what its columns mean: headings, samples, letters."""

from typing import Any

from app.files.tables import Table, as_text

NO_TABLE: dict[str, Any] = {
    "header": [],
    "samples": [],
    "notes": [],
    "encoding": None,
    "letters": None,
    "doubtful": False,
}


def beginning_of(table: Table | None) -> dict[str, Any]:
    """As an import keeps it; of a file that is no table, nothing."""
    if table is None:
        return NO_TABLE
    letters = table.encoding
    return {
        "header": list(table.header),
        "samples": _samples(table),
        "notes": [{"reason": note.reason, "field": note.field, "value": note.value} for note in table.notes],
        "encoding": letters.name if letters and letters.sure == "told" else None,
        "letters": letters.name if letters else None,
        "doubtful": bool(letters and letters.sure == "guessed"),
    }


def _samples(table: Table) -> list[list[str]]:
    """Up to three different values of each column."""
    samples: list[dict[str, None]] = [{} for _ in table.header]
    for row in table.beginning():
        if row.refusal is None:
            for sample, cell in zip(samples, row.cells, strict=True):
                if len(sample) < 3 and (text := as_text(cell)[:60]):
                    sample[text] = None
    return [list(sample) for sample in samples]
