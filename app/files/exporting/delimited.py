"""CSV, a piece at a time."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Sequence

from app.files.exporting.values import Value, clean, written
from app.files.tables.formulas import disarmed

PIECE = 1 << 16


def csv_rows(header: Sequence[str], rows: Iterable[Sequence[Value]], *, bom: bool = True) -> Iterator[bytes]:
    """The file in pieces, however many rows there are. By its mark Excel knows it for the UTF-8 it is."""
    piece = io.StringIO()
    piece.write("\ufeff" if bom else "")
    write = csv.writer(piece).writerow
    write([_cell(name) for name in header])
    for row in rows:
        write([_cell(value) for value in row])
        if piece.tell() > PIECE:
            yield piece.getvalue().encode()
            piece.seek(0)
            piece.truncate()
    yield piece.getvalue().encode()


def _cell(value: Value) -> str:
    if isinstance(value, str):
        return disarmed(clean(value))
    return "" if value is None else written(value)
