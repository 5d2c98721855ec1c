"""Our own file of assets: every field by its name, and everything that is exported can be imported again."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from app.files.assets.fields import FIELDS, AssetRow
from app.files.assets.layouts import Layout
from app.files.tables.values.headings import key, key_of_heading

HEADER = tuple(FIELDS)
FIELD_OF = {key(field): field for field in FIELDS}


def recognise(header: tuple[str, ...]) -> Layout | None:
    """Most columns are called what we call them, and one of them identifies the asset."""
    known = [(at, field) for at, name in enumerate(header) if (field := FIELD_OF.get(key_of_heading(name)))]
    identified = any(FIELDS[field].identifies for _, field in known)
    if not identified or len(known) * 10 < len(header) * 6:
        return None
    return Layout.of("rollcall", header, known)


def cells(asset: AssetRow) -> list[str | int | Decimal | date | None]:
    """The asset as a row under `HEADER`."""
    return [_cell(field, getattr(asset, field)) for field in HEADER]


def _cell(field: str, value: Any) -> Any:
    if isinstance(value, tuple):
        return "; ".join(value)
    if isinstance(value, bool):
        return "yes" if value else "no"
    if FIELDS[field].kind == "percent" and value is not None:
        return f"{value:f}%"
    return value
