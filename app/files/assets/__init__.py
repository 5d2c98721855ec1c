"""Lists of assets: our own, Snipe-IT's, and any other whose columns somebody has explained.

table = tables.read("assets.csv")
layout = recognise(table.header) or mapper.layout(table.header, mapper.suggest(table.header))
for found in normalised(table, layout):
    found.line, found.asset, found.remarks, found.refusal
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from app.files.assets import mapper, rollcall, snipeit
from app.files.assets.fields import FIELDS, AssetRow, Field
from app.files.assets.layouts import Layout
from app.files.assets.mapper import MappingRefused
from app.files.assets.normalising import Normalised, Normaliser
from app.files.assets.reasons import REASONS
from app.files.assets.rollcall import HEADER, cells
from app.files.tables import Facts, Refusal, Row

__all__ = [
    "FIELDS",
    "HEADER",
    "REASONS",
    "AssetRow",
    "Field",
    "Layout",
    "MappingRefused",
    "Normalised",
    "Normaliser",
    "cells",
    "mapper",
    "normalised",
    "recognise",
]


def recognise(header: tuple[str, ...]) -> Layout | None:
    """Our own file or Snipe-IT's, by its headings; anything else is for the mapper."""
    return rollcall.recognise(header) or snipeit.recognise(header)


def normalised(rows: Iterable[Row], layout: Layout) -> Iterator[Normalised]:
    """Every row of the file, a tag that it has already had among the refused."""
    normaliser = Normaliser(layout)
    first_lines: dict[str, int] = {}
    for row in rows:
        found = normaliser.normalise(row)
        if found.asset and found.asset.tag:
            first = first_lines.setdefault(found.asset.tag.casefold(), found.line)
            if first != found.line:
                facts: Facts = {"value": found.asset.tag, "first_line": first}
                found.asset, found.refusal = None, Refusal("tag_repeated", facts)
        yield found
