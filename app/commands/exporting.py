"""The register as a file: `flask export assets`."""

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click
from flask.cli import with_appcontext
from sqlalchemy import select

from app.db import db
from app.domain.access import EVERYWHERE
from app.domain.register.exporting import HEADER, Value, told_rows
from app.domain.register.searching import Wanted, assets_wanted
from app.models import Asset, Site

PIECE = 1 << 20


@click.group()
def export() -> None:
    """Write what Rollcall knows for other people's programs."""


@export.command()
@click.argument("file", default="-", metavar="[FILE]")
@click.option("--site", "code", metavar="CODE", help="Only the assets of the site with this location code.")
@click.option(
    "--format", type=click.Choice(["csv", "xlsx"]), help="Told from FILE's ending where it is left out."
)
@with_appcontext
def assets(file: str, code: str | None, format: str | None) -> None:
    """The assets of the district in our own format, which an import takes back; to the screen without FILE."""
    rows = told_rows(_wanted(code), EVERYWHERE)
    pieces = _pieces(format or ("xlsx" if file.lower().endswith(".xlsx") else "csv"), rows)
    if file == "-":
        for piece in pieces:
            sys.stdout.buffer.write(piece)
        sys.stdout.buffer.flush()
    else:
        _write(Path(file), pieces)


def _wanted(code: str | None) -> Any:
    query = assets_wanted(EVERYWHERE, Wanted(), names=EVERYWHERE)
    if code is None:
        return query
    site_id = db.session.scalar(select(Site.id).where(Site.code == code))
    if site_id is None:
        raise click.BadParameter(f"There is no site with the location code {code}.", param_hint="--site")
    return query.where(Asset.site_id == site_id)


def _pieces(format: str, rows: Iterator[list[Value]]) -> Iterator[bytes]:
    from app.files import exporting

    if format == "csv":
        yield from exporting.csv_rows(HEADER, rows)
        return
    try:
        book = exporting.xlsx(HEADER, rows)
    except exporting.TooManyRowsForXlsx:
        raise click.ClickException("A spreadsheet cannot hold that many rows. Use --format csv.") from None
    with book:
        yield from iter(lambda: book.read(PIECE), b"")


def _write(path: Path, pieces: Iterator[bytes]) -> None:
    """The file appears whole or not at all."""
    partial = path.with_name(f".{path.name}.part")
    try:
        with partial.open("wb") as out:
            for piece in pieces:
                out.write(piece)
        partial.replace(path)
    except OSError as trouble:
        raise click.ClickException(f"{path} cannot be written: {trouble.strerror}.") from None
    finally:
        partial.unlink(missing_ok=True)
