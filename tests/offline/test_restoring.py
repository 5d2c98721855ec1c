"""A backup is a stranger's file until all of it is fit, and until then nothing here is changed."""

import json
import resource
import sqlite3
from collections.abc import Callable
from contextlib import closing
from hashlib import sha256
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest
from click import ClickException
from click.testing import Result
from flask import Flask
from sqlalchemy import select

from app.commands import backup_copying
from app.config import settings
from app.db import db
from app.domain.offline.server import next_number
from app.models import ServerState
from tests.district import District


@pytest.fixture
def archive(app: Flask, district: District, tmp_path: Path) -> Path:
    """A verified backup of the district and of one uploaded list, which was changed since."""
    (tmp_path / "files").mkdir(exist_ok=True)
    (tmp_path / "files" / "lista-ñ").write_text("kept")
    done = said(app, "backup", str(tmp_path / "backups"))
    assert done.exit_code == 0, done.output
    (tmp_path / "files" / "lista-ñ").write_text("changed since")
    [path] = (tmp_path / "backups").glob("*.zip")
    return path


@pytest.fixture
def refused(app: Flask, archive: Path, tmp_path: Path, district: District) -> Callable[[], str]:
    """What restoring is refused with; epoch, files and folders are as they were."""

    def refused() -> str:
        epoch = db.session.scalar(select(ServerState.epoch))
        done = said(app, "restore", str(archive), "--yes")
        assert (done.exit_code, type(done.exception)) == (1, SystemExit), done.output
        assert "Nothing was changed" in done.output
        assert db.session.scalar(select(ServerState.epoch)) == epoch
        assert (tmp_path / "files" / "lista-ñ").read_text() == "changed since"
        assert not list(tmp_path.glob(".rollcall-restore-*"))
        return done.output

    return refused


def test_a_manifest_is_fit_in_every_part_or_nothing_is_restored(
    app: Flask, archive: Path, refused: Callable[[], str], tmp_path: Path
) -> None:
    whole = archive.read_bytes()
    outside = tmp_path / "outside"
    for name in (
        f"files/{outside}", "files/../outside", "files/", "files", "files/./x", "files/a//b", "/outside",
        "outside", "files/lista-ñ/x", "files/a\0b", "files/" + "a" * 300,
    ):  # fmt: skip
        with_another_part(archive, name)
        assert "no manifest" not in refused(), name
        archive.write_bytes(whole)
    (tmp_path / "files" / "way out").symlink_to(tmp_path)
    with_another_part(archive, "files/way out/outside")
    assert "no place below" in refused()
    archive.write_bytes(whole)
    (tmp_path / "files" / "held").mkdir()
    with_another_part(archive, "files/held")
    assert "no place below" in refused()
    assert not outside.exists()
    manifest = manifest_of(archive)
    changes: list[dict[str, Any]] = [
        {"assets": None}, {"made_at": "yesterday"}, {"made_at": "2026-10-14T16:00:00"}, {"schema": 2},
        {"made_at": 0}, {"members": {}}, {"members": ["rollcall.db"]}, {"members": [{"name": "files/x"}]},
    ]  # fmt: skip
    for change in changes:
        archive.write_bytes(whole)
        rewrite(archive, manifest | change)
        assert "its manifest" in refused(), change
    for version in (None, 2):
        rewrite(archive, manifest | {"v": version})
        assert "newer release" in refused()
    archive.write_bytes(whole)
    rewrite(archive, [manifest])
    assert "no manifest" in refused()
    archive.write_bytes(whole)
    done = said(app, "restore", str(archive), "--yes")
    assert done.exit_code == 0, done.output
    assert (tmp_path / "files" / "lista-ñ").read_text() == "kept"


def test_a_flipped_bit_is_called_damage(archive: Path, refused: Callable[[], str]) -> None:
    """One that says a part is encrypted, and one that makes a name no UTF-8."""
    whole = archive.read_bytes()
    directory = whole.index(b"PK\x01\x02")
    name = whole.index("ñ".encode(), directory)
    for place, bit in ((directory + 8, 1), (name, 0x40), (whole.index("ñ".encode()), 0x40)):
        archive.write_bytes(whole[:place] + bytes([whole[place] ^ bit]) + whole[place + 1 :])
        assert "is damaged" in (told := refused()) or "no whole archive" in told


def test_a_database_that_somebody_writes_to_is_not_replaced(
    refused: Callable[[], str], database_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """SQLite's copying would wait for ever; PostgreSQL's DROP would too."""
    monkeypatch.setattr("app.commands.backup_copying.PATIENCE", 0.1)
    if database_url.startswith("sqlite"):
        with closing(sqlite3.connect(database_url.removeprefix("sqlite:///"))) as other:
            other.execute("BEGIN IMMEDIATE")
            assert "database is locked" in refused()
            with pytest.raises(
                ClickException, match="database is locked"
            ):  # where it was taken just after looking
                backup_copying.put_back(backup_copying.copy_into(tmp_path / "backups"), "new")
        return
    with db.engine.connect() as other_one:
        other_one.execute(select(ServerState.epoch))
        assert "lock timeout" in refused()


def test_a_full_disk_is_said_in_words(app: Flask, archive: Path) -> None:
    archive.unlink()
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (1 << 14, hard))
    try:
        done = said(app, "backup", str(archive.parent))
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    assert (done.exit_code, type(done.exception)) == (1, SystemExit), done.output
    assert "cannot be written" in done.output or "pg_dump failed" in done.output
    assert [path.name for path in archive.parent.iterdir()] == [".rollcall-backup.lock"]


def test_nobody_else_reads_a_folder_that_rollcall_made(tmp_path: Path) -> None:
    settings(tmp_path / "instance", {})
    assert (tmp_path / "instance").stat().st_mode & 0o777 == 0o700


def said(app: Flask, *words: str) -> Result:
    db.session.remove()
    return app.test_cli_runner().invoke(args=list(words))


def with_another_part(archive: Path, name: str) -> None:
    """As somebody would make it who means harm: the part, its hash, and its name in the manifest."""
    manifest = manifest_of(archive)
    manifest["members"].append({"name": name, "size": 4, "sha256": sha256(b"evil").hexdigest()})
    rewrite(archive, manifest, {name: b"evil"})


def manifest_of(archive: Path) -> dict[str, Any]:
    with ZipFile(archive) as opened:
        return dict(json.loads(opened.read("manifest.json")))


def rewrite(archive: Path, manifest: Any, more: dict[str, bytes] | None = None) -> None:
    with ZipFile(archive) as opened:
        parts = {name: opened.read(name) for name in opened.namelist()}
    with ZipFile(archive, "w") as opened:
        for name, held in (parts | (more or {}) | {"manifest.json": json.dumps(manifest).encode()}).items():
            opened.writestr(name, held)


def test_a_number_never_comes_to_mean_another_phone(app: Flask, archive: Path) -> None:
    """Phones 1 and 2 were heard after the backup was made: whoever comes next is neither of them."""
    assert [next_number(), next_number()] == [1, 2]
    db.session.commit()
    done = said(app, "restore", str(archive), "--yes")
    assert done.exit_code == 0, done.output
    assert [next_number(), next_number()] == [1001, 1002]
