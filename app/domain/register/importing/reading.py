"""A table as a list of assets: what its columns mean, who its holders are, and in which order its rows are taken."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from app.domain.codes import look_up_key
from app.domain.register.importing import headings
from app.domain.register.importing.headings import Said
from app.domain.register.importing.naming import plain
from app.files.assets import Layout, Normalised, Normaliser, mapper, recognise
from app.files.tables import Row, Table, as_text
from app.models import User

OF_STAFF = (
    "employee",
    "staff",
    "teacher",
    "faculty",
    "custodian",
    "emplead",
    "maestr",
    "docente",
    "personal",
)


@dataclass(frozen=True, slots=True)
class Reading:
    """How a file is read: its layout, and what the people are whom it names as holders."""

    layout: Layout
    holders: str

    @property
    def keeps_extra(self) -> bool:
        """Columns that somebody chose to leave out are left out; those of a format we know are kept with the events."""
        return self.layout.format != "mapped"


def reading_of(table: Table, mapping: Said | None = None) -> Reading | None:
    """By what somebody says of the columns, else by the format, else as it was said before; None where nobody knows.

    Raises MappingRefused.
    """
    layout = None if mapping is not None else recognise(table.header)
    if layout is None:
        mapping = remembered(table.header) if mapping is None else mapping
        if mapping is None:
            return None
        layout = mapper.layout(table.header, mapping)
        layout = replace(layout, day_first=mapper.day_first(table.beginning(), layout))
    return Reading(layout, _holders(table.header, layout))


def remembered(header: tuple[str, ...]) -> dict[str, str | None] | None:
    """What the columns of such a file were said to mean, under its own headings."""
    return headings.recalled(_signature(header), header)


def remember(header: tuple[str, ...], mapping: Said, by: User) -> None:
    """Keep what was said of the columns, so that nobody is asked twice."""
    headings.keep(_signature(header), mapping, by)


def rows_of(table: Table, layout: Layout) -> Iterator[Normalised]:
    """Every row, carts before what stands in them; otherwise as they come."""
    normaliser = Normaliser(layout)
    places = {field: at for at, field in reversed(layout.columns) if field in ("tag", "cart")}
    carts = _carts_named(table, places["cart"]) if len(places) == 2 else set()
    if not carts:
        yield from map(normaliser.normalise, table)
        return
    for first in (True, False):
        for row in table:
            if _is_one_of(carts, row, places["tag"]) is first:
                yield normaliser.normalise(row)


def _signature(header: tuple[str, ...]) -> str:
    return mapper.signature(headings.of_the_file(header))


def _carts_named(table: Table, at: int) -> set[str]:
    return {look_up_key(text) for row in table if row.refusal is None and (text := as_text(row.cells[at]))}


def _is_one_of(carts: set[str], row: Row, at: int) -> bool:
    return row.refusal is None and look_up_key(as_text(row.cells[at])) in carts


def _holders(header: tuple[str, ...], layout: Layout) -> str:
    """Students, unless a list of our reader's own says employees in the heading. Snipe-IT calls everybody one."""
    said: Any = " ".join(plain(header[at]) for at, field in layout.columns if field.startswith("holder_"))
    return "staff" if layout.format == "mapped" and any(word in said for word in OF_STAFF) else "student"
