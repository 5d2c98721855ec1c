"""A list of sites, or a state's school directory: `flask import sites FILE`. Policy: ORG-1."""

from dataclasses import asdict
from datetime import date
from pathlib import Path

import click
from flask.cli import with_appcontext
from sqlalchemy import select

from app import clock
from app.commands.import_lists import told_or_tried
from app.commands.import_reports import Report
from app.db import begin_writing, db
from app.domain import directory
from app.domain.directory import SiteDetails
from app.files import schools, tables
from app.files.schools import SchoolRead, SchoolRow
from app.files.tables import Unreadable
from app.models import Site

REASONS = {**schools.REASONS, "not_open_yet": "{name} has been announced and is not open yet."}


@click.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@told_or_tried
@with_appcontext
def sites(file: Path, *, dry_run: bool, as_json: bool) -> None:
    """Open the sites of FILE, or bring them up to date; a second time changes nothing."""
    report = Report(file.name, REASONS)
    begin_writing()
    try:
        for row in schools.read(tables.read(file)):
            _take_in(row, report)
    except Unreadable as refusal:
        raise click.ClickException(f"{file.name}: {report.sentence(refusal.reason, refusal.facts)}") from None
    if dry_run:
        db.session.rollback()
    else:
        db.session.commit()
    report.show(as_json=as_json, dry_run=dry_run)


def _take_in(row: SchoolRead, report: Report) -> None:
    if row.refusal is not None:
        report.refuse(row.line, row.refusal.reason, row.refusal.facts)
    if row.school is None:
        return
    _site, changed = directory.put_site(_details(row.school))
    warnings = {remark.reason: {"value": remark.value, "field": remark.field} for remark in row.remarks}
    if row.school.standing == "pending":
        warnings["not_open_yet"] = {"name": row.school.name}
    report.accept(row.line, changed=changed, warnings=warnings)


def _details(school: SchoolRow) -> SiteDetails:
    told = asdict(school)
    standing = told.pop("standing")
    closed_on = school.closed_on or (_closing_day(school.code) if standing == "closed" else None)
    return SiteDetails(**told | {"closed_on": closed_on, "open": standing in ("open", "pending")})


def _closing_day(code: str) -> date:
    """A site that is closed, nobody says since when: since the day we knew already, else since today."""
    return db.session.scalar(select(Site.closed_on).where(Site.code == code)) or clock.day()
