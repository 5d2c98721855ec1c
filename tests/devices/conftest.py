"""Exports of device managements, heard from the command line."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from app.db import begin_writing, db
from app.models import DeviceConflict, DeviceRecord, Person
from tests.district import District

Told = dict[str, Any]
Hear = Callable[..., Told]

GAM = "deviceId,serialNumber,status,lastSync,recentUsers.0.email,macAddress,annotatedAssetId,orgUnitPath\n"
SEEN, LONG_AGO = "2026-10-14T15:00:00.000Z", "2026-08-01T15:00:00.000Z"


def gam(*rows: str) -> str:
    """An export of GAM: device id, serial, status, last sync, last user, MAC, noted tag, unit; the rest may be left."""
    return GAM + "".join(row + "," * (7 - row.count(",")) + "\n" for row in rows)


@pytest.fixture
def hear(app: Flask, district: District, tmp_path: Path) -> Hear:
    """`hear(rows, "--part")` is `flask import devices FILE --json`, and what it prints."""

    def hear(content: str | bytes | Path, *options: str, name: str = "devices.csv") -> Told:
        path = content if isinstance(content, Path) else tmp_path / name
        if not isinstance(content, Path):
            path.write_bytes(content.encode() if isinstance(content, str) else content)
        db.session.remove()
        answer = app.test_cli_runner().invoke(args=["import", "devices", str(path), "--json", *options])
        db.session.remove()
        assert answer.exit_code == 0, answer.output
        told: Told = json.loads(answer.stdout)
        return told

    return hear


@pytest.fixture
def sam(district: District) -> Person:
    """Sam Nguyen, who holds A1030, with the account that managements know."""
    begin_writing()
    found = db.session.scalars(select(Person).where(Person.family_name == "Nguyen")).one()
    found.email = "sam@students.test"
    db.session.commit()
    return found


def counts(told: Told) -> tuple[int, int, int, int]:
    """Accepted, changed, warned, refused."""
    return told["accepted"], told["changed"], told["warned"], told["refused"]


def reasons(told: Told) -> list[tuple[int, str]]:
    return [(row["line"], row["reason"]) for row in told["rows"]]


def record(key: str) -> DeviceRecord:
    """The record of a device id, as it stands now."""
    db.session.rollback()
    query = select(DeviceRecord).where(DeviceRecord.key == key).execution_options(populate_existing=True)
    return db.session.scalars(query).one()


def differing() -> set[tuple[str, str]]:
    """Every open conflict: its kind, and the device it is about."""
    db.session.rollback()
    query = select(DeviceConflict).where(DeviceConflict.settled_at.is_(None))
    found = db.session.scalars(query.execution_options(populate_existing=True))
    return {(one.kind, one.record.key if one.record else str(one.asset)) for one in found}
