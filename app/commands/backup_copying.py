"""A copy of the database as of one moment, while others write; to be opened, and to be put back in its place."""

import os
import shutil
import sqlite3
import subprocess
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager
from pathlib import Path
from uuid import uuid4

import click
from sqlalchemy import Connection, Engine, create_engine, text
from sqlalchemy.engine import URL
from sqlalchemy.exc import DBAPIError
from sqlalchemy.pool import NullPool

from app.db import db, dialect

PARTS = {"sqlite": "rollcall.db", "postgresql": "rollcall.dump"}
PATIENCE = 5.0  # seconds for which somebody else may be writing
# Phones that this copy does not know of bear the numbers after its last: those are not given again.
NEW_EPOCH = "UPDATE server_state SET epoch = '{epoch}', phones_numbered = (phones_numbered / 1000 + 1) * 1000"


def copy_into(folder: Path) -> Path:
    """Copy the database into a folder; the file is as the archive holds it."""
    path = folder / PARTS[dialect()]
    if dialect() == "sqlite":
        with closing(sqlite3.connect(_file())) as source, closing(sqlite3.connect(path)) as target:
            source.backup(target)
            target.execute("PRAGMA journal_mode=DELETE")
    else:
        _run(
            "pg_dump", "--format=custom", "--no-owner", f"--file={path}", f"--dbname={_plain(db.engine.url)}"
        )
    return path


@contextmanager
def opened(path: Path) -> Iterator[Connection]:
    """A connection to a copy: SQLite's file itself, or PostgreSQL's put into a database of its own for the time."""
    if dialect() == "sqlite":
        with _connected(create_engine(f"sqlite:///{path}", poolclass=NullPool)) as connection:
            yield connection
        with closing(sqlite3.connect(path)) as copy:  # all of it in the one file, whoever looked at it
            copy.execute("PRAGMA journal_mode=DELETE")
        return
    name = f"rollcall_copy_{uuid4().hex[:12]}"
    _administer(f'CREATE DATABASE "{name}" TEMPLATE template0')
    try:
        url = db.engine.url.set(database=name)
        _run("pg_restore", "--no-owner", "--no-acl", "--exit-on-error", f"--dbname={_plain(url)}", str(path))
        with _connected(create_engine(url, poolclass=NullPool)) as connection:
            yield connection
    finally:
        _administer(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')


def damage_in(connection: Connection) -> list[str]:
    """What the database itself finds wrong with a copy."""
    if connection.dialect.name != "sqlite":
        return []
    told = [row[0] for row in connection.exec_driver_sql("PRAGMA quick_check(20)")]
    broken = connection.exec_driver_sql("PRAGMA foreign_key_check").fetchmany(20)
    return [word for word in told if word != "ok"] + [
        f"{table} row {key} points at no row of {parent}" for table, key, parent, _ in broken
    ]


def refuse_where_written() -> None:
    """Say so, instead of waiting without a word, where another program holds SQLite's lock."""
    if dialect() != "sqlite" or not Path(_file()).exists():
        return
    try:
        with closing(sqlite3.connect(_file(), PATIENCE, isolation_level=None)) as connection:
            connection.execute("BEGIN IMMEDIATE")
            connection.execute("ROLLBACK")
    except sqlite3.Error as trouble:
        raise _not_replaced(f"{trouble}") from None


def put_back(path: Path, epoch: str) -> None:
    """Let a copy take the database's place, under a new epoch: all of it or nothing."""
    db.session.remove()
    try:
        if dialect() == "sqlite":
            _put_back_file(path, epoch)
        else:
            _put_back_dump(path, epoch)
    except sqlite3.Error as trouble:
        raise _not_replaced(f"{trouble}") from None
    except click.ClickException as trouble:
        raise _not_replaced(trouble.message) from None


def _put_back_file(path: Path, epoch: str) -> None:
    with closing(sqlite3.connect(path)) as source, closing(sqlite3.connect(_file(), PATIENCE)) as target:
        source.execute(NEW_EPOCH.format(epoch=epoch))
        source.commit()
        source.backup(target, progress=_impatient())


def _put_back_dump(path: Path, epoch: str) -> None:
    script = path.with_suffix(".sql")
    _run("pg_restore", "--no-owner", "--no-acl", f"--file={script}", str(path))
    _run(
        "psql", "--quiet", "--no-psqlrc", "--single-transaction", "--set=ON_ERROR_STOP=1",
        f"--dbname={_plain(db.engine.url)}", f"--command=SET lock_timeout = '{PATIENCE}s'",
        "--command=DROP SCHEMA public CASCADE", "--command=CREATE SCHEMA public", f"--file={script}",
        f"--command={NEW_EPOCH.format(epoch=epoch).replace('server_state', 'public.server_state')}",
    )  # fmt: skip


def _impatient() -> Callable[[int, int, int], None]:
    """SQLite's copying tries for ever while another holds the lock; this ends it."""
    until = time.monotonic() + PATIENCE

    def look(status: int, _remaining: int, _pages: int) -> None:
        if status in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED) and time.monotonic() > until:
            raise sqlite3.OperationalError("database is locked")

    return look


def _not_replaced(why: str) -> click.ClickException:
    return click.ClickException(
        f"The database cannot be replaced: {why}. Stop the server and whatever else has it open. "
        "Nothing was changed."
    )


def _file() -> str:
    name = db.engine.url.database
    if not name or name == ":memory:":
        raise click.ClickException("A database in memory has nothing to back up.")
    return name


@contextmanager
def _connected(engine: Engine) -> Iterator[Connection]:
    try:
        with engine.connect() as connection:
            yield connection
    finally:
        engine.dispose()


def _administer(statement: str) -> None:
    engine = create_engine(db.engine.url, isolation_level="AUTOCOMMIT", poolclass=NullPool)
    try:
        with engine.connect() as connection:
            connection.execute(text(statement))
    except DBAPIError as trouble:
        raise click.ClickException(
            "The copy cannot be verified: that takes a database of its own for a moment, and the database said "
            f"“{str(trouble.orig).strip()}”. Give the user the right: ALTER USER … CREATEDB."
        ) from None


def _plain(url: URL) -> str:
    """The address as PostgreSQL's own programs read it; the password goes by the environment, which nobody lists."""
    return url.set(drivername="postgresql", password=None).render_as_string(hide_password=False)


def _run(program: str, *words: str) -> None:
    found = shutil.which(program)
    if found is None:
        raise click.ClickException(
            f"{program} is not on this machine. Install PostgreSQL's client programs of the server's version."
        )
    command: Sequence[str] = (found, *words)
    password = db.engine.url.password
    environment = os.environ | ({"PGPASSWORD": str(password)} if password else {})
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    if done.returncode:
        raise click.ClickException(f"{program} failed: {done.stderr.strip()[-2000:]}")
