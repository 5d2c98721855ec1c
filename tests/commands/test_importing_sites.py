"""A district begins with a list of its schools."""

import json
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import ColumnElement, func, select

from app.db import db
from app.models import Site
from tests.commands.conftest import Command
from tests.corpora import corpus

OURS = """code,name,kind,region,street,city,opened on,closed on
8217,Marshall Middle,school,North,4100 Alder Street,Rosewood,1962-09-04,
1000,District Office,office,,1 Civic Plaza,Rosewood,,
,Nameless,school,,,,,
8217,Marshall Again,school,,,,,
8300,Old Oak Elementary,school,North,,,1950-01-05,2011-06-30
"""


@pytest.fixture
def ours(tmp_path: Path) -> Path:
    path = tmp_path / "sites.csv"
    path.write_text(OURS)
    return path


def sites(*conditions: ColumnElement[bool]) -> int:
    return db.session.scalar(select(func.count()).select_from(Site).where(*conditions)) or 0


def test_the_state_s_directory_gives_every_school(app: Flask, command: Command) -> None:
    """1,363 schools, 1,021 of them active, eleven announced."""
    directory = str(corpus("schools/lausd_schools.csv"))
    told = json.loads(command("import", "sites", directory, "--json").output)
    assert {name: told[name] for name in ("accepted", "changed", "warned", "refused")} == {
        "accepted": 1_363, "changed": 1_363, "warned": 14, "refused": 0,
    }  # fmt: skip
    announced = [row for row in told["rows"] if row["reason"] == "not_open_yet"]
    assert len(announced) == 11
    with app.app_context():
        assert sites() == 1_363
        assert sites(Site.closed_on.is_(None)) == 1_021 + len(announced)
        assert sites(Site.region_id.is_(None)) == 9, "the directory has no city for them"
    again = json.loads(command("import", "sites", directory, "--json").output)
    assert (again["accepted"], again["changed"]) == (1_363, 0)


def test_what_is_refused_is_said_and_the_rest_is_kept(app: Flask, command: Command, ours: Path) -> None:
    answer = command("import", "sites", str(ours))
    assert answer.exit_code == 0
    assert "sites.csv, line 4, refused: The row has no code." in answer.output
    assert "sites.csv, line 5, refused: The code 8217 is already on line 2." in answer.output
    assert "3 accepted (3 changed), 0 with a warning, 2 refused." in answer.output
    with app.app_context():
        names = db.session.scalars(select(Site.name).order_by(Site.code))
        assert list(names) == ["District Office", "Marshall Middle", "Old Oak Elementary"]


def test_rows_are_told_to_programs_by_file_line_and_reason(command: Command, ours: Path) -> None:
    told = json.loads(command("import", "sites", str(ours), "--json").output)
    assert told["rows"] == [
        {"file": "sites.csv", "line": 4, "outcome": "refused", "reason": "no_code"},
        {"file": "sites.csv", "line": 5, "outcome": "refused", "reason": "code_repeated"},
    ]


def test_a_trial_changes_nothing(app: Flask, command: Command, ours: Path) -> None:
    answer = command("import", "sites", str(ours), "--dry-run")
    assert "3 accepted (3 would change)" in answer.output
    assert "nothing was kept" in answer.output
    with app.app_context():
        assert sites() == 0


def test_only_what_differs_is_a_change(app: Flask, command: Command, ours: Path) -> None:
    command("import", "sites", str(ours))
    ours.write_text(OURS.replace("4100 Alder Street", "4102 Alder Street"))
    assert json.loads(command("import", "sites", str(ours), "--json").output)["changed"] == 1
    with app.app_context():
        assert db.session.scalar(select(Site.street).where(Site.code == "8217")) == "4102 Alder Street"


def test_a_school_that_closed_nobody_knows_when_is_closed(app: Flask, command: Command, ours: Path) -> None:
    ours.write_text("code,name,status\n8300,Old Oak Elementary,Closed\n")
    assert "nobody says since when" in command("import", "sites", str(ours)).output
    assert json.loads(command("import", "sites", str(ours), "--json").output)["changed"] == 0
    with app.app_context():
        assert sites(Site.closed_on.is_not(None)) == 1


def test_a_school_that_opens_again_is_open(app: Flask, command: Command, ours: Path) -> None:
    for status, closed in (("Closed", 1), ("", 1), ("Active", 0)):
        ours.write_text(f"code,name,status\n8300,Old Oak Elementary,{status}\n")
        command("import", "sites", str(ours))
        with app.app_context():
            assert sites(Site.closed_on.is_not(None)) == closed


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"", "holds nothing at all"),
        (b"\x89PNG\r\n\x1a\n" + bytes(100), "no table of rows, but: picture"),
        (b"tag,serial\nA1,B2\n", "needs a column for the code"),
    ],
)
def test_a_file_that_is_no_list_of_sites_is_refused(
    command: Command, tmp_path: Path, content: bytes, why: str
) -> None:
    path = tmp_path / "picture.csv"
    path.write_bytes(content)
    answer = command("import", "sites", str(path))
    assert answer.exit_code == 1
    assert why in answer.output
