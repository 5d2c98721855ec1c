"""Spreadsheets (XLSX, XLSB, XLS, ODS), opened where a malicious one can do no harm."""

from __future__ import annotations

import json
import struct
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from io import UnsupportedOperation
from pathlib import Path
from shutil import copyfileobj
from tempfile import TemporaryFile
from typing import IO, Any, BinaryIO
from zipfile import BadZipFile, ZipFile

from app.files.tables.refusals import (
    BrokenWorkbook,
    ExpandsTooMuch,
    LockedWorkbook,
    NoHeader,
    NoSuchSheet,
    NotATable,
    Refusal,
    Remark,
    Unreadable,
)
from app.files.tables.rows import Heading, Limits, Row, find_heading
from app.files.tables.sources import ZIP, Source

CHILD = Path(__file__).with_name("workbook_child.py")
REFUSALS: dict[str, type[Unreadable]] = {
    refusal.reason: refusal
    for refusal in (BrokenWorkbook, ExpandsTooMuch, LockedWorkbook, NoHeader, NoSuchSheet)
}
MEMBERS = {
    "xl/workbook.xml": "xlsx",
    "xl/workbook.bin": "xlsb",
    "content.xml": "ods",
    "word/document.xml": "document",
    "ppt/presentation.xml": "document",
}
TABLES = ("xlsx", "xlsb", "ods")
ENCRYPTED = "EncryptedPackage".encode("utf-16-le")


@dataclass(frozen=True, slots=True)
class Workbook:
    """One sheet of a workbook: the first that holds anything, or the one that was asked for."""

    source: Source
    kind: str
    sheet: str
    limits: Limits

    def rows(self) -> Iterator[Row]:
        with _answers(self.source, self.sheet, self.limits) as answers:
            next(answers)
            yield from _rows(answers, self.limits)


def open_workbook(source: Source, sheet: str, limits: Limits) -> tuple[Workbook, Heading, tuple[Remark, ...]]:
    """The sheet and its heading. What a bomb says of its own size is believed where that refuses it at once."""
    with source.open() as stream:
        kind = _kind(stream, limits)
    with _answers(source, sheet, limits) as answers:
        chosen = next(answers)
        heading, notes = find_heading(_rows(answers, limits), limits)
    notes += tuple(Remark(None, "other_sheet", name) for name in chosen["others"])
    return Workbook(source, kind, chosen["sheet"], limits), heading, notes


def _rows(answers: Iterator[Any], limits: Limits) -> Iterator[Row]:
    for rows in answers:
        for number, cells in rows:
            row = Row(number, cells)
            if any(len(cell) > limits.cell for cell in cells if cell.__class__ is str):
                row.refusal = _cell_too_long(cells, limits.cell)
            yield row


def _cell_too_long(cells: list[Any], limit: int) -> Refusal:
    column, length = max(
        ((at, len(cell)) for at, cell in enumerate(cells, start=1) if isinstance(cell, str)),
        key=lambda found: found[1],
    )
    return Refusal("cell_too_long", {"column": column, "characters": length, "limit": limit})


def _kind(stream: BinaryIO, limits: Limits) -> str:
    if stream.read(len(ZIP)) != ZIP:
        _refuse_encrypted(stream)
        return "xls"
    try:
        members = ZipFile(stream).infolist()
    except (BadZipFile, ValueError, NotImplementedError, OSError, struct.error):
        raise BrokenWorkbook from None
    if (size := sum(member.file_size for member in members)) > limits.expanded_bytes:
        raise ExpandsTooMuch(bytes=size, limit=limits.expanded_bytes)
    names = {member.filename for member in members}
    kind = next((kind for name, kind in MEMBERS.items() if name in names), "archive")
    if kind not in TABLES:
        raise NotATable(found=kind)
    return kind


def _refuse_encrypted(stream: BinaryIO) -> None:
    end = b""
    while chunk := stream.read(1 << 20):
        if ENCRYPTED in end + chunk:
            raise LockedWorkbook
        end = chunk[-len(ENCRYPTED) :]


@contextmanager
def _answers(source: Source, sheet: str, limits: Limits) -> Iterator[Iterator[Any]]:
    """What the child says, line by line; it is ended when nobody listens any more."""
    command = [sys.executable, "-I", str(CHILD), str(limits.expanded_bytes), str(limits.seconds), sheet]
    with source.open() as stream, _as_file(stream) as file:
        child = subprocess.Popen(  # noqa: S603 - our own program, with our own arguments
            command, stdin=file, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
        )
        try:
            yield _heard(child, limits)
        finally:
            child.kill()
            child.communicate()


def _heard(child: subprocess.Popen[bytes], limits: Limits) -> Iterator[Any]:
    for line in child.stdout or ():
        answer = json.loads(line, object_hook=_day)
        if refusal := isinstance(answer, dict) and answer.pop("refused", None):
            raise REFUSALS[refusal](**answer)
        yield answer
    # A signal means that it went past its memory or its time; an ordinary failure, that the file is broken.
    if (code := child.wait()) < 0:
        raise ExpandsTooMuch(limit=limits.expanded_bytes)
    if code:
        raise BrokenWorkbook


def _day(said: dict[str, Any]) -> Any:
    if "date" in said:
        return date.fromisoformat(said["date"])
    if "moment" in said:
        return datetime.fromisoformat(said["moment"])
    return said


@contextmanager
def _as_file(stream: BinaryIO) -> Iterator[IO[bytes]]:
    """The child needs a real file to read from; a stream in memory becomes one for as long."""
    try:
        stream.fileno()
    except (UnsupportedOperation, AttributeError):
        with TemporaryFile() as file:
            copyfileobj(stream, file)
            file.seek(0)
            yield file
    else:
        yield stream
