"""What the cells of a row say of a site."""

from __future__ import annotations

from datetime import date

from app.files.schools.rows import SchoolRow, Standing
from app.files.tables import Cell, Remark, as_text
from app.files.tables.values.amounts import judge_count
from app.files.tables.values.dates import judge_date
from app.files.tables.values.headings import key

WORDS = ("name", "region", "street", "city", "state", "zip", "phone", "grades")
KINDS = {
    "school": "school",
    "office": "office",
    "central office": "office",
    "escuela": "school",
    "oficina": "office",
}
OLDEST = 1800
CLOSED, PENDING = ("closed", "merged"), ("pending",)


def school_of(code: str, cells: dict[str, Cell], remarks: list[Remark]) -> SchoolRow:
    """The site that these cells tell of; what does not fit is left out with a remark."""
    words = {name: as_text(cells[name]) for name in WORDS if name in cells}
    region = words.pop("region", None) or words.get("city")
    opened, closed = _day("opened_on", cells, remarks), _day("closed_on", cells, remarks)
    if opened and closed and opened > closed:
        remarks.append(Remark("opened_on", "closed_before_opened", opened.isoformat()))
        opened = None
    status = as_text(cells.get("status", "")).casefold()
    standing: Standing | None = "open" if status else None
    if closed or status in CLOSED:
        standing = "closed"
    elif status in PENDING:
        standing = "pending"
    if standing == "closed" and not closed:
        remarks.append(Remark("closed_on", "no_closing_day", status))
    return SchoolRow(
        code=code,
        region=region,
        **words,
        kind=_kind(cells, remarks),
        enrolment=_enrolment(cells, remarks),
        opened_on=opened,
        closed_on=closed,
        standing=standing,
    )


def _kind(cells: dict[str, Cell], remarks: list[Remark]) -> str:
    said = as_text(cells.get("kind", "school"))
    kind = KINDS.get(key(said))
    if not kind:
        remarks.append(Remark("kind", "unknown_kind", said))
    return kind or "school"


def _day(name: str, cells: dict[str, Cell], remarks: list[Remark]) -> date | None:
    if name not in cells:
        return None
    day, reason = judge_date(cells[name], since=OLDEST)
    if reason:
        remarks.append(Remark(name, reason, as_text(cells[name])))
    return day


def _enrolment(cells: dict[str, Cell], remarks: list[Remark]) -> int | None:
    if "enrolment" not in cells:
        return None
    count, reason = judge_count(cells["enrolment"])
    if reason:
        remarks.append(Remark("enrolment", reason, as_text(cells["enrolment"])))
    return count
