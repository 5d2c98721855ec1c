"""A zip archive with one list in it, as Intune sends its export: unpacked into memory, as far as the limits go."""

from __future__ import annotations

import zipfile
from io import BytesIO
from pathlib import Path, PurePosixPath

from app.files.devices.refusals import NotOneFile
from app.files.tables import Limits
from app.files.tables.refusals import ExpandsTooMuch, NotATable

BEGINS = b"PK\x03\x04"
LISTS = (".csv", ".tsv", ".txt", ".json")
OF_WORKBOOKS = ("[Content_Types].xml", "mimetype", "content.xml", "xl/workbook.xml", "xl/workbook.bin")


def unpacked(path: Path, limits: Limits) -> tuple[BytesIO, str] | None:
    """The one list in the archive and its name; None for what is no archive, or a workbook.

    Raises NotATable, NotOneFile, ExpandsTooMuch.
    """
    with path.open("rb") as stream:
        if stream.read(4) != BEGINS:
            return None
    try:
        with zipfile.ZipFile(path) as archive:
            names = archive.namelist()
            if any(name in OF_WORKBOOKS for name in names):
                return None
            lists = [name for name in names if _is_list(name)]
            if len(lists) != 1:
                raise NotOneFile(found=len(lists))
            return BytesIO(_read(archive, lists[0], limits)), PurePosixPath(lists[0]).name
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, OSError, EOFError):
        raise NotATable(found="archive") from None


def _is_list(name: str) -> bool:
    path = PurePosixPath(name)
    return path.suffix.casefold() in LISTS and not path.name.startswith(".") and "__MACOSX" not in path.parts


def _read(archive: zipfile.ZipFile, name: str, limits: Limits) -> bytes:
    with archive.open(name) as member:
        data = member.read(limits.file_bytes + 1)
    if len(data) > limits.file_bytes:
        raise ExpandsTooMuch(limit=limits.file_bytes)
    return data
