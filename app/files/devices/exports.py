"""A file that came out of a device management, whatever it is: a table, a JSON document, or either in a zip."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import tzinfo
from io import BytesIO
from pathlib import Path

from app.files import tables
from app.files.assets import Layout
from app.files.devices import documents, tabular
from app.files.devices.archives import unpacked
from app.files.devices.fields import Found
from app.files.devices.formats import recognise
from app.files.devices.refusals import WrongJson
from app.files.tables import Limits, Table
from app.files.tables.refusals import TooLarge

JSON = "json"
SOURCES = ("google", "intune", "jamf_pro", "jamf_school")
OPENING = (b"{", b"[")


@dataclass(frozen=True, slots=True)
class Export:
    """`table` where it is one, else `text`; `layout` where it is known what its columns mean."""

    table: Table | None
    text: str
    layout: Layout | None

    @property
    def header(self) -> tuple[str, ...]:
        return self.table.header if self.table else ()

    @property
    def known(self) -> bool:
        """Whether it needs no person to say what it holds."""
        return self.layout is not None

    def devices(self, layout: Layout, *, zone: tzinfo) -> Iterator[Found]:
        """Every device of the file; a clock without an offset is of `zone`. Raises Unreadable on the way."""
        if self.table is None:
            return documents.read(self.text)
        return tabular.read(self.table, layout, self.table.header, zone)


def open_export(
    path: Path, name: str | None = None, *, encoding: str | None = None, limits: Limits | None = None
) -> Export:
    """Look at the file and find out what it is. Raises Unreadable by its names."""
    limits, name = limits or Limits(), name or path.name
    inner = unpacked(path, limits)
    source, name = inner or (path, name)
    if _begins_like_json(source):
        text = _text(source, limits)
        return Export(None, text, Layout(documents.format_of(text), (), ()))
    table = tables.read(source, name, limits=limits, encoding=encoding)
    return Export(table, "", recognise(table.header))


def _begins_like_json(source: Path | BytesIO) -> bool:
    if isinstance(source, BytesIO):
        beginning = source.getvalue()[:256]
    else:
        with source.open("rb") as stream:
            beginning = stream.read(256)
    return beginning.removeprefix(b"\xef\xbb\xbf").lstrip().startswith(OPENING)


def _text(source: Path | BytesIO, limits: Limits) -> str:
    size = len(source.getbuffer()) if isinstance(source, BytesIO) else source.stat().st_size
    if size > limits.file_bytes:
        raise TooLarge(bytes=size, limit=limits.file_bytes)
    data = source.getvalue() if isinstance(source, BytesIO) else source.read_bytes()
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as trouble:
        raise WrongJson(line=data.count(b"\n", 0, trouble.start) + 1) from None
