"""Ivy brings a list in on the page: she sees what would happen, lets it happen, and mends what was refused."""

import csv
import io
import re
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from openpyxl import Workbook
from sqlalchemy import event, func, select

from app.db import begin_writing, db
from app.domain import access
from app.jobs.importing import clear_away
from app.jobs.kinds import kept_file
from app.models import Asset, ColumnMap, Import, ImportedRow, Room, Site
from tests.conftest import FixedClock, Visits
from tests.district import District, Visitor
from tests.importing.conftest import newest, upload

LIST = "tag,model,room_name,cost\nN1,300e,Room 204,$272.00\nN2,300e,Room 301,1.292\nB2001,300e,Room 204,\nn1,300e,,\n"
OTHERS = "Barcode,Make,Device,Where,Student ID\nN1,Lenovo,300e,Room 204,700001\nN2,Lenovo,300e,Library,\n"


def read_out(text: str) -> str:
    """A page as it is read, without its tags."""
    return " ".join(re.sub(r"<[^>]+>", " ", text).split())


def explained(visitor: Visitor, address: str, **columns: str) -> str:
    """Say what the columns mean: `column_0="tag"`; where that leads."""
    answer = visitor.post(
        f"{address}/columns", data={name.replace("_", "-", 1): field for name, field in columns.items()}
    )
    assert answer.status_code == 303, answer.text
    return answer.location


def test_a_list_is_looked_through_before_anything_changes(district: District, visit: Visits) -> None:
    ivy = visit("ivy")
    answer = upload(ivy, LIST)
    assert answer.status_code == 303
    page = read_out(ivy.get(answer.location).text)
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


def test_columns_of_their_own_are_explained_once(district: District, visit: Visits) -> None:
    ivy = visit("ivy")
    address = upload(ivy, OTHERS).location
    page = ivy.get(address).text
    assert newest().state == "mapping"
    assert 'Room 204</span><span class="sample">Library' in page
    assert '<option value="tag" selected>' in page
    explained(
        ivy, address, column_0="tag", column_1="maker", column_2="model", column_3="room_name", column_4=""
    )
    assert newest().state == "checked"
    ivy.post(f"{address}/run")
    assert (str(district.asset("N2").room), str(district.asset("N2").model)) == ("Library", "Lenovo 300e")
    assert district.asset("N1").holder is None  # the column was left out
    jonas = visit("jonas")
    upload(jonas, OTHERS.replace("N1,", "N7,").replace("Barcode", "BARCODE"))
    assert newest().state == "checked"
    assert db.session.scalar(select(func.count()).select_from(ColumnMap)) == 1


def test_what_was_said_of_columns_can_be_said_otherwise(district: District, visit: Visits) -> None:
    ivy = visit("ivy")
    address = upload(ivy, OTHERS).location
    explained(ivy, address, column_0="tag", column_2="model")
    page = ivy.get(f"{address}?step=columns").text
    assert "explained before" in page
    explained(ivy, address, column_0="serial", column_2="model")
    assert newest().report["reasons"] == {"warned no_tag": 2}


@pytest.mark.parametrize(
    ("columns", "words"),
    [
        ({"column_2": "model"}, "Say which column holds the tag"),
        ({"column_0": "tag", "column_1": "tag"}, "“Tag” is chosen for several columns: Barcode, Make"),
        ({"column_0": "tag", "column_1": "no such field"}, "is called"),
    ],
)
def test_columns_that_make_no_devices_are_refused(
    district: District, visit: Visits, columns: dict[str, str], words: str
) -> None:
    ivy = visit("ivy")
    address = upload(ivy, OTHERS).location
    answer = ivy.post(f"{address}/columns", data={n.replace("_", "-", 1): f for n, f in columns.items()})
    assert answer.status_code == 422
    assert words in answer.text
    assert newest().state == "mapping"


def test_letters_that_were_guessed_can_be_chosen(district: District, visit: Visits) -> None:
    ivy = visit("ivy")
    address = upload(ivy, "Barcode,Dvice\nN1,\x8ed\n".encode("latin-1")).location
    assert newest().columns["doubtful"]
    explained(ivy, address, encoding="mac_roman", column_0="tag", column_1="model")
    assert (newest().state, newest().columns["samples"][1]) == ("mapping", ["éd"])
    explained(ivy, address, encoding="mac_roman", column_0="tag", column_1="model")
    ivy.post(f"{address}/run")
    assert str(district.asset("N1").model) == "éd"


def test_a_spreadsheet_comes_in_like_a_text(district: District, visit: Visits) -> None:
    book, file = Workbook(), io.BytesIO()
    assert book.active is not None
    for row in (["Asset Tag", "Model", "Serial"], ["00012", "300e", "S1"], ["N2", "300e", "S2"]):
        book.active.append(row)
    book.save(file)
    ivy = visit("ivy")
    address = upload(ivy, file.getvalue(), name="spring.xlsx").location
    explained(ivy, address, column_0="tag", column_1="model", column_2="serial")
    ivy.post(f"{address}/run")
    assert district.asset("00012").serial == "S1"


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


def test_nobody_imports_into_another_school(district: District, visit: Visits) -> None:
    """Policy: ORG-8. Neither by choosing it, nor by a file that names it, nor by finding the import."""
    ivy, lola = visit("ivy"), visit("lola")
    assert upload(ivy, LIST, site=district.lincoln).status_code == 404
    upload(ivy, "tag,model,site_code\nN1,300e,8729\nN2,300e,8217\n", site="")
    # Ivy has one school, so all of her file goes there.
    assert (newest().accepted, str(newest().site)) == (2, "Marshall Middle")
    address = upload(lola, "tag,model\nB9,300e\n", site=district.lincoln).location
    assert ivy.get(address).status_code == 404
    assert ivy.post(f"{address}/run").status_code == 404
    assert "B9" not in ivy.get("/imports").text


def test_a_file_for_many_schools_goes_where_its_rows_say(district: District, visit: Visits) -> None:
    ian = visit("ian")
    rows = "tag,model,site_code,site_name\nN1,300e,8217,\nN2,300e,,lincoln high\nN3,300e,,Hope Street\nN4,300e,,\n"
    address = upload(ian, rows, site="").location
    assert "Hope Street (HOPE-STREET)" in ian.get(address).text
    ian.post(f"{address}/run")
    assert [district.asset(tag).site.code for tag in ("N1", "N2", "N3")] == ["8217", "8729", "HOPE-STREET"]
    assert newest().report["reasons"] == {"refused no_site": 1}
    assert visit("ivy").get(address).status_code == 404


def test_who_has_two_schools_brings_nothing_into_a_third(district: District, visit: Visits) -> None:
    begin_writing()
    access.grant(district.user("ivy"), "idm", site=district.site("9001"))
    db.session.commit()
    ivy = visit("ivy")
    rows = "tag,model,site_code\nN1,300e,8217\nN2,300e,9001\nN3,300e,8729\nN4,300e,NEW-SCHOOL\n"
    address = upload(ivy, rows, site="").location
    assert newest().report["reasons"] == {"refused site_not_yours": 2}
    ivy.post(f"{address}/run")
    assert newest().accepted == 2
    assert db.session.scalar(select(Site.id).where(Site.code == "NEW-SCHOOL")) is None


@pytest.mark.parametrize("name", ["fay", "tess", "paul", "tom", "ada", "rhea"])
def test_others_bring_no_lists_in(district: District, visit: Visits, name: str) -> None:
    visitor = visit(name)
    assert upload(visitor, LIST).status_code == 403
    assert visitor.get("/imports").status_code == 403


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
