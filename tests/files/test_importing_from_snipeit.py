"""A school moves over from Snipe-IT with the files that Snipe-IT itself gives away as samples."""

from collections import Counter
from datetime import date
from decimal import Decimal
from io import BytesIO

import pytest

from app.files import assets, tables
from app.files.assets import AssetRow, Normalised
from tests.corpora import corpus


def normalised(relative: str) -> list[Normalised]:
    table = tables.read(corpus(relative))
    layout = assets.recognise(table.header)
    assert layout
    assert layout.format == "snipe-it"
    return list(assets.normalised(table, layout))


def accepted(rows: list[Normalised]) -> list[AssetRow]:
    return [row.asset for row in rows if row.asset]


def one(header: str, values: str) -> Normalised:
    table = tables.read(BytesIO(f"{header}\n{values}\n".encode()))
    layout = assets.recognise(table.header)
    assert layout
    (row,) = assets.normalised(table, layout)
    return row


def test_the_good_sample_comes_in_whole() -> None:
    """22 rows, 22 tags, no remark and no refusal."""
    rows = normalised("snipeit/assets-sample.csv")
    found = accepted(rows)
    assert (len(rows), len({asset.tag for asset in found})) == (22, 22)
    assert not [row for row in rows if row.remarks or row.refusal]
    assert Counter(asset.state for asset in found) == {"checked_out": 9, "deployed": 8, None: 5}
    excavator = found[2]
    assert rows[2].line == 4
    assert excavator.tag == "NNH-3656031"
    assert (excavator.site_name, excavator.room_name) == ("Boyer and Sons", "Pacocha-Kiehn")
    assert (excavator.model, excavator.maker) == ('Macbook Pro 13"', "Pollich LLC")
    assert (excavator.purchased_on, excavator.cost) == (date(2023, 3, 1), Decimal("2300.71"))
    assert (excavator.end_of_life_on, excavator.purchase_order) == (date(2028, 10, 27), "4861125177")


def test_a_holder_and_what_is_not_ours_are_kept() -> None:
    dragline = accepted(normalised("snipeit/assets-sample.csv"))[1]
    assert dragline.state == "checked_out"
    assert (dragline.holder_id, dragline.holder_name) == ("gmccrackem2a", "Gage McCrackem")
    assert (dragline.holder_given_name, dragline.holder_family_name) == ("Gage", "McCrackem")
    assert dragline.holder_email == "gmccrackem2a@bing.com"
    assert [name for name, _ in dragline.extra] == ["Model Notes"]


def test_the_bad_sample_comes_in_with_a_remark_on_every_row() -> None:
    """200 rows, 200 tags, none refused: every model number has lost its digits to a spreadsheet."""
    rows = normalised("snipeit/assets-sample-BAD.csv")
    found = accepted(rows)
    assert (len(rows), len({asset.tag for asset in found})) == (200, 200)
    assert Counter((remark.field, remark.reason) for row in rows for remark in row.remarks) == {
        ("model_number", "mangled_by_spreadsheet"): 200,
        ("state", "holder_without_checkout"): 144,
        ("state", "state_uncertain"): 71,
        (None, "letters_mended"): 24,
    }
    assert all(asset.model_number and "E+" in asset.model_number for asset in found)
    assert sum(asset.serial is None for asset in found) == 17
    assert sum(asset.site_name is None for asset in found) == 185


def test_the_bad_samples_states_are_ours() -> None:
    """Undeployable 32 and Pending Diagnostics 36, Archived 39, Lost 37; 28 ready ones that somebody has; 28 blank."""
    found = accepted(normalised("snipeit/assets-sample-BAD.csv"))
    assert Counter(asset.state for asset in found) == {
        "in_repair": 32 + 36,
        "disposed": 39,
        "lost": 37,
        "checked_out": 28,
        None: 28,
    }


def test_the_bad_samples_rows_are_what_a_person_reads_in_them() -> None:
    rows = normalised("snipeit/assets-sample-BAD.csv")
    first = rows[0]
    assert first.line == 2
    assert first.asset
    assert first.asset.tag == "970882174-8"
    assert first.asset.serial == "27aa8378-b0f4-4289-84a4-405da95c6147"
    assert (first.asset.category, first.asset.site_name, first.asset.room_name) == ("quam", "Alpha", "Daping")
    assert (first.asset.purchased_on, first.asset.cost) == (date(2016, 4, 5), Decimal("133289.59"))
    assert (first.asset.warranty_months, first.asset.supplier) == (14, "Blogspan")
    assert (first.asset.holder_given_name, first.asset.holder_family_name) == ("Bonnie", "Nelson")
    assert [(remark.field, remark.reason, remark.value) for remark in first.remarks] == [
        ("model_number", "mangled_by_spreadsheet", "6.37702E+15"),
        ("state", "state_uncertain", "Undeployable"),
        ("state", "holder_without_checkout", "Bonnie Nelson"),
    ]


