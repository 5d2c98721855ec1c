"""The program that opens a workbook, in a process of its own.

A workbook of two kilobytes may ask its reader for half a terabyte, and the reader then dies without a word.
So it dies here, within limits of memory and time, and not in the server. It is started as
`python -I workbook_child.py BYTES SECONDS SHEET`, with the workbook as input, and answers in lines of JSON.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from io import BytesIO
from itertools import islice
from typing import Any

from python_calamine import (
    CalamineError,
    CalamineSheet,
    CalamineWorkbook,
    PasswordError,
    SheetTypeEnum,
    SheetVisibleEnum,
)

ROWS_AT_ONCE = 500


def main() -> None:
    limit, seconds, wanted = int(sys.argv[1]), int(sys.argv[2]), sys.argv[3]
    keep_within(limit, seconds)
    try:
        answer(CalamineWorkbook.from_filelike(BytesIO(sys.stdin.buffer.read())), wanted)
    except PasswordError:
        say({"refused": "locked_workbook"})
    except CalamineError as error:
        say({"refused": "broken_workbook", "detail": str(error)[:200]})
    except MemoryError:
        say({"refused": "expands_too_much"})


def keep_within(limit: int, seconds: int) -> None:
    try:
        import resource
    except ImportError:  # Windows has no such limits.
        return
    resource.setrlimit(resource.RLIMIT_AS, (limit, limit))
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def answer(workbook: CalamineWorkbook, wanted: str) -> None:
    names = [
        sheet.name
        for sheet in workbook.sheets_metadata
        if sheet.typ == SheetTypeEnum.WorkSheet and sheet.visible == SheetVisibleEnum.Visible
    ]
    if wanted and wanted not in names:
        say({"refused": "no_such_sheet", "sheet": wanted})
        return
    for name in [wanted] if wanted else names:
        sheet = workbook.get_sheet_by_name(name)
        if sheet.height:
            say({"sheet": name, "others": [other for other in names if other != name]})
            for rows in chunks(sheet):
                say(rows)
            return
    say({"refused": "no_header"})


def chunks(sheet: CalamineSheet) -> Iterator[list[Any]]:
    rows = numbered(sheet)
    while chunk := list(islice(rows, ROWS_AT_ONCE)):
        yield chunk


def numbered(sheet: CalamineSheet) -> Iterator[list[Any]]:
    """The number of a row and its cells, without the empty ones at its end; empty rows not at all."""
    for number, cells in enumerate(sheet.iter_rows(), start=1):
        while cells and cells[-1] == "":
            cells.pop()
        if cells:
            yield [number, cells]


def portable(cell: object) -> object:
    if isinstance(cell, datetime):
        midnight = cell.time() == time()
        return {"date": cell.date().isoformat()} if midnight else {"moment": cell.isoformat()}
    if isinstance(cell, date):
        return {"date": cell.isoformat()}
    if isinstance(cell, time | timedelta):
        return str(cell)
    raise TypeError(type(cell))


def say(what: object) -> None:
    sys.stdout.write(json.dumps(what, default=portable, separators=(",", ":")) + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
