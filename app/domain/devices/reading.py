"""An export as devices: what it is of, and what its columns mean where nobody knows its format."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from itertools import islice

from sqlalchemy import select

from app import clock
from app.db import db
from app.domain.register.importing import REFUSED_BECAUSE
from app.domain.register.importing.naming import plain
from app.files.assets import Layout
from app.files.devices import SOURCES, Export, Found, mapper
from app.models import ColumnMap, User

SAMPLE_ROWS = 200
Said = Mapping[str, str | None]


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
    return replace(layout, day_first=mapper.day_first(islice(export.table, SAMPLE_ROWS), layout))


def source_of(layout: Layout) -> str:
    """Which management the export is of."""
    return layout.format if layout.format in SOURCES else "other"


def devices_of(export: Export, layout: Layout) -> Iterator[Found]:
    """Every device of the export; a time without an offset is of the school's clocks."""
    return export.devices(layout, zone=clock.zone())


def remembered(header: tuple[str, ...]) -> dict[str, str | None] | None:
    """What the columns of such a file were said to mean, under its own headings."""
    kept = db.session.scalar(select(ColumnMap.columns).where(ColumnMap.signature == _signature(header)))
    return {name: kept.get(plain(name)) for name in header} if kept else None


def remember(header: tuple[str, ...], mapping: Said, by: User) -> None:
    """Keep what was said of the columns, so that nobody is asked twice."""
    signature = _signature(header)
    kept = db.session.scalar(select(ColumnMap).where(ColumnMap.signature == signature))
    if kept is None:
        kept = ColumnMap(signature=signature)
    kept.columns = {plain(name): field for name, field in mapping.items()}
    kept.saved_at, kept.saved_by_id = clock.now(), by.id
    db.session.add(kept)
    db.session.flush()


def _signature(header: tuple[str, ...]) -> str:
    return mapper.signature(name for name in header if name != REFUSED_BECAUSE)
