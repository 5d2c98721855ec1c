"""A school keeps its list in a spreadsheet of its own, and says once what its columns mean."""

from io import BytesIO

import pytest

from app.files import assets, tables
from app.files.assets import FIELDS, AssetRow, MappingRefused, mapper
from app.files.assets.synonyms import SYNONYMS, listed
from app.files.tables.values.headings import key


@pytest.mark.parametrize(
    ("heading", "field"),
    [
        ("Asset #", "tag"), ("Barcode", "tag"), ("ASSET_TAG", "tag"), ("Inventory Tag No.", "tag"), ("S/N", "serial"),
        ("Serial No", "serial"), ("Device Serial Number", "serial"), ("Room Number", "room_code"),
        ("Room", "room_name"),
        ("PO#", "purchase_order"), ("P.O. Number", "purchase_order"), ("School", "site_name"), ("Make", "maker"),
        ("Location Code", "site_code"), ("Assigned To", "holder_name"), ("Student ID", "holder_id"),
        ("Purchase Price", "cost"), ("Wi-Fi MAC", "wireless_mac"), ("FAIN", "fain"), ("Date Purchased", "purchased_on"),
        ("Número de Serie", "serial"), ("No. de Inventario", "tag"), ("Ubicación", "room_name"),
        ("Escuela", "site_name"),
        ("Fecha de compra", "purchased_on"), ("Nº de serie", "serial"), ("Costo", "cost"), ("Marca", "maker"),
        ("Asignado a", "holder_name"), ("Estado", "state"), ("Observaciones", "notes"), ("Favourite colour", None),
    ],
)  # fmt: skip
def test_a_heading_is_understood(heading: str, field: str | None) -> None:
    assert mapper.suggest([heading]) == {heading: field}


def test_no_field_is_suggested_twice_and_the_plain_name_wins() -> None:
    assert mapper.suggest(["Asset #", "Barcode", "Tag", "Comments", "Notes", "Model", "Model (2)"]) == {
        "Asset #": None,
        "Barcode": "other_codes",
        "Tag": "tag",
        "Comments": "notes",
        "Notes": "notes",
        "Model": "model",
        "Model (2)": "model",
    }


def test_a_location_beside_a_room_is_the_school() -> None:
    assert mapper.suggest(["Location", "Room"]) == {"Location": "site_name", "Room": "room_name"}
    assert mapper.suggest(["Location", "School"]) == {"Location": "room_name", "School": "site_name"}


def test_every_field_is_in_the_mapper_and_every_name_means_one_field() -> None:
    names = listed(SYNONYMS)
    assert set(names) == set(FIELDS)
    assert set(AssetRow.__dataclass_fields__) == {*FIELDS, "extra"}
    every = [key(name) for listed_names in names.values() for name in listed_names]
    assert len(every) == len(set(every))


def test_a_mapping_is_found_again_whatever_the_order_and_the_capitals() -> None:
    known = mapper.signature(["Asset #", "Room", "Cost"])
    assert known == mapper.signature(["cost", "ROOM ", "asset #"])
    assert known != mapper.signature(["Asset #", "Room"])


@pytest.mark.parametrize(
    ("mapping", "reason"),
    [
        ({"Asset #": "tag", "Barcode": "tag"}, "field_twice"),
        ({"Room": "room_code"}, "no_identifying_column"),
        ({}, "no_identifying_column"),
        ({"Asset #": "tag", "Colour": "notes"}, "unknown_column"),
        ({"Asset #": "password"}, "unknown_field"),
    ],
)
def test_a_mapping_that_makes_no_assets_is_refused(mapping: dict[str, str | None], reason: str) -> None:
    with pytest.raises(MappingRefused) as refusal:
        mapper.layout(("Asset #", "Barcode", "Room"), mapping)
    assert refusal.value.reason == reason
    assert reason in assets.REASONS


def test_a_list_of_ones_own_comes_in_as_it_was_explained() -> None:
    table = tables.read(
        BytesIO(
            b"Sticker;Old sticker;Older sticker;Room;Bought;Comment;Remark;Colour\n"
            b"00123;A1;B2;12;23/01/2023;cracked;hinge;red\n"
            b"00124;;;12;01/02/2023;;;\n"
        )
    )
    mapping = mapper.suggest(table.header) | {
        "Sticker": "tag",
        "Old sticker": "former_tags",
        "Older sticker": "former_tags",
        "Room": "room_code",
        "Bought": "purchased_on",
        "Comment": "notes",
        "Remark": "notes",
    }
    layout = mapper.layout(table.header, mapping)
    layout = mapper.layout(table.header, mapping, day_first=mapper.day_first(table, layout))
    first, second = (row.asset for row in assets.normalised(table, layout))
    assert first
    assert second
    assert (first.tag, first.former_tags, first.room_code) == ("00123", ("A1", "B2"), "12")
    assert (str(first.purchased_on), str(second.purchased_on)) == ("2023-01-23", "2023-02-01")
    assert (first.notes, first.extra) == ("cracked\nhinge", (("Colour", "red"),))


def test_of_doubled_columns_the_first_that_says_anything_counts() -> None:
    table = tables.read(BytesIO(b"Tag,Category,Category\nA-1,,Laptop\nA-2,Cart,Laptop\n"))
    layout = mapper.layout(table.header, mapper.suggest(table.header))
    assert [row.asset and row.asset.category for row in assets.normalised(table, layout)] == [
        "Laptop",
        "Cart",
    ]
