"""Where a figure is measured: an application with a database of its own, SQLite and, if asked for, PostgreSQL."""

import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from flask import Flask
from flask_migrate import upgrade
from sqlalchemy import event

from app import create_app
from app.db import db
from tests import postgres


def on_each(tell: Callable[[Path, int, str], None], sizes: tuple[int, ...], *, postgresql: bool) -> None:
    """Print the figures of each size on SQLite; of the first on PostgreSQL, where that is asked for."""
    for size in sizes:
        with tempfile.TemporaryDirectory(prefix="rollcall-bench-") as folder:
            tell(Path(folder), size, sqlite_in(Path(folder)))
    if postgresql:
        with (
            postgres.server() as server,
            postgres.database(server) as url,
            tempfile.TemporaryDirectory() as folder,
        ):
            print("PostgreSQL")
            tell(Path(folder), sizes[0], url)


def sqlite_in(folder: Path) -> str:
    """The address of a database in a file."""
    return f"sqlite:///{folder / 'bench.db'}"


def application(folder: Path, url: str, **settings: Any) -> Flask:
    """An application on an empty database, with what it keeps in a folder."""
    app = create_app(
        {
            "INSTANCE": str(folder),
            "SQLALCHEMY_DATABASE_URI": url,
            "SECRET_KEY": "for the bench alone",
            "ROLLCALL_PASSWORDS": "cheap",
            "ROLLCALL_FILES": str(folder / "files"),
            **settings,
        }
    )
    with app.app_context():
        upgrade()
    return app


@contextmanager
def counted() -> Iterator[dict[str, int]]:
    """How many statements were said meanwhile, under "n"."""
    statements = {"n": 0}

    def one_more(*_: Any) -> None:
        statements["n"] += 1

    event.listen(db.engine, "before_cursor_execute", one_more)
    try:
        yield statements
    finally:
        event.remove(db.engine, "before_cursor_execute", one_more)
