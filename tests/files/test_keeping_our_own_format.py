"""An asset that is exported in our own format is the same asset when it is imported again."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal
from io import BytesIO
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.files import assets, exporting, tables
from app.files.assets import FIELDS, HEADER, AssetRow
from app.files.assets.states import STATES
from app.files.tables.values.codes import judge_code
from app.files.tables.values.words import judge_name

WORDS = st.text(
    st.characters(codec="utf-8", exclude_categories=("Cc", "Cf", "Zl", "Zp")), min_size=1, max_size=40
)
NAMES = WORDS.map(lambda text: judge_name(text)[0] or None)
CODES = st.text(st.sampled_from("0123456789ABCDEXYZ-/+=@'."), min_size=1, max_size=20).map(
    lambda text: judge_code(text)[0]
)
AMOUNTS = st.decimals(0, 100_000, places=2)
KINDS: dict[str, st.SearchStrategy[Any]] = {
    "tag": CODES,
    "code": CODES,
    "codes": st.lists(CODES.filter(bool), max_size=3, unique=True).map(tuple),
    "count": st.integers(0, 40),
    "date": st.dates(date(1950, 1, 1), date(2100, 12, 31)),
    "email": st.just("ana.ruiz@district.test"),
    "mac": st.just("AA:BB:CC:DD:EE:0F"),
    "managed_by": st.sampled_from(["site", "its"]),
    "model_number": CODES,
    "money": AMOUNTS,
    "months": st.integers(0, 600),
    "name": NAMES,
    "percent": st.decimals(0, 100, places=2),
    "state": st.sampled_from(STATES),
    "text": st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cf")), max_size=60).map(
        lambda text: text.strip() or None
    ),
    "yes_no": st.booleans(),
}


@st.composite
def assets_of_any_kind(draw: st.DrawFn) -> AssetRow:
    values: dict[str, Any] = {
        name: draw(st.one_of(st.just(()) if field.kind == "codes" else st.none(), KINDS[field.kind]))
        for name, field in FIELDS.items()
    }
    values["tag"] = values["tag"] or "00123"
    names = (values["holder_given_name"], values["holder_family_name"])
    values["holder_name"] = " ".join(filter(None, names)) or None
    asset = AssetRow(**values)
    if asset.held:
        return replace(asset, state=asset.state or "checked_out")
    return asset if asset.state != "checked_out" else replace(asset, state=None)


def imported(data: bytes) -> list[AssetRow | None]:
    table = tables.read(BytesIO(data))
    layout = assets.recognise(table.header)
    assert layout
    assert layout.format == "rollcall"
    return [row.asset for row in assets.normalised(table, layout)]


def as_csv(rows: Sequence[AssetRow]) -> bytes:
    return b"".join(exporting.csv_rows(HEADER, map(assets.cells, rows)))


def as_xlsx(rows: Sequence[AssetRow]) -> bytes:
    with exporting.xlsx(HEADER, map(assets.cells, rows)) as file:
        return file.read()


@settings(max_examples=100)
@given(asset=assets_of_any_kind())
def test_an_asset_comes_back_from_csv(asset: AssetRow) -> None:
    assert imported(as_csv([asset])) == [asset]


@settings(max_examples=10)
@given(asset=assets_of_any_kind())
def test_an_asset_comes_back_from_xlsx(asset: AssetRow) -> None:
    assert imported(as_xlsx([asset])) == [asset]


def test_a_few_columns_by_our_names_are_our_format() -> None:
    assert imported(b"Tag,Serial,MODEL,room_code,Federal share\n00123,S1,3100,12,75%\n") == [
        AssetRow(tag="00123", serial="S1", model="3100", room_code="12", federal_share=Decimal(75))
    ]
    assert assets.recognise(("model", "room_code")) is None
    assert assets.recognise(("tag", "colour", "shape", "smell")) is None


@pytest.mark.parametrize(
    ("state", "holder", "found", "reason"),
    [
        ("in_stock", "E-77", "in_stock", "holder_without_checkout"),
        ("checked_out", "E-77", "checked_out", None),
        ("checked_out", "", None, "checked_out_to_nobody"),
        ("", "E-77", "checked_out", None),
        ("deployed", "", "deployed", None),
    ],
)
def test_our_own_states_mean_what_they_say(
    state: str, holder: str, found: str | None, reason: str | None
) -> None:
    table = tables.read(BytesIO(f"tag,state,holder_id\nA-1,{state},{holder}\n".encode()))
    layout = assets.recognise(table.header)
    assert layout
    (row,) = assets.normalised(table, layout)
    assert row.asset
    assert (row.asset.state, [remark.reason for remark in row.remarks]) == (found, [reason] if reason else [])
