"""A list of assets: `flask import assets FILE`. Policy: REG-3."""

from functools import partial
from pathlib import Path

import click
from flask.cli import with_appcontext
from sqlalchemy import exists, select

from app.commands.import_lists import bring_in, failing_in_words, told_or_tried, understood
from app.commands.import_reports import Report
from app.db import db
from app.domain.access import EVERYWHERE
from app.domain.ledger import Act
from app.domain.register.importing import REASONS, Intake, reading_of, rows_of
from app.files import assets as lists
from app.files import tables
from app.files.assets import mapper
from app.models import Site

SHOWN = 25


@click.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--site", "code", metavar="CODE", help="All of it belongs to the site with this location code.")
@told_or_tried
@with_appcontext
def assets(file: Path, code: str | None, *, dry_run: bool, as_json: bool) -> None:
    """Register the assets of FILE, or bring them up to date; a second time changes nothing.

    FILE may be our own or Snipe-IT's (CSV, XLSX …), or any other whose columns a person has explained on the page
    for imports, or are called what they mean.
    """
    report = Report(file.name, {**lists.REASONS, **REASONS})
    with failing_in_words(report):
        table = tables.read(file)
        if code:
            _refuse_unknown(code)
        reading = understood(partial(reading_of, table), mapper.suggest(table.header), report, "for imports")
        intake = Intake(
            Act.now(None, "command"),
            EVERYWHERE,
            site=code,
            holders=reading.holders,
            origin=file.name,
            keeps_extra=reading.keeps_extra,
        )
        db.session.commit()
        bring_in(rows_of(table, reading.layout), intake, report, dry_run=dry_run)
    _say_what_was_made(intake)
    report.show(as_json=as_json, dry_run=dry_run)


def _refuse_unknown(code: str) -> None:
    """A slip of the finger opens no school; but the first of an empty district cannot be known before."""
    known = db.session.scalar(select(Site.id).where(Site.code == code))
    if known is None and db.session.scalar(select(exists().where(Site.id.is_not(None)))):
        raise click.BadParameter(f"There is no site with the location code {code}.", param_hint="--site")


def _say_what_was_made(intake: Intake) -> None:
    made = intake.made
    for code, name in list(made.sites.items())[:SHOWN]:
        click.echo(f"New site: {name}, location code {code}.", err=True)
    if len(made.sites) > SHOWN:
        click.echo(f"… and {len(made.sites) - SHOWN:,} more new sites.", err=True)
    counts = {"rooms": len(made.rooms), "models": len(made.models), "people": len(made.people)}
    if told := ", ".join(f"{count:,} {word}" for word, count in counts.items() if count):
        click.echo(f"New besides devices: {told}.", err=True)
