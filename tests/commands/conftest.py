"""The command line on a real database, and the demonstration loaded once for all who look at it."""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from click.testing import Result
from flask import Flask, has_app_context

from app import clock
from app.db import db
from tests.applications import lent
from tests.conftest import MORNING, FixedClock

Command = Callable[..., Result]


def commands_of(app: Flask) -> Command:
    """`command("demo", "--schools", "3")` is what somebody types."""

    def command(*words: str, typed: str = "") -> Result:
        if has_app_context():
            db.session.remove()  # a command begins its own transaction
        return app.test_cli_runner().invoke(args=list(words), input=typed)

    return command


@pytest.fixture
def command(app: Flask) -> Command:
    return commands_of(app)


@pytest.fixture(scope="session")
def loaded_sqlite(empty_sqlite: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database with the demonstration in it that tests copy."""
    folder = tmp_path_factory.mktemp("demonstration")
    path = folder / "loaded.db"
    shutil.copy(empty_sqlite, path)
    clock.set_clock(lambda: MORNING)
    try:
        with lent(f"sqlite:///{path}", folder) as app:
            answer = commands_of(app)("demo")
    finally:
        clock.set_clock(None)
    assert answer.exit_code == 0, answer.output
    return path


@pytest.fixture
def demonstration(loaded_sqlite: Path, tmp_path: Path, fixed_clock: FixedClock) -> Iterator[Flask]:
    """The application with the demonstration district, on the morning it was loaded."""
    path = tmp_path / "demonstration.db"
    shutil.copy(loaded_sqlite, path)
    with lent(f"sqlite:///{path}", tmp_path) as app, app.app_context():
        yield app
