"""Long work that a page starts and may be left: huey keeps the queue, the database keeps how far it is."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial, wraps
from pathlib import Path
from typing import Any

from flask import Flask, has_app_context
from flask.globals import app_ctx
from huey.api import Huey, crontab
from huey.storage import PostgresStorage, SqliteStorage
from sqlalchemy import make_url


class OpenedLater:
    """A queue's file or tables, opened when they are first used and not when the program starts."""

    def __init__(self, name: str, *, kind: Callable[..., Any], **told: Any) -> None:
        self._open: Callable[[], Any] = partial(kind, name, **told)
        self._opened: Any = None

    def __getattr__(self, attribute: str) -> Any:
        if self._opened is None:
            self._opened = self._open()
        return getattr(self._opened, attribute)


huey = Huey("rollcall", results=False, immediate=True, storage_class=OpenedLater)
_app: Flask | None = None
Work = Callable[[], None]


def register(app: Flask) -> None:
    """Keep the queue where the district's data is kept; do the work at once where the settings say so."""
    global _app  # noqa: PLW0603 - a consumer of the queue has no other way to its application
    _app = app
    folder = Path(app.config["ROLLCALL_FILES"])
    folder.mkdir(parents=True, exist_ok=True)
    url = make_url(app.config["SQLALCHEMY_DATABASE_URI"])
    if url.get_backend_name() == "postgresql":
        dsn = url.set(drivername="postgresql").render_as_string(hide_password=False)
        huey.storage_kwargs = {"kind": PostgresStorage, "dsn": dsn, "table_prefix": "jobs"}
    else:
        huey.storage_kwargs = {"kind": SqliteStorage, "filename": str(folder / "jobs.db")}
    huey.immediate = app.config["ROLLCALL_JOBS_AT_ONCE"]
    huey.storage = huey.create_storage()


def job(work: Callable[..., None]) -> Callable[..., Any]:
    """Calling it puts the work into the queue. It is done with a session of its own, whoever asked for it."""
    task: Callable[..., Any] = huey.task()(_at_home(work))
    return task


def regularly(*, hour: str = "*", minute: str) -> Callable[[Work], Work]:
    """Do it by the clock, as a crontab says, with a session of its own."""

    def known(work: Work) -> Work:
        done = _at_home(work)
        huey.periodic_task(crontab(hour=hour, minute=minute))(done)
        return done

    return known


def at_first(work: Work) -> Work:
    """Do it whenever the consumer of the queue starts, with a session of its own."""
    done = _at_home(work)
    huey.on_startup()(done)
    return done


@contextmanager
def at_home() -> Iterator[None]:
    """The application's context, a new one: that of a request keeps its own session."""
    app = app_ctx.app if has_app_context() else _app
    if app is None:
        raise RuntimeError("no application was registered")
    with app.app_context():
        yield


def _at_home(work: Callable[..., None]) -> Callable[..., None]:
    @wraps(work)
    def done(*told: Any) -> None:
        with at_home():
            work(*told)

    return done
