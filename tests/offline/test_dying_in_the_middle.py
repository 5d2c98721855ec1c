"""The server is killed while it takes a batch in: what was not committed was not kept, and what was is kept once."""

import json
import os
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import func, select

from app.db import db
from app.models import Operation, Sighting
from tests.district import District
from tests.phones import Phone

NewPhone = Callable[[str], Phone]
ROOT = Path(__file__).parents[2]

# A server of its own process, which kills itself at a named point.
SERVER = """
import json, os, signal, sys
from pathlib import Path
from sqlalchemy import event
from app import clock
from app.db import begin_writing, db
from app.domain import offline
from app.models import User
from sqlalchemy import select
from tests.conftest import application

url, folder, point, who = sys.argv[1:]
app = application(url, Path(folder))
with app.app_context():
    die = lambda *_: os.kill(os.getpid(), signal.SIGKILL)
    if point == "in the middle":
        count = [0]
        def at_the_second(connection, cursor, statement, *more):
            count[0] += statement.startswith("INSERT INTO sightings")
            if count[0] == 2:
                die()
        event.listen(db.engine, "before_cursor_execute", at_the_second)
    begin_writing()
    user = db.session.scalars(select(User).where(User.email == who)).one()
    for envelope in json.load(sys.stdin):
        offline.accept(offline.read_envelope(envelope), user, clock.now())
    if point == "before the commit":
        die()
    db.session.commit()
    die()
"""


@pytest.mark.parametrize(
    ("point", "kept"), [("in the middle", False), ("before the commit", False), ("before the answer", True)]
)
def test_a_server_that_is_killed_keeps_what_it_committed_and_nothing_else(
    *,
    phone: NewPhone,
    app: Flask,
    district: District,
    database_url: str,
    tmp_path: Path,
    point: str,
    kept: bool,
) -> None:
    """Faults 5 and 1."""
    ivy = phone("ivy")
    seen = [ivy.sees("204", f"A100{number}") for number in range(1, 6)]
    operations = [*seen[:3], ivy.undoes(seen[0]), *seen[3:]]
    envelope = ivy.envelope(*operations)
    db.session.rollback()
    died = subprocess.run(
        [sys.executable, "-c", SERVER, database_url, str(tmp_path / "other"), point, "ivy@marshall.test"],
        input=json.dumps([envelope]), text=True, cwd=ROOT, env=os.environ | {"PYTHONPATH": str(ROOT)}, check=False,
    )  # fmt: skip
    assert died.returncode == -signal.SIGKILL
    assert number_of(Operation) == (6 if kept else 0)
    assert number_of(Sighting) == (5 if kept else 0)
    assert district.faults() == []
    told = ivy.sends(*operations)
    assert [(result["outcome"], result["again"]) for result in told] == [("applied", kept)] * 6
    assert (number_of(Operation), number_of(Sighting), ivy.difference()["seen"]) == (6, 5, 4)
    assert district.faults() == []


def number_of(model: type) -> int:
    db.session.rollback()
    return db.session.scalar(select(func.count()).select_from(model)) or 0
