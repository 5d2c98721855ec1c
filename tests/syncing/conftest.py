"""Rosters that come to Marshall Middle and Lincoln High, from the command line and on the page."""

import csv
import io
import json
import zipfile
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from app.db import db
from app.models import Collection, Import, Person
from tests.district import Visitor

Told = dict[str, Any]
Row = Sequence[str]
Bundle = dict[str, list[Row]]
Sync = Callable[..., Told]

HEADERS: dict[str, Row] = {
    "orgs": ("sourcedId", "status", "name", "type", "identifier"),
    "users": (
        "sourcedId", "status", "orgSourcedIds", "role", "givenName", "familyName", "identifier", "agentSourcedIds",
        "grades", "metadata.programme", "password",
    ),
    "classes": ("sourcedId", "status", "title", "classType", "location", "schoolSourcedId"),
    "enrollments": ("sourcedId", "status", "classSourcedId", "userSourcedId", "role", "beginDate", "endDate"),
    "roles": (
        "sourcedId", "status", "userSourcedId", "roleType", "role", "beginDate", "endDate", "orgSourcedId",
    ),
}  # fmt: skip
ORGS: list[Row] = [
    ("M", "", "Marshall Middle", "school", "8217"),
    ("L", "", "Lincoln High", "school", "8729"),
]


def student(
    name: str, org: str = "M", *, number: str = "", grade: str = "07", programme: str = "", status: str = ""
) -> Row:
    """A student's row; the number makes them somebody that was known before."""
    agents = f"g-{name}" if name == "Sam" else ""
    return (
        f"u-{name}",
        status,
        org,
        "student",
        name,
        "Doe",
        number or f"n-{name}",
        agents,
        grade,
        programme,
        "hush",
    )


def guardian(of: str) -> Row:
    return (f"g-{of}", "", "", "guardian", "Pat", "Doe", "", f"u-{of}", "", "", "hush")


def teacher(name: str, org: str = "M") -> Row:
    return (f"u-{name}", "", org, "teacher", name, "Rivera", f"n-{name}", "", "", "", "hush")


def files_of(bundle: Mapping[str, Sequence[Row]], mode: str = "bulk") -> dict[str, str]:
    """The files of a bundle, with the schools and a manifest."""
    told = {"orgs": ORGS} | dict(bundle)
    files = {name: text([HEADERS[name], *rows]) for name, rows in told.items()}
    manifest = [("propertyName", "value"), ("oneroster.version", "1.2" if "roles" in told else "1.1")]
    manifest += [(f"file.{name}", mode if name in told else "absent") for name in HEADERS]
    return {"manifest": text(manifest)} | files


def text(rows: Sequence[Row]) -> str:
    stream = io.StringIO()
    csv.writer(stream).writerows(rows)
    return stream.getvalue()


def zipped(files: Mapping[str, str]) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(f"{name}.csv", content)
    return stream.getvalue()


@pytest.fixture
def sync(app: Flask, tmp_path: Path) -> Sync:
    """`sync({"users": […]})` is `flask import roster DIR --json`, and what it prints."""

    def sync(
        bundle: Path | Mapping[str, Sequence[Row]], *options: str, mode: str = "bulk", exit_code: int = 0
    ) -> Told:
        path = bundle if isinstance(bundle, Path) else tmp_path / "roster"
        if not isinstance(bundle, Path):
            path.mkdir(exist_ok=True)
            for old in path.iterdir():
                old.unlink()
            for name, content in files_of(bundle, mode).items():
                (path / f"{name}.csv").write_text(content)
        db.session.remove()
        answer = app.test_cli_runner().invoke(args=["import", "roster", str(path), "--json", *options])
        db.session.remove()
        assert answer.exit_code == exit_code, answer.output
        told: Told = json.loads(answer.stdout[: answer.stdout.rindex("}") + 1])
        return told

    return sync


def counts(told: Told) -> tuple[int, int, int, int]:
    """Accepted, changed, warned, refused."""
    return told["accepted"], told["changed"], told["warned"], told["refused"]


def reasons(told: Told) -> Counter[tuple[str, str]]:
    return Counter((row["file"], row["reason"]) for row in told["rows"])


def called(name: str) -> Person:
    query = select(Person).where(Person.sourced_id == f"u-{name}").execution_options(populate_existing=True)
    return db.session.scalars(query).one()


def owed() -> list[tuple[str, str, str]]:
    """Who has to give back to which school, and why."""
    db.session.rollback()
    rows = db.session.scalars(select(Collection).where(Collection.ended_at.is_(None)))
    return sorted((row.person.given_name, row.site.name, row.why) for row in rows)


def upload(visitor: Visitor, content: bytes, name: str = "roster.zip") -> str:
    """Upload a bundle; the address where it is shown."""
    answer = visitor.post("/rosters", data={"file": (io.BytesIO(content), name)})
    assert answer.status_code == 303, answer.get_data(as_text=True)
    return answer.location


def newest() -> Import:
    db.session.rollback()
    query = select(Import).order_by(Import.id.desc()).limit(1).execution_options(populate_existing=True)
    return db.session.scalars(query).one()
