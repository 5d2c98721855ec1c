"""Lists that somebody brings in, from the command line and on the page."""

import json
from collections import Counter
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from flask import Flask, has_app_context
from sqlalchemy import select
from werkzeug.test import TestResponse

from app.db import db
from app.models import Import
from tests.district import Visitor

Told = dict[str, Any]
Bring = Callable[..., Told]


@pytest.fixture
def bring(app: Flask, tmp_path: Path) -> Bring:
    """`bring(rows, "--site", "8217")` is `flask import assets FILE --json`, and what it prints."""

    def bring(content: str | bytes | Path, *options: str, name: str = "list.csv") -> Told:
        path = content if isinstance(content, Path) else tmp_path / name
        if not isinstance(content, Path):
            path.write_bytes(content.encode() if isinstance(content, str) else content)
        if has_app_context():
            db.session.remove()
        answer = app.test_cli_runner().invoke(args=["import", "assets", str(path), "--json", *options])
        if has_app_context():
            db.session.remove()
        assert answer.exit_code == 0, answer.output
        told: Told = json.loads(answer.stdout)
        return told

    return bring


def counts(told: Told) -> tuple[int, int, int, int]:
    """Accepted, changed, warned, refused."""
    return told["accepted"], told["changed"], told["warned"], told["refused"]


def reasons(told: Told) -> Counter[tuple[str, str]]:
    return Counter((row["outcome"], row["reason"]) for row in told["rows"])


def on_line(told: Told, line: int) -> list[str]:
    return [row["reason"] for row in told["rows"] if row["line"] == line]


def upload(
    visitor: Visitor, content: str | bytes | Path, site: str = "8217", name: str = "list.csv"
) -> TestResponse:
    data = content.read_bytes() if isinstance(content, Path) else content
    data = data.encode() if isinstance(data, str) else data
    return visitor.post("/imports", data={"site": site, "file": (BytesIO(data), name)})


def newest() -> Import:
    """The import that was begun last, as it stands now."""
    db.session.rollback()
    query = select(Import).order_by(Import.id.desc()).limit(1)
    return db.session.scalars(query.execution_options(populate_existing=True)).one()
