"""A list of assets: `flask import assets FILE`. Policy: REG-3."""

import sys
from pathlib import Path

import click
from flask.cli import with_appcontext
from sqlalchemy import exists, select
from sqlalchemy.exc import OperationalError

from app.commands.import_reports import Report
from app.db import db
from app.domain.access import EVERYWHERE
from app.domain.ledger import Act
from app.domain.register.importing import REASONS, Intake, Line, Reading, reading_of, rows_of
from app.files import assets as lists
from app.files import tables
from app.files.assets import MappingRefused, mapper
from app.files.tables import Table, Unreadable
from app.jobs.chunks import chunks, take
from app.models import Site

# A person waits longer than a moment for this many.
LONG = 5_000
SHOWN = 25


@click.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--site", "code", metavar="CODE", help="All of it belongs to the site with this location code.")
@click.option("--dry-run", is_flag=True, help="Say what would happen, and change nothing.")
@click.option(
    "--json",
    "as_json",
    is_flag=True,
    help="{accepted, changed, warned, refused, rows: [{file, line, outcome, reason}]}",
)
@with_appcontext
def assets(file: Path, code: str | None, *, dry_run: bool, as_json: bool) -> None:
    """Register the assets of FILE, or bring them up to date; a second time changes nothing.

    FILE may be our own or Snipe-IT's (CSV, XLSX …), or any other whose columns a person has explained on the page
    for imports, or are called what they mean.
    """
    report = Report(file.name, {**lists.REASONS, **REASONS})
    try:
        table = tables.read(file)
        intake, reading = _intake(file, table, code)
        db.session.commit()
        _take_in(table, reading, intake, report, dry_run=dry_run)
    except Unreadable as refusal:
        raise _failed(file, report, report.sentence(refusal.reason, refusal.facts)) from None
    except OperationalError as trouble:
        raise _failed(file, report, f"the database is in trouble: {trouble.orig}") from None
    finally:
        db.session.rollback()
    _say_what_was_made(intake)
    report.show(as_json=as_json, dry_run=dry_run)


def _intake(file: Path, table: Table, code: str | None) -> tuple[Intake, Reading]:
    if code:
        _refuse_unknown(code)
    reading = _reading(file, table)
    act = Act.now(None, "command")
    intake = Intake(
        act,
        EVERYWHERE,
        site=code,
        holders=reading.holders,
        origin=file.name,
        keeps_extra=reading.keeps_extra,
    )
    return intake, reading


def _reading(file: Path, table: Table) -> Reading:
    """As the file's format says, or a person has said of such columns, or else as the columns are called."""
    found = reading_of(table)
    if found:
        return found
    suggested = mapper.suggest(table.header)
    try:
        found = reading_of(table, suggested)
    except MappingRefused:
        found = None
    if found is None:
        raise click.ClickException(
            f"{file.name}: no column says which device a row is about. Upload the file on the page for imports and "
            "say what its columns mean; from then on this command knows."
        )
    for name, field in suggested.items():
        click.echo(f"  {name} → {field or 'left out'}", err=True)
    return found


def _refuse_unknown(code: str) -> None:
    """A slip of the finger opens no school; but the first of an empty district cannot be known before."""
    known = db.session.scalar(select(Site.id).where(Site.code == code))
    if known is None and db.session.scalar(select(exists().where(Site.id.is_not(None)))):
        raise click.BadParameter(f"There is no site with the location code {code}.", param_hint="--site")


def _take_in(table: Table, reading: Reading, intake: Intake, report: Report, *, dry_run: bool) -> None:
    done = 0
    for chunk in chunks(rows_of(table, reading.layout)):
        for line in take(chunk, intake, rehearse=dry_run):
            _tell(line, report)
        if dry_run:
            db.session.rollback()
        else:
            db.session.commit()
        done += len(chunk)
        _say_how_far(done)
    if done >= LONG:
        click.echo(err=True)


def _tell(line: Line, report: Report) -> None:
    if line.refused:
        report.refuse(line.number, *line.told[0])
    else:
        report.accept(line.number, changed=line.changed, warnings=dict(line.told))


def _say_how_far(done: int) -> None:
    if done >= LONG and sys.stderr.isatty():
        click.echo(f"\r{done:,} rows", nl=False, err=True)


def _say_what_was_made(intake: Intake) -> None:
    made = intake.made
    for code, name in list(made.sites.items())[:SHOWN]:
        click.echo(f"New site: {name}, location code {code}.", err=True)
    if len(made.sites) > SHOWN:
        click.echo(f"… and {len(made.sites) - SHOWN:,} more new sites.", err=True)
    counts = {"rooms": len(made.rooms), "models": len(made.models), "people": len(made.people)}
    if told := ", ".join(f"{count:,} {word}" for word, count in counts.items() if count):
        click.echo(f"New besides devices: {told}.", err=True)


def _failed(file: Path, report: Report, why: str) -> click.ClickException:
    kept = report.accepted + report.refused
    more = f" The {kept:,} rows before are done; run it again to go on." if kept else ""
    return click.ClickException(f"{file.name}: {why}{more}")
