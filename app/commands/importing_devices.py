"""An export of a device management: `flask import devices FILE`. Policy: PLN-4."""

from pathlib import Path

import click
from flask.cli import with_appcontext
from sqlalchemy import func, select
from sqlalchemy.exc import OperationalError

from app.commands.import_reports import Report
from app.db import begin_writing, db
from app.domain import devices
from app.domain.access import EVERYWHERE
from app.domain.devices import DeviceLine, Intake, Origin
from app.domain.ledger import Act
from app.files import devices as exports
from app.files.assets import Layout, MappingRefused
from app.files.devices import Export, mapper
from app.files.tables import Unreadable
from app.jobs.chunks import chunks, take
from app.jobs.reconciling import reconcile_all
from app.models import DeviceConflict, Site

NAMES = {
    "google": "Google", "intune": "Intune", "jamf_pro": "Jamf Pro", "jamf_school": "Jamf School",
    "other": "a list whose columns were explained",
}  # fmt: skip


@click.command("devices")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--site", "code", metavar="CODE", help="What the register does not know belongs to this site.")
@click.option(
    "--whole/--part",
    default=None,
    help="It names every device managed there, or some of them only; else as its size says.",
)
@click.option("--dry-run", is_flag=True, help="Say what would happen, and change nothing.")
@click.option(
    "--json",
    "as_json",
    is_flag=True,
    help="{accepted, changed, warned, refused, rows: [{file, line, outcome, reason}]}",
)
@with_appcontext
def import_devices(file: Path, code: str | None, *, whole: bool | None, dry_run: bool, as_json: bool) -> None:
    """Hear what device management says of each device, and compare it with the register.

    FILE is an export of Google (GAM or the API), Intune, Jamf Pro or Jamf School: CSV, a spreadsheet, JSON or a zip
    with one of them; or any other whose columns a person has explained on the page, or are called what they mean.
    """
    report = Report(file.name, {**exports.REASONS, **devices.REASONS})
    try:
        export = exports.open_export(file)
        layout = _layout(file, export)
        origin = Origin(devices.source_of(layout), file.name, _site(code), whole)
        click.echo(f"Read as {NAMES[origin.source]}.", err=True)
        _take_in(
            export, layout, Intake(Act.now(None, "command"), EVERYWHERE, origin), report, dry_run=dry_run
        )
    except Unreadable as refusal:
        raise _failed(file, report, report.sentence(refusal.reason, refusal.facts)) from None
    except OperationalError as trouble:
        raise _failed(file, report, f"the database is in trouble: {trouble.orig}") from None
    finally:
        db.session.rollback()
    report.show(as_json=as_json, dry_run=dry_run)


def _layout(file: Path, export: Export) -> Layout:
    """As the format says, or a person has said of such columns, or else as the columns are called."""
    found = devices.layout_of(export)
    if found:
        return found
    suggested = mapper.suggest(export.header)
    try:
        found = devices.layout_of(export, suggested)
    except MappingRefused:
        found = None
    if found is None:
        raise click.ClickException(
            f"{file.name}: no column says which device a row is about. Upload the file on the page of device "
            "management and say what its columns mean; from then on this command knows."
        )
    for name, field in suggested.items():
        click.echo(f"  {name} → {field or 'left out'}", err=True)
    return found


def _site(code: str | None) -> Site | None:
    if code is None:
        return None
    site = db.session.scalar(select(Site).where(Site.code == code))
    if site is None:
        raise click.BadParameter(f"There is no site with the location code {code}.", param_hint="--site")
    return site


def _take_in(export: Export, layout: Layout, intake: Intake, report: Report, *, dry_run: bool) -> None:
    for chunk in chunks(devices.devices_of(export, layout)):
        for line in take(chunk, intake, rehearse=dry_run):
            _tell(line, report)
        if dry_run:
            db.session.rollback()
        else:
            db.session.commit()
    told = ", ".join(f"{count:,} {name.replace('_', ' ')}" for name, (count, _) in intake.made().items())
    click.echo(f"{told or 'Nothing'}.", err=True)
    if not dry_run:
        db.session.rollback()
        begin_writing()
        whole = intake.end().whole
        db.session.commit()
        click.echo(
            f"Taken for {'all that is managed there' if whole else 'a part of what is managed there'}.",
            err=True,
        )
        reconcile_all()
        _say_conflicts()


def _say_conflicts() -> None:
    kinds = select(DeviceConflict.kind, func.count()).where(DeviceConflict.settled_at.is_(None))
    for kind, count in db.session.execute(kinds.group_by(DeviceConflict.kind).order_by(DeviceConflict.kind)):
        click.echo(f"  {kind.replace('_', ' ')}: {count:,}", err=True)


def _tell(line: DeviceLine, report: Report) -> None:
    if line.refused:
        report.refuse(line.number, *line.told[0])
    else:
        report.accept(line.number, changed=line.changed, warnings=dict(line.told))


def _failed(file: Path, report: Report, why: str) -> click.ClickException:
    kept = report.accepted + report.refused
    more = f" The {kept:,} rows before are done; run it again to go on." if kept else ""
    return click.ClickException(f"{file.name}: {why}{more}")
