"""Ivy brings a list in on the page: she sees what would happen, lets it happen, and mends what was refused."""

import csv
import io
import re
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import event, func, select

from app.db import db
from app.jobs.importing import clear_away
from app.jobs.kinds import kept_file
from app.models import Asset, Import, ImportedRow, Room
from tests.conftest import FixedClock, Visits
from tests.district import District
from tests.importing.conftest import newest, upload

LIST = "tag,model,room_name,cost\nN1,300e,Room 204,$272.00\nN2,300e,Room 301,1.292\nB2001,300e,Room 204,\nn1,300e,,\n"


def read_out(text: str) -> str:
    """A page as it is read, without its tags."""
    return " ".join(re.sub(r"<[^>]+>", " ", text).split())


def test_a_list_is_looked_through_before_anything_changes(district: District, visit: Visits) -> None:
    ivy = visit("ivy")
    answer = upload(ivy, LIST)
    assert answer.status_code == 303
    page = read_out(ivy.get(answer.location).text)
    assert "2 rows are refused and left out The other 2 rows are taken." in page
    assert "2 of 4 rows can be imported" in page
    assert "Room 301" in page
    assert "4 The tag B2001 belongs to a device of another school. Tag B2001" in page
    assert "5 The tag n1 is already on line 2. Tag n1" in page
    warned = read_out(ivy.get(f"{answer.location}?show=warned").text)
    assert "3 “1.292” may be thousands or decimals; it was left out. Cost in dollars 1.292" in warned
    assert newest().state == "checked"
    assert db.session.scalar(select(func.count()).select_from(Asset).where(Asset.tag.like("N%"))) == 0
    assert db.session.scalar(select(Room.id).where(Room.name == "Room 301")) is None


def test_then_it_is_brought_in_and_reported(district: District, visit: Visits) -> None:
    ivy = visit("ivy")
    address = upload(ivy, LIST).location
    assert ivy.post(f"{address}/run").status_code == 303
    page = read_out(ivy.get(address).text)
    assert "2 of 4 rows are in the register" in page
    assert "Imported by Ivy Delgado" in page
    laptop = district.asset("N1")
    assert (str(laptop.room), laptop.cost_cents, laptop.site.code) == ("Room 204", 27_200, "8217")
    run = newest()
    assert (run.state, run.accepted, run.changed, run.warned, run.refused) == ("done", 2, 2, 1, 2)
    assert "list.csv" in ivy.get("/imports").text
    assert district.faults() == []


def test_a_second_tap_does_nothing_more(district: District, visit: Visits) -> None:
    ivy = visit("ivy")
    address = upload(ivy, LIST).location
    ivy.post(f"{address}/run")
    again = ivy.post(f"{address}/run")
    assert again.status_code == 409
    assert "brought in already" in again.text
    assert district.asset("N1").event_number == 1


def test_the_same_file_uploaded_again_has_nothing_new(district: District, visit: Visits) -> None:
    ivy = visit("ivy")
    ivy.post(f"{upload(ivy, LIST).location}/run")
    page = ivy.get(upload(ivy, LIST).location).text
    assert "Nothing new" in page
    assert "/run" not in page


def test_refused_rows_come_back_to_be_mended(district: District, visit: Visits) -> None:
    ivy = visit("ivy")
    address = upload(ivy, LIST).location
    ivy.post(f"{address}/run")
    answer = ivy.get(f"{address}/refused.csv")
    rows = list(csv.reader(io.StringIO(answer.text.removeprefix("\ufeff"))))
    assert rows == [
        ["tag", "model", "room_name", "cost", "refused_because"],
        ["B2001", "300e", "Room 204", "", "The tag B2001 belongs to a device of another school."],
        ["n1", "300e", "", "", "The tag n1 is already on line 2."],
    ]
    mended = answer.text.replace("B2001,", "N3,").replace("n1,", "N4,")
    ivy.post(f"{upload(ivy, mended).location}/run")
    assert (newest().accepted, newest().refused) == (2, 0)
    assert not kept_file(newest().uuid).exists()


def test_files_are_cleared_away_after_a_month(
    district: District, visit: Visits, fixed_clock: FixedClock
) -> None:
    ivy = visit("ivy")
    address = upload(ivy, LIST).location
    ivy.post(f"{address}/run")
    fixed_clock.pass_time(days=29)
    clear_away()
    assert kept_file(newest().uuid).exists()
    fixed_clock.pass_time(days=2)
    clear_away()
    assert not kept_file(newest().uuid).exists()
    ivy = visit("ivy")
    rows = list(csv.reader(io.StringIO(ivy.get(f"{address}/refused.csv").text.removeprefix("\ufeff"))))
    assert [row[0] for row in rows] == ["line", "4", "5"]


