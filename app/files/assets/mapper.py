"""Columns nobody has named for us: what they may mean, what a person says of them, and remembering that."""

from __future__ import annotations

import hashlib
import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from app.files.assets.fields import FIELDS
from app.files.assets.layouts import Layout
from app.files.assets.synonyms import FIELD_OF
from app.files.tables import Facts, Row, as_text
from app.files.tables.values.dates import puts_day_first
from app.files.tables.values.headings import key_of_heading

# Words that say only that the column is about the device.
EMPTY_WORDS = re.compile(
    r"\b(?:asset|device|equipment|computer|laptop|chromebook|item|unit|current|primary|the|of"
    r"|de|del|la|el|equipo|dispositivo|computadora|articulo|actual)\b"
)


RANK = {name: rank for rank, name in enumerate(FIELD_OF)}
# What a column means where another is the better room, or the better tag.
OTHERWISE = {
    "location": "site_name",
    "ubicacion": "site_name",
    "barcode": "other_codes",
    "barcode number": "other_codes",
    "codigo de barras": "other_codes",
}


class MappingRefused(Exception):
    """What was said of the columns does not make assets: a stable reason, and the facts of its sentence."""

    def __init__(self, reason: str, **facts: str) -> None:
        super().__init__(reason, facts)
        self.reason = reason
        self.facts: Facts = dict(facts)


def suggest(header: Sequence[str]) -> dict[str, str | None]:
    """For every column the field it most likely means. No field twice, but for columns of one name."""
    suggestions: dict[str, str | None] = {}
    given: dict[str, str] = {}
    for name in sorted(header, key=_how_telling):
        heading = key_of_heading(name)
        meant = (_field_of(heading), OTHERWISE.get(heading))
        free = (field for field in meant if field and _is_free(field, heading, given))
        suggestions[name] = field = next(free, None)
        if field:
            given[field] = heading
    return {name: suggestions[name] for name in header}


def signature(header: Iterable[str]) -> str:
    """The same for the same headings, in whatever order, capitals and spaces."""
    names = sorted(" ".join(name.casefold().split()) for name in header)
    return hashlib.sha256("\x1f".join(names).encode()).hexdigest()


def layout(header: tuple[str, ...], mapping: Mapping[str, str | None], *, day_first: bool = False) -> Layout:
    """The layout for what a person chose, or a refusal that says what is wrong with it."""
    fields = {name: field for name, field in mapping.items() if field}
    for name, field in fields.items():
        if name not in header:
            raise MappingRefused("unknown_column", column=name)
        if field not in FIELDS:
            raise MappingRefused("unknown_field", field=field, column=name)
    if not any(FIELDS[field].identifies for field in fields.values()):
        raise MappingRefused("no_identifying_column")
    _refuse_twice(fields)
    columns = ((at, fields[name]) for at, name in enumerate(header) if name in fields)
    return Layout.of("mapped", header, columns, day_first=day_first)


def day_first(rows: Iterable[Row], plan: Layout) -> bool:
    """Whether the dates of these rows put the day before the month, as 23/01/2023 does."""
    columns = [at for at, field in plan.columns if field in FIELDS and FIELDS[field].kind == "date"]
    return puts_day_first([as_text(row.cells[at]) for row in rows if not row.refusal for at in columns])


def _how_telling(name: str) -> int:
    """Our own name for a field goes before other people's, and among these the earlier in the list."""
    return RANK.get(key_of_heading(name), len(RANK))


def _is_free(field: str, heading: str, given: Mapping[str, str]) -> bool:
    return FIELDS[field].many or given.get(field, heading) == heading


def _field_of(heading: str) -> str | None:
    """By its words; or else by those of them that say anything; or else without the word “number”, too."""
    telling = " ".join(EMPTY_WORDS.sub(" ", heading).split())
    bare = " ".join(re.sub(r"\bnumber\b", " ", telling).split())
    return FIELD_OF.get(heading) or FIELD_OF.get(telling) or FIELD_OF.get(bare)


def _refuse_twice(fields: Mapping[str, str]) -> None:
    columns = defaultdict(list)
    for name, field in fields.items():
        columns[field].append(name)
    for field, names in columns.items():
        if len({key_of_heading(name) for name in names}) > 1 and not FIELDS[field].many:
            raise MappingRefused("field_twice", field=field, columns=", ".join(names))
