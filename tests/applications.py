"""The application under test: built once, and moved from one test's database to the next.

What it has compiled by then (routes, templates, statements) is nine tenths of what a first request costs.
"""

from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from flask import Flask
from flask_migrate import upgrade
from sqlalchemy import Engine, event, make_url
from sqlalchemy.pool import QueuePool

from app import clock, create_app, jobs
from app.db import db

Dress = Callable[[Flask], None]
LISTENED_TO = ("before_cursor_execute", "after_cursor_execute", "begin", "commit", "rollback")


def application(url: str, folder: Path) -> Flask:
    """A new application, at a database and a folder of its own."""
    return create_app(_settings(url, folder))


def migrate(url: str, folder: Path) -> None:
    app = application(url, folder)
    with app.app_context():
        upgrade()
        db.engine.dispose()


@contextmanager
def lent(url: str, folder: Path, dressed: Dress | None = None) -> Iterator[Flask]:
    """An application that others had before and others will have again, at this database and folder meanwhile.

    `dressed` is done to it once, when it is new.
    """
    idle = _idle[make_url(url).get_backend_name(), dressed]
    moved = idle.pop() if idle else _Moved(url, folder, dressed)
    moved.to(url, folder)
    try:
        yield moved.app
    finally:
        moved.rest()
    if moved.is_as_new():
        idle.append(moved)


class _Moved:
    """An application whose engine opens its connections wherever it was told last."""

    def __init__(self, url: str, folder: Path, dressed: Dress | None) -> None:
        self.app = application(url, folder)
        self.settings = dict(self.app.config)
        with self.app.app_context():
            self.engine: Engine = db.engine
        self.listeners = self._listeners()
        event.listen(self.engine, "do_connect", self._connect)
        if dressed:
            dressed(self.app)

    def to(self, url: str, folder: Path) -> None:
        if self.engine.url != make_url(url):
            self.engine.dispose()
            self.engine.url = make_url(url)
        self.app.config.clear()
        self.app.config.update(self.settings | _settings(url, folder))
        self.app.instance_path = str(folder)
        clock.live_in(self.app.config["ROLLCALL_TIMEZONE"])
        jobs.register(self.app)

    def rest(self) -> None:
        """A file is let go of; a server's database may be the next test's, and to know it already is half the work."""
        pool = self.engine.pool
        if self.engine.dialect.name == "sqlite" or not isinstance(pool, QueuePool) or pool.checkedout():
            self.engine.dispose()

    def is_as_new(self) -> bool:
        """Whether nobody left an ear at its engine: a test that failed in the middle may."""
        return self._listeners() == self.listeners

    def _listeners(self) -> list[int]:
        return [len(list(getattr(self.engine.dispatch, name))) for name in LISTENED_TO]

    def _connect(self, dialect: Any, _record: Any, words: list[Any], named: dict[str, Any]) -> None:
        words[:], fresh = dialect.create_connect_args(self.engine.url)
        named.clear()
        named.update(fresh)


_idle: defaultdict[tuple[str, Dress | None], list[_Moved]] = defaultdict(list)


def _settings(url: str, folder: Path) -> dict[str, Any]:
    return {
        "TESTING": True,
        "INSTANCE": str(folder),
        "SQLALCHEMY_DATABASE_URI": url,
        "SECRET_KEY": "for tests alone",
        "ROLLCALL_FILES": str(folder / "files"),
        "ROLLCALL_JOBS_AT_ONCE": True,
        "ROLLCALL_PASSWORDS": "cheap",
    }
