"""The rows of a table: which line they stand on, which columns have a name, and what does not fit."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from itertools import islice

from app.files.tables.refusals import LineTooLong, NoHeader, Refusal, Remark, TooManyColumns, UnclosedQuote

Cell = str | int | float | date

TITLES_AT_MOST = 5
MEGABYTE = 1_000_000


@dataclass(frozen=True, slots=True)
class Limits:
    """How much of a file is read before it is refused by name."""

    file_bytes: int = 100 * MEGABYTE
    expanded_bytes: int = 1_500 * MEGABYTE
    columns: int = 500
    cell: int = 32_767
    line: int = 1_000_000
    rows: int = 1_000_000
    seconds: int = 120


@dataclass(slots=True)
class Row:
    """The cells that begin on a line; once the heading is known, one for every name of it."""

    line: int
    cells: list[Cell]
    remarks: tuple[Remark, ...] = ()
    refusal: Refusal | None = None
    lines: int = 1

    @property
    def blank(self) -> bool:
        return not self.refusal and all(map(is_blank, self.cells))


@dataclass(frozen=True, slots=True)
class Heading:
    """The line that names the columns. Nameless columns are left out, and what they hold is remarked on."""

    line: int
    width: int
    names: tuple[str, ...]
    nameless: frozenset[int]

    def fit(self, rows: Iterable[Row], *, ragged: bool) -> Iterator[Row]:
        """Every row that is not blank, made as wide as the heading or refused.

        A `ragged` file (a spreadsheet) keeps no empty cells at a row's end: no short row is worth a remark.
        """
        for row in rows:
            if row.blank:
                continue
            if not row.refusal and len(row.cells) != self.width:
                self._widen_or_shorten(row, ragged=ragged)
            if not row.refusal and self.nameless:
                self._leave_nameless(row)
            yield row

    def _widen_or_shorten(self, row: Row, *, ragged: bool) -> None:
        if row.lines > 1:
            # Most likely a stray quotation mark has joined rows that do not belong together.
            row.refusal = Refusal(
                UnclosedQuote.reason, {"line": row.line, "last_line": row.line + row.lines - 1}
            )
        elif len(row.cells) > self.width:
            self._shorten(row)
        else:
            self._pad(row, ragged=ragged)

    def _shorten(self, row: Row) -> None:
        found = max(at for at, cell in enumerate(row.cells, start=1) if not is_blank(cell))
        if found > self.width:
            row.refusal = Refusal("long_row", {"columns": self.width, "found": found})
        else:
            del row.cells[self.width :]

    def _pad(self, row: Row, *, ragged: bool) -> None:
        missing = range(len(row.cells), self.width)
        if not ragged and not self.nameless.issuperset(missing):
            row.remarks += (Remark(None, "short_row", str(len(row.cells))),)
        row.cells.extend("" for _ in missing)

    def _leave_nameless(self, row: Row) -> None:
        lost = [cell for at, cell in enumerate(row.cells) if at in self.nameless and not is_blank(cell)]
        row.remarks += tuple(Remark(None, "value_without_heading", as_text(cell)) for cell in lost)
        row.cells = [cell for at, cell in enumerate(row.cells) if at not in self.nameless]


def find_heading(rows: Iterator[Row], limits: Limits) -> tuple[Heading, tuple[Remark, ...]]:
    """The first line that names columns; a report's title above it, alone on its line, is passed over."""
    first = list(islice((row for row in rows if not row.blank), TITLES_AT_MOST + 1))
    if not first:
        raise NoHeader
    notes = []
    while len(first) > 1 and _filled(first[0]) == 1 and _filled(first[1]) > 2:
        title = first.pop(0)
        notes.append(Remark(None, "title_skipped", "".join(map(as_text, title.cells))))
    row = first[0]
    _refuse_heading(row, limits)
    cells = [as_text(cell) for cell in row.cells]
    last = max(at for at, name in enumerate(cells) if name)
    nameless = frozenset(at for at, name in enumerate(cells) if not name)
    notes += [Remark(None, "blank_heading", str(at + 1)) for at in sorted(nameless) if at < last]
    names = tuple(_distinct(filter(None, cells)))
    notes += [Remark(name, "doubled_heading") for name in names if name not in cells]
    return Heading(row.line, len(cells), names, nameless), tuple(notes)


def is_blank(cell: Cell) -> bool:
    return isinstance(cell, str) and (not cell or cell.isspace())


def as_text(cell: Cell) -> str:
    """A cell as a person reads it: 36 rather than 36.0, and on one line."""
    if isinstance(cell, str):
        return " ".join(cell.split())
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return str(cell)


def _refuse_heading(row: Row, limits: Limits) -> None:
    if row.refusal and row.refusal.reason == UnclosedQuote.reason:
        raise UnclosedQuote(**row.refusal.facts)
    if row.refusal and int(row.refusal.facts.get("columns", 0)) > limits.columns:
        raise TooManyColumns(columns=row.refusal.facts["columns"], limit=limits.columns)
    if row.refusal:
        raise LineTooLong(line=row.line, limit=row.refusal.facts["limit"])
    if (columns := _filled(row)) > limits.columns or len(row.cells) > 4 * limits.columns:
        raise TooManyColumns(columns=max(columns, len(row.cells)), limit=limits.columns)


def _filled(row: Row) -> int:
    return sum(not is_blank(cell) for cell in row.cells)


def _distinct(names: Iterable[str]) -> Iterator[str]:
    """`Category`, then `Category (2)`: the same name never twice, however it is written."""
    given: set[str] = set()
    for name in names:
        unique, number = name, 1
        while unique.casefold() in given:
            number += 1
            unique = f"{name} ({number})"
        given.add(unique.casefold())
        yield unique
