"""Comma-separated values as people's programs really write them, one row at a time."""

from __future__ import annotations

import csv
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from io import TextIOWrapper
from itertools import islice

from app.files.tables.encodings import Encoding
from app.files.tables.formulas import as_it_was
from app.files.tables.lines import END, Lines, Overlong
from app.files.tables.refusals import Facts, LineTooLong, Refusal, UnclosedQuote
from app.files.tables.rows import Cell, Limits, Row
from app.files.tables.sources import Source

DELIMITERS = ",;\t|"
SAMPLE_LINES = 50
SEPARATOR_LINE = re.compile(r"sep=([,;\t|])\s*", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Delimited:
    """A text file, and what was found out about how it is written."""

    source: Source
    encoding: Encoding
    delimiter: str
    limits: Limits

    @property
    def kind(self) -> str:
        return "tsv" if self.delimiter == "\t" else "csv"

    def rows(self) -> Iterator[Row]:
        with _text(self.source, self.encoding) as text:
            lines = Lines(text, self.encoding, self.limits.line)
            while not lines.ended:
                yield from self._rows_until_misread(lines)

    def _rows_until_misread(self, lines: Lines) -> Iterator[Row]:
        reader = csv.reader(lines, delimiter=self.delimiter)
        while True:
            lines.begin_row()
            number = lines.number + 1
            try:
                cells = next(reader)
            except Overlong as line:
                yield self._overlong(line, number)
                return
            except csv.Error:
                yield self._misread(lines, number)
                return
            if cells == [END]:
                return
            if lines.ended:
                yield self._misread(lines, number)
                return
            yield self._row(lines, number, cells)

    def _row(self, lines: Lines, number: int, cells: list[str]) -> Row:
        if (
            cells
            and cells[0].startswith("sep=")
            and number == 1
            and SEPARATOR_LINE.fullmatch(lines.of_row[0])
        ):
            cells = []
        raw = lines.of_row[0]
        if len(lines.of_row) > 1:
            raw = "".join(lines.of_row)
            cells = [cell.replace("\r\n", "\n").replace("\r", "\n") for cell in cells]
        if "'" in raw:
            cells = [as_it_was(cell) for cell in cells]
        row = Row(number, list[Cell](cells), tuple(lines.remarks), lines=len(lines.of_row))
        if len(raw) > self.limits.cell:
            row.refusal = self._cell_too_long(cells)
        return row

    def _cell_too_long(self, cells: Sequence[str]) -> Refusal | None:
        for column, cell in enumerate(cells, start=1):
            if len(cell) > self.limits.cell:
                facts: Facts = {"column": column, "characters": len(cell), "limit": self.limits.cell}
                return Refusal("cell_too_long", facts)
        return None

    def _misread(self, lines: Lines, number: int) -> Row:
        """A quotation mark swallowed what follows: refuse its line, and read the others again without it."""
        lines.give_back_all_but_first()
        cells = lines.of_row[0].rstrip("\r\n").split(self.delimiter)
        refusal = self._cell_too_long(cells) or Refusal(UnclosedQuote.reason, {"line": number})
        return Row(number, list[Cell](cells), refusal=refusal)

    def _overlong(self, line: Overlong, number: int) -> Row:
        columns = line.beginning.count(self.delimiter) + 1
        facts: Facts = {"line": number, "limit": self.limits.line, "columns": columns}
        return Row(number, [], refusal=Refusal(LineTooLong.reason, facts))


def sniff(source: Source, encoding: Encoding, limits: Limits) -> Delimited:
    """Choose the delimiter that gives the first lines the same number of columns."""
    sample: list[str] = []
    with _text(source, encoding) as text:
        lines = Lines(text, encoding, limits.line)
        try:
            sample += islice(lines, SAMPLE_LINES)
        except Overlong as line:
            sample.append(line.beginning)
    if told := SEPARATOR_LINE.fullmatch(sample[0]):
        return Delimited(source, encoding, told[1], limits)
    best = max(DELIMITERS, key=lambda delimiter: _evenness(sample, delimiter))
    return Delimited(source, encoding, best, limits)


def _evenness(sample: list[str], delimiter: str) -> tuple[float, int]:
    try:
        widths = [len(cells) for cells in csv.reader(sample, delimiter=delimiter) if cells and cells != [END]]
    except csv.Error:
        widths = [line.count(delimiter) + 1 for line in sample]
    width, times = max(Counter(widths).items(), key=lambda item: (item[1], item[0]), default=(1, 1))
    return (times / len(widths), width) if width > 1 else (0, width)


@contextmanager
def _text(source: Source, encoding: Encoding) -> Iterator[TextIOWrapper]:
    with source.open() as stream:
        text = TextIOWrapper(stream, encoding.name, errors="replace", newline="")
        try:
            yield text
        finally:
            text.detach()
