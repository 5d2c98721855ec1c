"""A list whose columns are called otherwise: somebody says once what they mean, and of which letters they are."""

import io

import pytest
from openpyxl import Workbook
from sqlalchemy import func, select

from app.db import db
from app.models import ColumnMap
from tests.conftest import Visits
from tests.district import District, Visitor
from tests.importing.conftest import newest, upload

OTHERS = "Barcode,Make,Device,Where,Student ID\nN1,Lenovo,300e,Room 204,700001\nN2,Lenovo,300e,Library,\n"


def explained(visitor: Visitor, address: str, **columns: str) -> str:
    """Say what the columns mean: `column_0="tag"`; where that leads."""
    answer = visitor.post(
        f"{address}/columns", data={name.replace("_", "-", 1): field for name, field in columns.items()}
    )
    assert answer.status_code == 303, answer.text
    return answer.location


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
