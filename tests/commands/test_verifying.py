"""Somebody changed the database behind Rollcall's back, and `flask verify` says where."""

import json
import sqlite3
from pathlib import Path

import pytest
from sqlalchemy import select

from app.db import db
from app.models import Event
from tests.commands.conftest import Command
from tests.district import District


def tamper(folder: Path, *statements: str) -> None:
    """What somebody with the file and a database tool can do."""
    db.session.remove()
    with sqlite3.connect(folder / "rollcall.db", isolation_level=None) as connection:
        for (trigger,) in connection.execute(
            "SELECT name FROM sqlite_master WHERE type = 'trigger'"
        ).fetchall():
            connection.execute(f"DROP TRIGGER {trigger}")
        for statement in statements:
            connection.execute(statement)
    connection.close()


def test_all_adds_up(district: District, command: Command) -> None:
    answer = command("verify")
    assert answer.exit_code == 0
    assert answer.output.endswith("all adds up\n")
    told = json.loads(command("verify", "--json").output)
    assert told["assets"] > 10
    assert told["events"] >= told["assets"]
    assert told["faults"] == []


def test_a_changed_asset_is_named(district: District, command: Command, tmp_path: Path) -> None:
    tamper(tmp_path, "UPDATE assets SET cost_cents = 1 WHERE tag = 'A1003'")
    answer = command("verify")
    assert answer.exit_code == 1
    assert "A1003: cost_cents is 1, its events make it None" in answer.output
    assert answer.output.endswith("events: 1 fault\n")


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE events SET happened_at = '2020-01-01 00:00:00.000000' WHERE id = {event}",
        'UPDATE events SET details = \'{{"note":"never mind"}}\' WHERE id = {event}',
        "UPDATE events SET actor_id = 1 WHERE id = {event}",
        "DELETE FROM events WHERE id = {event}",
    ],
)
def test_a_changed_event_is_named(
    district: District, command: Command, tmp_path: Path, statement: str
) -> None:
    asset = district.asset("A1006")
    [*_, last] = db.session.scalars(select(Event.id).where(Event.asset_id == asset.id).order_by(Event.number))
    tamper(tmp_path, statement.format(event=last))
    told = command("verify", "--json")
    assert told.exit_code == 1
    assert {fault["asset"] for fault in json.loads(told.output)["faults"]} == {"A1006"}
