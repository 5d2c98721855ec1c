"""The one file a backup is kept in: its parts, and a manifest that names each of them with its hash."""

import hashlib
import json
import lzma
import os
import re
import shutil
import struct
import zlib
from collections.abc import Iterable, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any
from zipfile import ZIP_DEFLATED, BadZipFile, ZipFile

from app.commands import backup_manifest
from app.commands.backup_manifest import VERSION, Damaged

MANIFEST = "manifest.json"
NAME = re.compile(r"rollcall-\d{8}T\d{6}(\.\d+)?Z\.zip")
PIECE = 1 << 20
# What the zip module raises at bytes that were changed: a name that is no UTF-8, a part that now says it is encrypted.
GARBLED = (
    BadZipFile,
    EOFError,
    RuntimeError,
    ValueError,
    OverflowError,
    lzma.LZMAError,
    struct.error,
    zlib.error,
)


def write(target: Path, parts: Iterable[tuple[str, Path]], facts: Mapping[str, Any]) -> str:
    """Write an archive that appears whole or not at all, and was read again before it does; gives its sha256."""
    partial = target.with_name(f".{target.name}.partial")
    members = []
    with os.fdopen(os.open(partial, os.O_RDWR | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as out:
        with ZipFile(out, "w", ZIP_DEFLATED, compresslevel=1) as archive:
            for name, path in parts:
                with suppress(FileNotFoundError):  # an uploaded list that was done with meanwhile
                    members.append(_put_in(archive, name, path))
            manifest = {"rollcall": "backup", "v": VERSION, **facts, "members": members}
            archive.writestr(MANIFEST, json.dumps(manifest, indent=2, sort_keys=True))
        out.flush()
        os.fsync(out.fileno())
    check(partial)
    digest = _digest_of(partial)
    partial.replace(target)
    _keep_names(target.parent)
    return digest


def check(path: Path) -> dict[str, Any]:
    """The manifest of a whole archive, every part of which is what was written. Raises Damaged."""
    try:
        with ZipFile(path) as archive:
            manifest = _manifest(archive)
            named = {member["name"]: member for member in manifest["members"]}
            held = set(archive.namelist()) - {MANIFEST}
            if strange := held - named.keys():
                raise Damaged(f"it holds {min(strange)}, which its manifest does not name")
            for name, member in named.items():
                if name not in held:
                    raise Damaged(f"{name} is missing from it")
                _compare(archive, name, member)
    except GARBLED as trouble:
        raise Damaged(f"it is no whole archive, it may have been cut off or changed ({trouble})") from None
    except OSError as trouble:
        raise Damaged(f"it cannot be read: {trouble.strerror or trouble}") from None
    return manifest


def take_out(path: Path, name: str, target: Path) -> None:
    """Write one part of a checked archive to a file."""
    target.parent.mkdir(parents=True, exist_ok=True)
    with ZipFile(path) as archive, archive.open(name) as part, target.open("wb") as out:
        shutil.copyfileobj(part, out, PIECE)
        out.flush()
        os.fsync(out.fileno())


def rotate(folder: Path, keep: int) -> list[Path]:
    """Remove all but the newest `keep` verified archives; gives those that went."""
    ours = sorted(path for path in folder.iterdir() if NAME.fullmatch(path.name))
    for path in ours[:-keep]:
        path.unlink()
    return ours[:-keep]


def sweep(folder: Path, of: str = "work") -> None:
    """Remove what a backup (or a restore) that was killed left half done."""
    for left in folder.glob(".rollcall-*.partial") if of == "work" else ():
        left.unlink()
    for left in folder.glob(f".rollcall-{of}-*"):
        shutil.rmtree(left)


def _put_in(archive: ZipFile, name: str, path: Path) -> dict[str, Any]:
    digest, size = hashlib.sha256(), 0
    with path.open("rb") as part, archive.open(name, "w", force_zip64=True) as out:
        while piece := part.read(PIECE):
            digest.update(piece)
            size += len(piece)
            out.write(piece)
    return {"name": name, "size": size, "sha256": digest.hexdigest()}


def _manifest(archive: ZipFile) -> dict[str, Any]:
    try:
        text = archive.read(MANIFEST)
    except KeyError:
        raise Damaged(backup_manifest.FOREIGN) from None
    return backup_manifest.read(text)


def _compare(archive: ZipFile, name: str, member: Mapping[str, Any]) -> None:
    digest = hashlib.sha256()
    try:
        with archive.open(name) as part:
            while piece := part.read(PIECE):
                digest.update(piece)
    except GARBLED:
        raise Damaged(f"{name} in it is damaged") from None
    if digest.hexdigest() != member.get("sha256"):
        raise Damaged(f"{name} in it is not what was backed up: its hash differs")


def _digest_of(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _keep_names(folder: Path) -> None:
    """A new name in a folder is on the disk only when the folder is."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
