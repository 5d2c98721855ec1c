"""Long work that a page starts and may be left: huey keeps the queue, the database keeps how far it is."""

from pathlib import Path
from typing import Any

from flask import Flask
from huey.api import SqliteHuey

huey = SqliteHuey("rollcall", filename=":memory:", immediate=True)


def register(app: Flask) -> None:
    """Point the queue at its file beside the database; at once, in the request, where the settings say so."""
    folder = Path(app.config["ROLLCALL_FILES"])
    folder.mkdir(parents=True, exist_ok=True)
    huey.storage_kwargs["filename"] = str(folder / "jobs.db")
    huey.immediate = app.config["ROLLCALL_JOBS_AT_ONCE"]
    app.extensions["huey"] = huey


__all__ = ["Any", "huey", "register"]
