"""The register leaves as a file, and comes back as it went."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import event, func, select

from app.db import db
from app.domain.access import EVERYWHERE, Scope
from app.domain.register.exporting import HEADER, told_rows
from app.files import tables
from app.files.assets import HEADER as OUR_FILES
from app.files.assets import AssetRow, normalised, recognise
from app.models import Asset, Site
from tests.commands.conftest import Command, commands_of
from tests.district import District

ORDERED = select(Asset).order_by(Asset.tag, Asset.id)


def read_back(path: Path) -> list[AssetRow]:
    """The file as our own import reads it; nothing of it may be refused."""
    table = tables.read(path)
    layout = recognise(table.header)
    assert layout is not None
    assert layout.format == "rollcall"
    found = list(normalised(table, layout))
    assert [one.refusal for one in found if one.refusal] == []
    return [one.asset for one in found if one.asset]


def told(scope: Scope = EVERYWHERE) -> list[dict[str, Any]]:
    return [dict(zip(HEADER, row, strict=True)) for row in told_rows(ORDERED, scope)]


def test_the_columns_are_those_of_our_own_files() -> None:
    assert HEADER == OUR_FILES


@pytest.mark.parametrize("ending", ["csv", "xlsx"])
def test_the_whole_register_comes_back_as_it_went(demonstration: Flask, tmp_path: Path, ending: str) -> None:
    path = tmp_path / f"assets.{ending}"
    answer = commands_of(demonstration)("export", "assets", str(path))
    assert answer.exit_code == 0, answer.output
    back = {(asset.tag, asset.serial): asset for asset in read_back(path)}
    assets = list(db.session.scalars(ORDERED))
    assert len(back) == len(assets)
    for asset in assets:
        row = back[asset.tag, asset.serial]
        assert (row.state, row.slots, row.slot) == (asset.state, asset.slots, asset.slot)
        assert row.room_code == (asset.room.code if asset.room else None)
        assert row.cart == (asset.cart.tag if asset.cart else None)
        assert row.holder_id == (asset.holder.external_id if asset.holder else None)
        assert row.cost is not None
        assert row.cost * 100 == asset.cost_cents
        assert row.federal_share == asset.federal_share
        assert (row.delivered_on, row.wireless_mac) == (asset.delivered_on, asset.wireless_mac)
        assert (row.ecf, row.managed_by) == (asset.ecf, asset.managed_by)
        assert asset.funding_source
        assert (row.funding_source, row.fain or "") == (asset.funding_source.name, asset.funding_source.fain)
    assert len(list(tmp_path.glob(".*.part"))) == 0


def test_one_site_alone(demonstration: Flask, tmp_path: Path) -> None:
    path = tmp_path / "lincoln.csv"
    assert commands_of(demonstration)("export", "assets", "--site", "8729", str(path)).exit_code == 0
    lincoln = select(func.count()).select_from(Asset).join(Site).where(Site.code == "8729")
    back = read_back(path)
    assert len(back) == db.session.scalar(lincoln)
    assert {asset.site_name for asset in back} == {"Lincoln High"}


def test_without_a_file_it_goes_to_the_screen(district: District, command: Command) -> None:
    lines = command("export", "assets", "--site", "8729").stdout_bytes.decode("utf-8-sig").splitlines()
    assert lines[0].startswith("tag,serial,")
    assert [line.split(",")[0] for line in lines[1:]] == ["B2001", "B2002", "B2003"]


def test_names_are_told_only_where_one_may_know_them(district: District) -> None:
    marshall = district.site("8217").id
    rows = {row["tag"]: row for row in told(Scope.of(marshall))}
    assert (rows["A1030"]["holder_name"], rows["A1030"]["holder_id"]) == ("Sam Nguyen", "s-1")
    assert rows["B2003"]["state"] == "checked_out"
    assert "Zora" not in str(rows["B2003"])
    assert "s-99" not in str(rows["B2003"])


def test_memory_and_queries_do_not_grow_with_the_register(demonstration: Flask) -> None:
    with counted() as few:
        next(told_rows(ORDERED, EVERYWHERE))
    with counted() as all_of_them:
        assert len(told()) == db.session.scalar(select(func.count()).select_from(Asset))
    assert few["statements"] <= 4
    assert all_of_them["statements"] <= 4 + 2 * 2


@pytest.mark.parametrize(
    ("words", "why"),
    [
        (["--site", "9999"], "no site with the location code 9999"),
        (["--format", "pdf"], "pdf"),
        (["no/such/folder/assets.csv"], "cannot be written"),
    ],
)
def test_what_cannot_be_is_said(district: District, command: Command, words: list[str], why: str) -> None:
    answer = command("export", "assets", *words)
    assert answer.exit_code != 0
    assert why in answer.output


@contextmanager
def counted() -> Iterator[dict[str, int]]:
    statements = {"statements": 0}

    def one_more(*_: Any) -> None:
        statements["statements"] += 1

    event.listen(db.engine, "before_cursor_execute", one_more)
    try:
        yield statements
    finally:
        event.remove(db.engine, "before_cursor_execute", one_more)
