"""A copy of everything is made while people work, and only what is in a copy that adds up may be forgotten."""

import json
import os
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest
from click.testing import Result
from flask import Flask
from sqlalchemy import func, select, text

from app.db import db
from app.models import Backup, Operation, PhoneDevice, Sighting
from tests.conftest import FixedClock, application
from tests.district import District
from tests.phones import Phone, at_a_desk, name_of

NewPhone = Callable[[str], Phone]
Command = Callable[..., Result]
ROOT = Path(__file__).parents[2]


@pytest.fixture
def command(app: Flask) -> Command:
    """`command("backup", "--keep", "3")` is what somebody types."""

    def command(*words: str) -> Result:
        db.session.remove()
        return app.test_cli_runner().invoke(args=list(words))

    return command


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "backups"


def archives(folder: Path) -> list[Path]:
    return sorted(path for path in folder.iterdir() if path.suffix == ".zip")


def test_what_is_in_a_verified_backup_may_be_forgotten(
    phone: NewPhone, command: Command, folder: Path, tmp_path: Path
) -> None:
    """Work beyond a number that has not come yet is not safe: that number may come after the backup."""
    ivy, tess = phone("ivy"), phone("tess")
    first, second, third, fourth = (ivy.sees("204", f"A100{n}") for n in range(1, 5))
    ivy.sends(first, second, fourth)
    tess.counts("205", "A1011")
    assert (ivy.answer["durable_seq"], tess.answer["durable_seq"]) == (None, None)
    (tmp_path / "files" / "imports").mkdir(parents=True)
    (tmp_path / "files" / "imports" / "list").write_text("tag,model\n")
    done = command("backup", str(folder))
    assert done.exit_code == 0, done.output
    ivy.sends(third)
    tess.sends()
    assert (ivy.answer["durable_seq"], tess.answer["durable_seq"]) == (2, 1)
    [archive] = archives(folder)
    assert archive.stat().st_mode & 0o077 == 0
    with ZipFile(archive) as opened:
        manifest = json.loads(opened.read("manifest.json"))
        assert "files/imports/list" in opened.namelist()
    assert (manifest["operations"], manifest["verified"]) == (4, True)
    assert command("backup", str(folder)).exit_code == 0
    ivy.sends(ivy.sees("204", "A1005"))
    assert (ivy.answer["durable_seq"], ivy.answer["last_seq"]) == (4, 5)
    assert db.session.scalar(select(func.count()).select_from(Backup)) == 2


def test_a_copy_that_does_not_add_up_counts_as_none(
    phone: NewPhone, command: Command, folder: Path, database_url: str, district: District
) -> None:
    ivy = phone("ivy")
    ivy.counts("204", "A1001")
    tamper(database_url, "UPDATE assets SET cost_cents = 1 WHERE tag = 'A1003'")
    done = command("backup", str(folder))
    assert done.exit_code == 1
    assert "A1003: cost_cents is 1" in done.output
    [archive] = archives(folder)
    assert archive.name.endswith(".unverified.zip")
    ivy.sends(ivy.sees("204", "A1002"))
    assert ivy.answer["durable_seq"] is None


def test_the_newest_are_kept(
    command: Command, folder: Path, district: District, fixed_clock: FixedClock
) -> None:
    folder.mkdir()
    (folder / "holiday.zip").write_text("somebody else's")
    (folder / ".rollcall-20260101T000000.000000Z.zip.partial").write_text("half")
    for _ in range(3):
        assert command("backup", str(folder), "--keep", "2").exit_code == 0
        fixed_clock.pass_time(hours=24)
    assert [path.name[:16] for path in archives(folder)] == [
        "holiday.zip",
        "rollcall-2026101",
        "rollcall-2026101",
    ]
    assert not list(folder.glob(".rollcall-*.partial"))


def test_a_restored_server_is_offered_what_it_no_longer_knows(
    phone: NewPhone, command: Command, folder: Path, visit: Any, district: District
) -> None:
    """Fault 25."""
    ivy = phone("ivy")
    operations = [ivy.sees("204", f"A100{n}") for n in range(1, 6)]
    ivy.sends(*operations[:3])
    epoch = ivy.answer["server_epoch"]
    command("backup", str(folder))
    ivy.sends(*operations[3:], ivy.moves("A1020", "LIB", base=1))
    [archive] = archives(folder)
    refused = command("restore", str(archive))
    assert (refused.exit_code, "holds a district" in refused.output) == (1, True)
    assert number_of(Operation) == 6
    done = command("restore", str(archive), "--yes")
    assert done.exit_code == 0, done.output
    assert number_of(Operation) == 3
    ivy.signs_in()
    ivy.sends()
    assert ivy.answer["server_epoch"] != epoch
    ivy.sends(operations[3])
    assert (ivy.answer["last_seq"], ivy.answer["last_op_id"]) == (4, name_of(operations[3]))
    assert ivy.answer["durable_seq"] == 3
    told = ivy.sends(*operations)
    assert [result["again"] for result in told] == [True, True, True, True, False]
    assert number_of(Sighting) == 5
    assert district.faults() == []


