"""`flask import assets FILE`: what it prints, what it refuses, and how much it asks of the database."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import event, func, select

from app.db import db
from app.models import Asset, Room, Site
from tests.district import District
from tests.importing.conftest import Bring, counts, on_line

HERE = ("--site", "8217")


@pytest.fixture
def typed(app: Flask, district: District, tmp_path: Path) -> Any:
    """`typed("list.csv", content, "--dry-run")` is what somebody types; what came of it."""

    def typed(name: str, content: str | bytes, *options: str) -> Any:
        path = tmp_path / name
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        db.session.remove()
        return app.test_cli_runner().invoke(args=["import", "assets", str(path), *options])

    return typed


@contextmanager
def statements() -> Iterator[list[str]]:
    """What the database was asked meanwhile."""
    asked: list[str] = []

    def note(_connection: Any, _cursor: Any, statement: str, *_more: Any) -> None:
        asked.append(statement)

    event.listen(db.engine, "before_cursor_execute", note)
    try:
        yield asked
    finally:
        event.remove(db.engine, "before_cursor_execute", note)


def test_it_prints_what_scripts_were_promised(typed: Any) -> None:
    answer = typed("list.csv", "tag,model,cost\nN1,300e,$5\nN2,300e,1.292\nB2001,300e,\n", *HERE, "--json")
    assert answer.exit_code == 0
    assert json.loads(answer.stdout) == {
        "accepted": 2,
        "changed": 2,
        "warned": 1,
        "refused": 1,
        "rows": [
            {"file": "list.csv", "line": 3, "outcome": "warned", "reason": "ambiguous_amount"},
            {"file": "list.csv", "line": 4, "outcome": "refused", "reason": "tag_taken"},
        ],
    }


def test_it_tells_a_person_in_words(typed: Any) -> None:
    answer = typed("list.csv", "tag,model,site_name\nN1,300e,Hope Street\nB2001,300e,Hope Street\n")
    assert "list.csv, line 3, refused: The tag B2001 belongs to a device of another school." in answer.stdout
    assert "1 accepted (1 changed), 0 with a warning, 1 refused." in answer.stdout
    assert "New site: Hope Street, location code HOPE-STREET." in answer.stderr


def test_a_rehearsal_changes_nothing(typed: Any) -> None:
    rows = "".join(f"N{at},300e,Room {at}\n" for at in range(1_100))
    answer = typed("list.csv", "tag,model,room_name\n" + rows + "A1001,Other,Room 7\n", *HERE, "--dry-run")
    assert "1,101 accepted (1,101 would change)" in answer.stdout
    assert "nothing was kept" in answer.stdout
    assert "1,098 rooms" in answer.stderr  # 204 and 205 are there already
    assert db.session.scalar(select(func.count()).select_from(Asset)) == 15
    assert db.session.scalar(select(func.count()).select_from(Room)) == 5


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "holds nothing at all"),
        (b"%PDF-1.7", "no table of rows"),
        (b",".join(b"c" for _ in range(1_000_000)), "500 are allowed"),
        (b"colour,size\nblue,3\n", "no column says which device"),
    ],
    ids=["empty", "paper", "a million columns", "no device"],
)
def test_what_is_no_list_ends_in_words_and_one(typed: Any, content: bytes, words: str) -> None:
    answer = typed("list.csv", content, *HERE)
    assert (answer.exit_code, words in answer.stderr) == (1, True), answer.output
    assert answer.stdout == ""


def test_a_slip_of_the_finger_opens_no_school(typed: Any) -> None:
    answer = typed("list.csv", "tag,model\nN1,300e\n", "--site", "8271")
    assert answer.exit_code == 2
    assert "no site with the location code 8271" in answer.stderr
    assert db.session.scalar(select(func.count()).select_from(Site)) == 3


def test_the_first_site_of_an_empty_district_is_opened(app: Flask, bring: Bring) -> None:
    assert counts(bring("tag,model\nN1,300e\n", "--site", "8217")) == (1, 1, 0, 0)
    with app.app_context():
        assert list(db.session.scalars(select(Site.code))) == ["8217"]


def test_columns_are_understood_by_what_they_are_called(typed: Any, district: District) -> None:
    answer = typed("list.csv", "Barcode;Número de serie;Modelo;Salón\nN1;S1;300e;Room 204\n", *HERE)
    assert answer.exit_code == 0
    assert "Salón → room_name" in answer.stderr
    assert (district.asset("N1").serial, str(district.asset("N1").room)) == ("S1", "Room 204")


@pytest.mark.parametrize(
    ("letters", "ends"),
    [
        ("utf-8", "\n"),
        ("utf-8-sig", "\r\n"),
        ("utf-16", "\r\n"),
        ("cp1252", "\n"),
        ("mac_roman", "\r"),
    ],
)
def test_whatever_the_letters_names_are_read(
    district: District, bring: Bring, letters: str, ends: str
) -> None:
    rows = ["tag,model,room_name,notes", "N1,300e,Salón Núñez,Peña’s “old” one", "", "N2,300e,Café,"]
    told = bring(ends.join(rows).encode(letters), *HERE)
    assert counts(told) == (2, 2, 0, 0), on_line(told, 2)
    assert str(district.asset("N1").room) == "Salón Núñez"
    assert district.asset("N1").notes == "Peña’s “old” one"
    assert str(district.asset("N2").room) == "Café"


def test_a_chunk_asks_the_database_as_often_however_full_it_is(
    app: Flask, district: District, bring: Bring
) -> None:
    """New devices, known ones that differ and known ones that do not; with rooms, models, money and people."""
    header = "tag,serial,model,room_name,funding_source,holder_id,holder_name,condition\n"

    def listed(many: int, condition: str) -> str:
        held = "".join(f"N{n},S{n},M{n % 7},,Fund {n % 3},{n},Ana Ruiz,{condition}\n" for n in range(many))
        return header + held + "".join(f"P{n},T{n},M{n % 7},R{n % 9},,,,{condition}\n" for n in range(many))

    asked: dict[tuple[str, int], int] = {}
    for many, prefix in ((20, "a"), (240, "b")):
        for kind, condition in (("new", "good"), ("changed", "worn"), ("same", "worn")):
            content = listed(many, condition).replace("\nN", f"\nN{prefix}").replace("\nP", f"\nP{prefix}")
            with statements() as told:
                bring(content.replace(",S", f",S{prefix}").replace(",T", f",T{prefix}"), *HERE)
            asked[kind, many] = len(told)
    for kind, most in (("new", 40), ("changed", 30), ("same", 20)):
        assert asked[kind, 240] <= asked[kind, 20] + 3, asked
        assert asked[kind, 240] <= most, asked
