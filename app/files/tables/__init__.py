"""Tables of rows out of other people's files: CSV and TSV in any letters, and spreadsheets.

    table = read("assets.csv")
    for row in table:
        row.line, row.cells, row.remarks, row.refusal

A file that cannot be read raises an `Unreadable` with a name and facts; a row that does not fit carries a
`Refusal`; what was put right or left out on the way is a `Remark`.
Their reasons are stable: see `REASONS`.
"""

from app.files.tables.encodings import CHOICES as ENCODINGS
from app.files.tables.encodings import Encoding
from app.files.tables.reading import Table, read
from app.files.tables.reasons import REASONS
from app.files.tables.refusals import Facts, Refusal, Remark, Unreadable
from app.files.tables.rows import Cell, Limits, Row, as_text, is_blank

__all__ = [
    "ENCODINGS",
    "REASONS",
    "Cell",
    "Encoding",
    "Facts",
    "Limits",
    "Refusal",
    "Remark",
    "Row",
    "Table",
    "Unreadable",
    "as_text",
    "is_blank",
    "read",
]
