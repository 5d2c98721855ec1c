"""Why a file, a row or a value of somebody's table could not be taken as it stands."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import ClassVar

Facts = dict[str, str | int]


@dataclass(frozen=True, slots=True)
class Remark:
    """The row is taken, but somebody should know: a stable reason, and the value as the file had it."""

    field: str | None
    reason: str
    value: str = ""


@dataclass(frozen=True, slots=True)
class Refusal:
    """The row is not taken: a stable reason, and the facts that fill its sentence."""

    reason: str
    facts: Facts = field(default_factory=dict)


class Unreadable(Exception):
    """The whole file is not taken: `reason` is stable, `facts` fill its sentence."""

    reason: ClassVar[str]

    def __init__(self, **facts: str | int) -> None:
        super().__init__(self.reason, facts)
        self.facts: Facts = facts


class EmptyFile(Unreadable):
    reason = "empty_file"


class NoHeader(Unreadable):
    """Nothing but blank lines."""

    reason = "no_header"


class TooLarge(Unreadable):
    reason = "too_large"


class TooManyColumns(Unreadable):
    reason = "too_many_columns"


class TooManyRows(Unreadable):
    """Raised while reading, at the first row past the limit."""

    reason = "too_many_rows"


class LineTooLong(Unreadable):
    """The heading is longer than any heading is."""

    reason = "line_too_long"


class UnclosedQuote(Unreadable):
    """A quotation mark in the heading is never closed."""

    reason = "unclosed_quote"


class NotATable(Unreadable):
    """A picture, a document, a program: `found` says which, as far as its first bytes tell."""

    reason = "not_a_table"


class WrongEncoding(Unreadable):
    """There is no such encoding as the one that was asked for."""

    reason = "wrong_encoding"


class BrokenWorkbook(Unreadable):
    reason = "broken_workbook"


class LockedWorkbook(Unreadable):
    """It opens with a password only."""

    reason = "locked_workbook"


class ExpandsTooMuch(Unreadable):
    """Small on disk, immense once unpacked: a bomb, or a sheet with one cell in its farthest corner."""

    reason = "expands_too_much"


class NoSuchSheet(Unreadable):
    reason = "no_such_sheet"
