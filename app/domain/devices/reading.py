"""An export as devices: what it is of, and what its columns mean where nobody knows its format."""

from collections.abc import Iterator
from dataclasses import replace

from app import clock
from app.domain.register.importing import headings
from app.domain.register.importing.headings import Said
from app.files.assets import Layout
from app.files.devices import SOURCES, Export, Found, mapper
from app.models import User


def layout_of(export: Export, mapping: Said | None = None) -> Layout | None:
    """By what somebody says of the columns, else by the format, else as was said before; None where nobody knows.

    Raises MappingRefused.
    """
    if mapping is None and export.layout is not None:
        return export.layout
    mapping = remembered(export.header) if mapping is None else mapping
    if mapping is None or export.table is None:
        return None
    layout = mapper.layout(export.header, mapping)
    return replace(layout, day_first=mapper.day_first(export.table.beginning(), layout))


def source_of(layout: Layout) -> str:
    """Which management the export is of."""
    return layout.format if layout.format in SOURCES else "other"


def devices_of(export: Export, layout: Layout) -> Iterator[Found]:
    """Every device of the export; a time without an offset is of the school's clocks."""
    return export.devices(layout, zone=clock.zone())


def remembered(header: tuple[str, ...]) -> dict[str, str | None] | None:
    """What the columns of such a file were said to mean, under its own headings."""
    return headings.recalled(_signature(header), header)


def remember(header: tuple[str, ...], mapping: Said, by: User) -> None:
    """Keep what was said of the columns, so that nobody is asked twice."""
    headings.keep(_signature(header), mapping, by)


def _signature(header: tuple[str, ...]) -> str:
    return mapper.signature(headings.of_the_file(header))