def test_a_backup_comes_back_on_a_new_machine(
    *,
    phone: NewPhone,
    command: Command,
    folder: Path,
    database_url: str,
    tmp_path: Path,
    kind_of_database: str,
) -> None:
    """Into a database without any tables."""
    phone("ivy").counts("204", "A1001")
    (tmp_path / "files").mkdir(exist_ok=True)
    (tmp_path / "files" / "paper").write_text("kept")
    command("backup", str(folder))
    db.session.remove()
    if kind_of_database == "sqlite":
        url = f"sqlite:///{tmp_path / 'new' / 'rollcall.db'}"
        (tmp_path / "new").mkdir()
    else:
        url = database_url
        with db.engine.begin() as connection:
            connection.execute(text("DROP SCHEMA public CASCADE"))
            connection.execute(text("CREATE SCHEMA public"))
        db.engine.dispose()
    other = application(url, tmp_path / "new")
    with other.app_context():
        for said in ("verify", "backup", "demo"):
            told = other.test_cli_runner().invoke(args=[said])
            assert (told.exit_code, "no tables yet" in told.output) == (1, True)
        done = other.test_cli_runner().invoke(args=["restore", str(archives(folder)[0])])
        assert done.exit_code == 0, done.output
        assert (tmp_path / "new" / "files" / "paper").read_text() == "kept"
        assert number_of(Sighting) == 1
        db.session.remove()
        db.engine.dispose()


def test_a_damaged_archive_changes_nothing(command: Command, folder: Path, district: District) -> None:
    command("backup", str(folder))
    [archive] = archives(folder)
    whole = archive.read_bytes()

    def refused(what: str) -> bool:
        done = command("restore", str(archive), "--yes")
        return done.exit_code == 1 and what in done.output and "Nothing was changed" in done.output

    archive.write_bytes(whole[: len(whole) // 2])
    assert refused("cut off")
    archive.write_bytes(whole[:5000] + bytes([whole[5000] ^ 1]) + whole[5001:])
    assert refused("damaged")
    archive.write_bytes(whole)
    with ZipFile(archive, "a") as opened:
        opened.writestr("../evil", b"")
    assert refused("../evil")
    with ZipFile(archive, "w") as opened:
        opened.writestr("rollcall.db", b"what I found")
    assert refused("no manifest")
    assert district.faults() == []


def test_a_backup_of_something_else_is_not_restored(
    command: Command, folder: Path, district: District, kind_of_database: str
) -> None:
    """Of a newer release, of another kind of database, or by a machine without PostgreSQL's programs."""
    command("backup", str(folder))
    [archive] = archives(folder)
    with ZipFile(archive) as opened:
        manifest = json.loads(opened.read("manifest.json"))
    for change, words in (
        ({"schema": "9999"}, "newer release"),
        ({"database": "oracle"}, "of a oracle database"),
    ):
        with ZipFile(folder / "other.zip", "w") as opened:
            opened.writestr("manifest.json", json.dumps(manifest | change | {"members": []}))
        done = command("restore", str(folder / "other.zip"), "--yes")
        assert (done.exit_code, words in done.output) == (1, True)
    if kind_of_database == "postgresql":
        with pytest.MonkeyPatch.context() as elsewhere:
            elsewhere.setenv("PATH", "/nowhere")
            done = command("backup", str(folder))
        assert (done.exit_code, "pg_dump is not on this machine" in done.output) == (1, True)
    assert district.faults() == []


KILLED = """
import os, signal, sys
from pathlib import Path
from app.commands import backup_archive
from tests.conftest import application
url, folder, target = sys.argv[1:]
backup_archive.check = lambda path: os.kill(os.getpid(), signal.SIGKILL)
app = application(url, Path(folder))
app.test_cli_runner().invoke(args=["backup", target])
"""


def test_a_backup_that_is_killed_leaves_nothing_that_looks_like_one(
    phone: NewPhone, command: Command, folder: Path, database_url: str, tmp_path: Path
) -> None:
    ivy = phone("ivy")
    ivy.counts("204", "A1001")
    db.session.remove()
    died = subprocess.run(
        [sys.executable, "-c", KILLED, database_url, str(tmp_path / "other"), str(folder)],
        cwd=ROOT, env=os.environ | {"PYTHONPATH": str(ROOT)}, check=False,
    )  # fmt: skip
    assert died.returncode == -signal.SIGKILL
    assert archives(folder) == []
    assert db.session.scalar(select(PhoneDevice.durable_seq)) is None
    assert command("backup", str(folder)).exit_code == 0
    assert len(archives(folder)) == 1
    assert not [
        path.name for path in folder.iterdir() if path.name.endswith("partial") or "work" in path.name
    ]


def tamper(url: str, statement: str) -> None:
    """What somebody with a database tool can do."""
    with at_a_desk():
        if url.startswith("sqlite"):
            db.session.execute(text("DROP TRIGGER assets_change_with_an_event"))
        else:
            db.session.execute(text("ALTER TABLE assets DISABLE TRIGGER USER"))
        db.session.execute(text(statement))


def number_of(model: type) -> int:
    db.session.rollback()
    return db.session.scalar(select(func.count()).select_from(model)) or 0
