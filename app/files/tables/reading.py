"""Reading a table out of whatever file somebody has."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from app.files.tables.delimited import Delimited, sniff
from app.files.tables.encodings import Encoding, detect, told
from app.files.tables.refusals import NotATable, Remark, TooManyRows
from app.files.tables.rows import Heading, Limits, Row, find_heading
from app.files.tables.sources import Source
from app.files.tables.workbooks import Workbook, open_workbook


@dataclass(frozen=True, slots=True)
class Table:
    """A heading and its rows. Every iteration reads the file anew, so a table may be gone through twice."""

    name: str
    kind: str
    header: tuple[str, ...]
    notes: tuple[Remark, ...]
    encoding: Encoding | None
    delimiter: str | None
    sheet: str | None
    _file: Delimited | Workbook
    _heading: Heading
    _limits: Limits

    def __iter__(self) -> Iterator[Row]:
        rows = self._file.rows()
        for row in rows:
            if row.line == self._heading.line:
                break
        ragged = isinstance(self._file, Workbook)
        for count, row in enumerate(self._heading.fit(rows, ragged=ragged), start=1):
            if count > self._limits.rows:
                raise TooManyRows(limit=self._limits.rows, line=row.line)
            yield row


def read(
    origin: Path | str | BinaryIO,
    filename: str | None = None,
    *,
    limits: Limits | None = None,
    encoding: str | None = None,
    sheet: str = "",
) -> Table:
    """Look at the file and find its heading; the rows are read when they are asked for.

    A stream must not be read by anybody else meanwhile, and is left open. Raises `Unreadable` by its names.
    """
    limits = limits or Limits()
    source = Source.of(origin, filename, limits.file_bytes)
    nature = source.nature()
    if nature == "workbook":
        return _of_workbook(open_workbook(source, sheet, limits))
    if nature != "text":
        raise NotATable(found=nature)
    return _of_text(source, encoding, limits)


def _of_workbook(file: Workbook) -> Table:
    heading, notes = find_heading(file.rows(), file.limits)
    notes += tuple(Remark(None, "other_sheet", name) for name in file.others)
    return Table(
        file.source.name, file.kind, heading.names, notes, None, None, file.sheet, file, heading, file.limits
    )


def _of_text(source: Source, encoding: str | None, limits: Limits) -> Table:
    if encoding:
        letters = told(encoding)
    else:
        with source.open() as stream:
            letters = detect(stream)
    file = sniff(source, letters, limits)
    heading, notes = find_heading(file.rows(), limits)
    kind = "tsv" if file.delimiter == "\t" else "csv"
    return Table(
        source.name, kind, heading.names, notes, letters, file.delimiter, None, file, heading, limits
    )
