"""Copies of everything, made and brought back by commands while phones go on."""

from pathlib import Path

import pytest
from flask import Flask

from tests.commands.conftest import Command, commands_of


@pytest.fixture
def command(app: Flask) -> Command:
    """`command("backup", "--keep", "3")` is what somebody types."""
    return commands_of(app)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Where backups go."""
    return tmp_path / "backups"


def archives(folder: Path) -> list[Path]:
    return sorted(path for path in folder.iterdir() if path.suffix == ".zip")
