"""Every reason this package gives, and what it means; whoever shows one says it in the person's language."""

from __future__ import annotations

from types import MappingProxyType

REASONS = MappingProxyType(
    {
        # The file is not taken.
        "empty_file": "The file holds nothing at all.",
        "no_header": "The file holds nothing but blank lines.",
        "too_large": "The file has {bytes} bytes; {limit} are allowed.",
        "too_many_columns": "The heading has {columns} columns or more; {limit} are allowed.",
        "too_many_rows": "The file has more than {limit} rows.",
        "line_too_long": "Line {line} has more than {limit} characters.",
        "unclosed_quote": "A quotation mark on line {line} is not closed where it should be.",
        "not_a_table": "This is no table of rows, but: {found}.",
        "wrong_encoding": "There is no encoding called {encoding}.",
        "broken_workbook": "The spreadsheet is damaged and cannot be opened.",
        "locked_workbook": "The spreadsheet opens with a password only.",
        "expands_too_much": "The spreadsheet becomes far too large when it is opened.",
        "no_such_sheet": "The workbook has no visible sheet called {sheet}.",
        # The row is not taken (besides line_too_long and unclosed_quote).
        "long_row": "The row has {found} values; the heading has {columns} columns.",
        "cell_too_long": "Column {column} has more than {limit} characters.",
        # Remarks on a row.
        "short_row": "The row ends after {value} columns; the rest is taken as empty.",
        "value_without_heading": "“{value}” stands in a column without a heading and is left out.",
        "control_characters_removed": "Characters that cannot be shown were taken out.",
        "undecodable_letters": "Some letters could not be read.",
        "letters_mended": "Damaged letters were mended: “{value}”.",
        # Notes on the file.
        "title_skipped": "“{value}” above the heading is passed over.",
        "blank_heading": "Column {value} has no heading and is left out.",
        "doubled_heading": "The heading has this name more than once; the later column is called {field}.",
        "other_sheet": "The sheet {value} is not read.",
    }
)
