"""Reading a table out of whatever file somebody has."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import BinaryIO

from app.files.tables.delimited import Delimited, sniff
from app.files.tables.encodings import Encoding, detect, told
from app.files.tables.refusals import NotATable, Remark, TooManyRows
from app.files.tables.rows import Heading, Limits, Row, find_heading
from app.files.tables.sources import Source
from app.files.tables.workbooks import Workbook, open_workbook

SAMPLE_ROWS = 200


@dataclass(frozen=True, slots=True)
class Table:
    """A heading and its rows. Every iteration reads the file anew, so a table may be gone through twice."""

    _file: Delimited | Workbook
    _heading: Heading
    notes: tuple[Remark, ...]
    _limits: Limits

    @property
    def header(self) -> tuple[str, ...]:
        return self._heading.names

    @property
    def name(self) -> str:
        return self._file.source.name

    @property
    def kind(self) -> str:
        """`csv`, `tsv`, `xlsx`, `xlsb`, `xls` or `ods`."""
        return self._file.kind

    @property
    def encoding(self) -> Encoding | None:
        return self._file.encoding if isinstance(self._file, Delimited) else None

    @property
    def delimiter(self) -> str | None:
        return self._file.delimiter if isinstance(self._file, Delimited) else None

    @property
    def sheet(self) -> str | None:
        return self._file.sheet if isinstance(self._file, Workbook) else None

    def beginning(self) -> Iterator[Row]:
        """As many rows as tell what its columns hold."""
        return islice(self, SAMPLE_ROWS)

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
        workbook, heading, notes = open_workbook(source, sheet, limits)
        return Table(workbook, heading, notes, limits)
    if nature != "text":
        raise NotATable(found=nature)
    file = sniff(source, _letters(source, encoding), limits)
    heading, notes = find_heading(file.rows(), limits)
    return Table(file, heading, notes, limits)


def _letters(source: Source, encoding: str | None) -> Encoding:
    if encoding:
        return told(encoding)
    with source.open() as stream:
        return detect(stream)