def test_a_formula_leaves_as_a_text_and_comes_back_as_it_was(district: District, visit: Visits) -> None:
    ivy = visit("ivy")
    address = upload(ivy, 'tag,model,notes\nB2001,300e,"=HYPERLINK(""http://evil.test"")"\n').location
    told = ivy.get(f"{address}/refused.csv").text
    assert "\"'=HYPERLINK" in told
    ivy.post(f"{upload(ivy, told.replace('B2001', 'N1')).location}/run")
    assert district.asset("N1").notes == '=HYPERLINK("http://evil.test")'


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "holds nothing at all"),
        (b"\n\n , \n", "nothing but blank lines"),
        (b"\x89PNG\r\n\x1a\n" + b"\x00" * 500, "no table of rows"),
        (b"%PDF-1.7 and so on", "no table of rows"),
        (b"PK\x03\x04 torn", "damaged"),
        (
            ",".join(f"c{at}" for at in range(1_000_000)).encode() + b"\n1\n",
            "columns or more; 500 are allowed",
        ),
        (b'tag,"model\nN1,300e\n', "quotation mark"),
    ],
    ids=["empty", "blank", "picture", "paper", "torn spreadsheet", "a million columns", "open quote"],
)
def test_what_is_no_list_is_refused_in_words(
    app: Flask, district: District, visit: Visits, content: bytes, words: str
) -> None:
    answer = upload(visit("ivy"), content)
    assert answer.status_code == 422
    assert words in answer.text
    assert "Nothing of it was kept." in answer.text
    assert db.session.scalar(select(func.count()).select_from(Import)) == 0
    assert not [*(Path(app.config["ROLLCALL_FILES"]) / "imports").iterdir()]


def test_no_file_is_asked_for_again(district: District, visit: Visits) -> None:
    answer = visit("ivy").post("/imports", data={"site": "8217"})
    assert (answer.status_code, "Choose a file first." in answer.text) == (422, True)


def test_a_list_is_discarded_without_a_trace(district: District, visit: Visits) -> None:
    ivy = visit("ivy")
    address = upload(ivy, LIST).location
    file = kept_file(newest().uuid)
    assert file.exists()
    assert "was discarded" in ivy.get(ivy.post(f"{address}/discard").location).text
    assert not file.exists()
    assert db.session.scalar(select(func.count()).select_from(ImportedRow)) == 0
    assert ivy.get(address).status_code == 404


def test_what_was_brought_in_is_not_discarded(district: District, visit: Visits) -> None:
    ivy = visit("ivy")
    address = upload(ivy, LIST).location
    ivy.post(f"{address}/run")
    assert ivy.post(f"{address}/discard").status_code == 409
    assert ivy.get(address).status_code == 200


def test_work_that_fell_silent_is_said_to_have_stopped(
    district: District, visit: Visits, fixed_clock: FixedClock
) -> None:
    ivy = visit("ivy")
    address = upload(ivy, LIST).location
    run = newest()
    run.state, run.report = "running", run.report | {"step": "run"}
    db.session.commit()
    assert "hx-trigger" in ivy.get(address).text
    assert ivy.get(address, headers={"HX-Request": "true"}).headers.get("HX-Refresh") is None
    fixed_clock.pass_time(minutes=2)
    assert ivy.get(address, headers={"HX-Request": "true"}).headers["HX-Refresh"] == "true"
    assert "Nothing has been heard of the work" in ivy.get(address).text
    ivy.post(f"{address}/run")
    assert newest().state == "done"


def test_a_list_is_looked_at_before_anybody_has_to_wait(
    app: Flask, district: District, visit: Visits
) -> None:
    """SQLite lets one write at a time: the file is kept and read by then."""
    ivy, folder, kept = visit("ivy"), Path(app.config["ROLLCALL_FILES"]) / "imports", []

    def note(_connection: Any, _cursor: Any, statement: str, *_: Any) -> None:
        if statement == "BEGIN IMMEDIATE":
            kept.append(folder.is_dir() and any(folder.iterdir()))

    event.listen(db.engine, "before_cursor_execute", note)
    try:
        assert upload(ivy, LIST).status_code == 303
    finally:
        event.remove(db.engine, "before_cursor_execute", note)
    assert all(kept)
