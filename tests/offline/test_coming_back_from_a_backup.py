"""A backup comes back here or on a new machine, whole or not at all, and phones offer what it does not know."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest
from sqlalchemy import text

from app.db import db
from app.models import Operation, Sighting
from tests.asking import number_of
from tests.commands.conftest import Command
from tests.conftest import application
from tests.district import District
from tests.offline.conftest import archives
from tests.phones import Phone, name_of

NewPhone = Callable[[str], Phone]


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
