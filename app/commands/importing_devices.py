"""An export of a device management: `flask import devices FILE`. Policy: PLN-4."""

from functools import partial
from pathlib import Path

import click
from flask.cli import with_appcontext
from sqlalchemy import func, select

from app.commands.import_lists import bring_in, failing_in_words, told_or_tried, understood
from app.commands.import_reports import Report
from app.db import begin_writing, db
from app.domain import devices
from app.domain.access import EVERYWHERE
from app.domain.devices import Intake, Origin
from app.domain.ledger import Act
from app.files import devices as exports
from app.files.devices import mapper
from app.jobs.reconciling import reconcile_all
from app.models import DeviceConflict, Site

NAMES = {
    "google": "Google", "intune": "Intune", "jamf_pro": "Jamf Pro", "jamf_school": "Jamf School",
    "other": "a list of another kind, by the names of its columns or as somebody explained them on the page",
}  # fmt: skip
HEARD = {
    "added": "heard of for the first time", "by_serial": "known by serial number",
    "by_mac": "known by network address", "by_tag": "known by the tag noted there",
    "unknown": "not in the register",
}  # fmt: skip
DIFFERS = {
    "unknown": "not in the register", "wrong_user": "used by somebody else than their holder",
    "nobody": "used, and checked out to nobody", "active_missing": "reported lost or stolen, and active",
    "active_disposed": "disposed of, and still managed", "silent": "not heard of lately",
    "doubled": "with two records in one management", "unmanaged": "in no management, though they should be",
}  # fmt: skip


@click.command("devices")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option(
    "--site", "code", metavar="CODE", help="Devices that the register does not know are listed at this site."
)
@click.option(
    "--whole/--part",
    default=None,
    help="The file names every device managed there, or some of them only; else its size decides.",
)
@told_or_tried
@with_appcontext
def import_devices(file: Path, code: str | None, *, whole: bool | None, dry_run: bool, as_json: bool) -> None:
    """Hear what device management says of each device, and compare it with the register.

    FILE is an export of Google (GAM or the API), Intune, Jamf Pro or Jamf School: CSV, a spreadsheet, JSON or a zip
    with one of them; or any other whose columns a person has explained on the page, or are called what they mean.
    """
    report = Report(file.name, {**exports.REASONS, **devices.REASONS})
    with failing_in_words(report):
        export = exports.open_export(file)
        said = mapper.suggest(export.header)
        layout = understood(partial(devices.layout_of, export), said, report, "of device management")
        origin = Origin(devices.source_of(layout), file.name, _site(code), whole)
        click.echo(f"Read as {NAMES[origin.source]}.", err=True)
        intake = Intake(Act.now(None, "command"), EVERYWHERE, origin)
        bring_in(devices.devices_of(export, layout), intake, report, dry_run=dry_run)
        _say_what_was_heard(intake)
        if not dry_run:
            _compare(intake)
    report.show(as_json=as_json, dry_run=dry_run)


def _site(code: str | None) -> Site | None:
    if code is None:
        return None
    site = db.session.scalar(select(Site).where(Site.code == code))
    if site is None:
        raise click.BadParameter(f"There is no site with the location code {code}.", param_hint="--site")
    return site


def _say_what_was_heard(intake: Intake) -> None:
    told = ", ".join(f"{count:,} {HEARD.get(name, name)}" for name, (count, _) in intake.made().items())
    click.echo(f"{told or 'Nothing'}.", err=True)


def _compare(intake: Intake) -> None:
    """End the export, and see what it and the register say differently."""
    db.session.rollback()
    begin_writing()
    whole = intake.end().whole
    db.session.commit()
    what = (
        "every device managed there"
        if whole
        else "some of the devices managed there (--whole says otherwise)"
    )
    click.echo(f"The file was taken to name {what}.", err=True)
    reconcile_all()
    _say_conflicts()


def _say_conflicts() -> None:
    click.echo("Where device management and the register differ now, of all devices:", err=True)
    kinds = select(DeviceConflict.kind, func.count()).where(DeviceConflict.settled_at.is_(None))
    for kind, count in db.session.execute(kinds.group_by(DeviceConflict.kind).order_by(DeviceConflict.kind)):
        click.echo(f"  {count:,} {DIFFERS[kind]}", err=True)
    click.echo("Each is listed with its next step under More, Device management.", err=True)
