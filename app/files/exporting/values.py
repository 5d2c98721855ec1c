"""What may stand in an exported cell, and how it is written."""

from __future__ import annotations

import re
from datetime import date, datetime
from decimal import Decimal

Value = str | int | float | Decimal | date | None

LINE_END = re.compile(r"\r\n?")
UNFIT = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")


def clean(text: str) -> str:
    """Without what neither XML nor a person can read, and with one kind of line end."""
    return UNFIT.sub("", LINE_END.sub("\n", text) if "\r" in text else text)


def written(value: float | Decimal | date) -> str:
    """A value that is no text, as a person writes it."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, datetime):
        return value.isoformat(" ", "seconds")
    return f"{value:f}" if isinstance(value, Decimal) else str(value)
