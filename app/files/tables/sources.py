"""Where the bytes of a table come from: a file on disk, or a stream that somebody else opened."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from io import BytesIO
from os import SEEK_END
from pathlib import Path
from typing import BinaryIO

from app.files.tables.refusals import EmptyFile, TooLarge

# What begins with these bytes is no table, whatever it is called.
STRANGERS = (
    (b"%PDF", "pdf"),
    (b"\x89PNG", "picture"),
    (b"\xff\xd8\xff", "picture"),
    (b"GIF8", "picture"),
    (b"\x1f\x8b", "archive"),
    (b"7z\xbc\xaf", "archive"),
    (b"Rar!", "archive"),
    (b"SQLite format 3", "database"),
    (b"{\\rtf", "document"),
    (b"\x7fELF", "program"),
    (b"MZ\x90", "program"),
)
ZIP, OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


@dataclass(frozen=True, slots=True)
class Source:
    """May be opened again and again; a stream is borrowed and never closed."""

    name: str
    origin: Path | BinaryIO
    size: int

    @classmethod
    def of(cls, origin: Path | str | BinaryIO, name: str | None, limit: int) -> Source:
        if isinstance(origin, str | Path):
            path = Path(origin)
            source = cls(name or path.name, path, path.stat().st_size)
        else:
            stream = origin if origin.seekable() else BytesIO(origin.read(limit + 1))
            source = cls(name or "", stream, stream.seek(0, SEEK_END))
        if source.size > limit:
            raise TooLarge(bytes=source.size, limit=limit)
        if not source.size:
            raise EmptyFile
        return source

    @contextmanager
    def open(self) -> Iterator[BinaryIO]:
        if isinstance(self.origin, Path):
            with self.origin.open("rb") as stream:
                yield stream
        else:
            self.origin.seek(0)
            yield self.origin

    def nature(self) -> str:
        """`workbook`, `text`, or what it is instead of a table, as far as the first bytes tell."""
        with self.open() as stream:
            start = stream.read(1024)
        if start.startswith((ZIP, OLE)):
            return "workbook"
        for mark, found in STRANGERS:
            if start.startswith(mark):
                return found
        beginning = start.lstrip(b"\xef\xbb\xbf \t\r\n").lower()
        if beginning.startswith((b"<!doctype", b"<html", b"<?xml", b"<table")):
            return "web_page"
        return "text"
