"""A copy of everything is made while people work, and only what is in a copy that adds up may be forgotten."""

import json
import os
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from zipfile import ZipFile

from sqlalchemy import func, select, text

from app.db import db
from app.models import Backup, PhoneDevice
from tests.commands.conftest import Command
from tests.conftest import FixedClock
from tests.district import District
from tests.offline.conftest import archives
from tests.phones import Phone, at_a_desk

NewPhone = Callable[[str], Phone]
ROOT = Path(__file__).parents[2]


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
        cwd=ROOT, env=os.environ | {"PYTHONPATH": str(ROOT)}, timeout=120, check=False,
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
