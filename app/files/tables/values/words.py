"""Names, notes and choices: the cells that are meant for people."""

from __future__ import annotations

from functools import lru_cache

from app.files.tables.rows import Cell, as_text
from app.files.tables.values.headings import key

JudgedText = tuple[str | None, str | None]

LONGEST_NAME = 200
NOTHING = ("n/a", "#n/a", "#ref!", "#value!", "-", "--", "—")
YES = ("yes", "y", "true", "t", "1", "x", "✓", "si", "s", "verdadero")
NO = ("no", "n", "false", "f", "0", "falso")


@lru_cache(maxsize=20_000, typed=True)
def judge_name(cell: Cell) -> JudgedText:
    name = as_text(cell)
    if name.casefold() in NOTHING:
        return None, None
    return (name, None) if len(name) <= LONGEST_NAME else (None, "too_long")


def judge_text(cell: Cell) -> JudgedText:
    """Keeps its lines."""
    return (cell.strip() if isinstance(cell, str) else as_text(cell)) or None, None


def judge_email(cell: Cell) -> JudgedText:
    address = as_text(cell)
    name, _, domain = address.partition("@")
    if address.casefold() in NOTHING:
        return None, None
    if not name or "." not in domain or " " in address or len(address) > LONGEST_NAME:
        return None, "not_an_email"
    return address, None


def judge_yes_no(cell: Cell) -> tuple[bool | None, str | None]:
    answer = key(as_text(cell))
    if answer in YES or answer in NO:
        return answer in YES, None
    return None, None if as_text(cell).casefold() in NOTHING else "not_yes_or_no"