@pytest.mark.parametrize(("name", "rows"), [("models", 20), ("users", 100), ("locations", 19)])
def test_the_other_samples_are_tables_but_no_lists_of_assets(name: str, rows: int) -> None:
    table = tables.read(corpus(f"snipeit/{name}-sample.csv"))
    assert [row.refusal for row in table] == [None] * rows
    assert assets.recognise(table.header) is None


def test_a_report_of_snipe_it_is_known_too() -> None:
    row = one(
        "Company,Asset Name,Asset Tag,Manufacturer,Model,Model Number,Category,Serial,Purchased,Cost,Location,"
        "Default Location,Checked Out To,Username,Employee No.,Status,Warranty,Warranty Expires,Notes",
        "Marin Street School,,00123,Lenovo,100e,82W0,Chromebook,5CD1,2023-01-23,$272.00,Room 12,"
        "Storage,Ana Ruiz,aruiz,E-77,Ready to Deploy (deployed),12,2024-01-23,",
    )
    assert row.asset
    assert (row.asset.tag, row.asset.serial, row.asset.state) == ("00123", "5CD1", "checked_out")
    assert (row.asset.holder_id, row.asset.room_name, row.asset.cost) == ("E-77", "Room 12", Decimal(272))
    assert row.remarks == []


HEADER = "Asset Tag,Serial,Model name,Status,Checkout Type,Checked Out To: Username,Checked Out To: Location,Location"


@pytest.mark.parametrize(
    ("values", "state", "room", "reasons"),
    [
        ("A-1,S1,3100,Ready to Deploy,,,,Room 12", "in_stock", "Room 12", []),
        ("A-1,S1,3100,Deployable,User,aruiz,,Room 12", "checked_out", "Room 12", []),
        ("A-1,S1,3100,Deployed,Location,,Library,Room 12", "deployed", "Library", []),
        ("A-1,S1,3100,Broken,,,,Room 12", "in_repair", "Room 12", []),
        ("A-1,S1,3100,Lost/Stolen,,,,", "lost", None, ["state_uncertain"]),
        ("A-1,S1,3100,Pending,,,,", "received", None, []),
        ("A-1,S1,3100,Haunted,,,,Room 12", None, "Room 12", ["unknown_state"]),
        ("A-1,S1,3100,Assigned,,,,Room 12", None, "Room 12", ["checked_out_to_nobody"]),
        (
            "A-1,S1,3100,Ready to Deploy,Asset,,,Room 12",
            "in_stock",
            "Room 12",
            ["checked_out_to_something_else"],
        ),
        ("A-1,S1,3100,Lost,User,aruiz,,Room 12", "lost", "Room 12", ["holder_without_checkout"]),
    ],
)
def test_a_status_becomes_a_state(
    values: str, state: str | None, room: str | None, reasons: list[str]
) -> None:
    row = one(HEADER, values)
    assert row.asset
    assert (row.asset.state, row.asset.room_name) == (state, room)
    assert [remark.reason for remark in row.remarks] == reasons


def test_a_tag_that_a_spreadsheet_destroyed_refuses_its_row() -> None:
    row = one(HEADER, "6.37702E+15,S1,3100,Lost,,,,")
    assert row.asset is None
    assert row.refusal
    assert row.refusal.reason == "mangled_by_spreadsheet"
    assert row.refusal.facts == {"field": "tag", "value": "6.37702E+15"}


def test_a_serial_number_that_a_spreadsheet_destroyed_is_left_out() -> None:
    row = one(HEADER, "A-1,6.37702E+15,3100,Lost,,,,")
    assert row.asset
    assert row.asset.serial is None
    assert [(remark.field, remark.reason) for remark in row.remarks] == [("serial", "mangled_by_spreadsheet")]


def test_without_a_tag_the_serial_number_must_do() -> None:
    row = one(HEADER, ",S1,3100,Lost,,,,")
    assert row.asset
    assert [remark.reason for remark in row.remarks] == ["no_tag"]
    nothing = one(HEADER, "N/A,,3100,Lost,,,,")
    assert nothing.refusal
    assert nothing.refusal.reason == "nothing_identifies"


def test_the_same_tag_twice_is_refused_the_second_time() -> None:
    table = tables.read(BytesIO(f"{HEADER}\nA-1,S1,x,,,,,\nA-2,S2,x,,,,,\na-1,S3,x,,,,,\n".encode()))
    layout = assets.recognise(table.header)
    assert layout
    *first, again = assets.normalised(table, layout)
    assert [row.refusal for row in first] == [None, None]
    assert again.refusal
    assert (again.refusal.reason, again.refusal.facts["first_line"]) == ("tag_repeated", 2)
