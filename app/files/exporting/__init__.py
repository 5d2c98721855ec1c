"""Tables on their way out: CSV that no spreadsheet runs as a formula, and XLSX in which a text stays a text.

Both come back from `tables.read` as they went out, with LF for every line end and without characters that
cannot be shown. In CSV a text that might be run gets an apostrophe before it, which reading takes off again;
a real number keeps its minus. XLSX needs no such thing: its texts are marked as texts, noughts and all.
"""

from app.files.exporting.delimited import csv_rows
from app.files.exporting.values import Value
from app.files.exporting.workbook import ROWS_AT_MOST, TooManyRowsForXlsx, xlsx

__all__ = ["ROWS_AT_MOST", "TooManyRowsForXlsx", "Value", "csv_rows", "xlsx"]
