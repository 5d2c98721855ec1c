"""A bundle's files by name, out of a folder or a zip that nobody has to trust. Nothing is ever unpacked to disk."""

from __future__ import annotations

import lzma
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path, PurePosixPath
from typing import BinaryIO

from app.files.tables import Unreadable
from app.files.tables.rows import MEGABYTE

MEMBERS_AT_MOST = 1_000
FILE_BYTES = 400 * MEGABYTE
EXPANDED_BYTES = 1_000 * MEGABYTE
# Rows of text shrink to a tenth or a thirtieth; what shrinks to less is there to fill the memory.
SHRINKS_AT_MOST = 200
SMALL = 10 * MEGABYTE
DAMAGES = (
    zipfile.BadZipFile, zlib.error, lzma.LZMAError, NotImplementedError, EOFError, OSError, ValueError,
)  # fmt: skip


class NotABundle(Unreadable):
    """Neither a folder nor a zip, or one without any file of a roster."""

    reason = "not_a_bundle"


class UnsafeBundle(Unreadable):
    """A name in the zip leads out of it."""

    reason = "unsafe_bundle"


class BundleBomb(Unreadable):
    """Small on disk, immense once unpacked."""

    reason = "bundle_bomb"


class LockedBundle(Unreadable):
    """It opens with a password only."""

    reason = "locked_bundle"


@dataclass(frozen=True, slots=True)
class Parcel:
    """Where each CSV file of a bundle lies, by its name in small letters and without ending."""

    origin: Path
    _files: dict[str, Path | zipfile.ZipInfo]
    _zip: zipfile.ZipFile | None

    def __contains__(self, name: str) -> bool:
        return name.lower() in self._files

    def filename(self, name: str) -> str:
        """What the file is called there."""
        found = self._files.get(name.lower())
        if found is None:
            return f"{name}.csv"
        return found.name if isinstance(found, Path) else PurePosixPath(found.filename).name

    def open(self, name: str) -> Path | BinaryIO:
        """The file, to be read any number of times. Raises LockedBundle, NotABundle."""
        found = self._files[name.lower()]
        if isinstance(found, Path):
            return found
        if self._zip is None:
            raise NotABundle
        try:
            return BytesIO(self._zip.read(found))
        except RuntimeError:
            raise LockedBundle from None
        except DAMAGES:
            raise NotABundle from None


@contextmanager
def open_parcel(origin: Path) -> Iterator[Parcel]:
    """Raises NotABundle, UnsafeBundle, BundleBomb, LockedBundle."""
    if origin.is_dir():
        found = {path.stem.lower(): path for path in sorted(origin.iterdir()) if _is_csv(path.name)}
        yield Parcel(origin, {**found}, None)
        return
    try:
        archive = zipfile.ZipFile(origin)
    except (zipfile.BadZipFile, OSError, ValueError):
        raise NotABundle from None
    with archive:
        yield Parcel(origin, {**_members(archive)}, archive)


def _members(archive: zipfile.ZipFile) -> dict[str, zipfile.ZipInfo]:
    members = [info for info in archive.infolist() if not info.is_dir()]
    _refuse_unsafe(members)
    members = [info for info in members if not info.filename.startswith("__MACOSX/")]
    wanted = [info for info in members if _is_csv(PurePosixPath(info.filename).name)]
    if any(info.flag_bits & 1 for info in wanted):
        raise LockedBundle
    # The whole folder may have been zipped: what lies deeper yields to what lies above it.
    deepest_first = sorted(wanted, key=lambda info: -info.filename.count("/"))
    return {PurePosixPath(info.filename).stem.lower(): info for info in deepest_first}


def _refuse_unsafe(members: list[zipfile.ZipInfo]) -> None:
    if len(members) > MEMBERS_AT_MOST:
        raise BundleBomb(limit=MEMBERS_AT_MOST)
    for info in members:
        path = PurePosixPath(info.filename.replace("\\", "/"))
        if path.is_absolute() or ".." in path.parts or ":" in path.parts[0]:
            raise UnsafeBundle(name=info.filename[:100])
        shrinks = info.file_size > SMALL and info.file_size > SHRINKS_AT_MOST * max(info.compress_size, 1)
        if shrinks or info.file_size > FILE_BYTES:
            raise BundleBomb(limit=FILE_BYTES)
    if sum(info.file_size for info in members) > EXPANDED_BYTES:
        raise BundleBomb(limit=EXPANDED_BYTES)


def _is_csv(name: str) -> bool:
    return name.lower().endswith(".csv") and not name.startswith(".")
