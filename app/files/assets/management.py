"""Who manages a device: its site, or ITS. Policy: REG-1."""

from __future__ import annotations

from app.files.tables import Cell, as_text
from app.files.tables.values.headings import key

MANAGED_BY = {
    "site": "site", "school": "site", "site managed": "site", "escuela": "site", "plantel": "site",
    "its": "its", "it": "its", "central": "its", "centrally managed": "its", "district": "its",
    "distrito": "its",
}  # fmt: skip


def judge_managed_by(cell: Cell) -> tuple[str | None, str | None]:
    found = MANAGED_BY.get(key(as_text(cell)))
    return found, None if found else "not_site_or_its"
