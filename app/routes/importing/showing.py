"""Imports in a list and one by one: their columns, how far they are, what became of their rows."""

from collections.abc import Iterator, Mapping
from typing import Any
from uuid import UUID

from flask import Response, render_template, request
from flask_babel.speaklater import LazyString
from sqlalchemy import select

from app import access
from app.db import db
from app.domain.register.importing import REFUSED_BECAUSE, runs
from app.files.tables import Cell, Unreadable, as_text
from app.jobs.kinds import kept_file
from app.models import Import, ImportedRow, Site
from app.routes.downloads import csv
from app.routes.importing.blueprint import bp
from app.routes.importing.kinds import columns_of
from app.routes.importing.standing import a_page_of, asked_again, open_still, told_of
from app.routes.importing.words import OF_FILES, of_file, of_note, of_row

CHOICES = 40


@bp.get("/imports")
def imports() -> str:
    """The lists that were uploaded for one's schools, newest first, and the way to upload another."""
    return list_page()


@bp.get("/imports/<uuid:uuid>")
def show(uuid: UUID) -> str | Response:
    """One import as it stands. While it is worked on the page asks again, and turns when the work is over."""
    run = access.import_run(uuid)
    return asked_again(run, "importing/_work.html") or page(run)


@bp.get("/imports/<uuid:uuid>/refused.csv")
def refused(uuid: UUID) -> Response:
    """The refused rows as the file had them, with the reason in one more column: to be mended and uploaded again."""
    run = access.import_run(uuid)
    header, rows = _refused(run)
    return csv(header, rows, f"refused-{run.uuid}.csv")


def list_page(*, error: str | None = None, site_error: str | None = None) -> str:
    """The uploaded lists; `error` says why the last file was not taken."""
    after = request.args.get("after", type=UUID)
    sites = list(db.session.scalars(access.sites().order_by(Site.name).limit(CHOICES + 1)))
    return render_template(
        "importing/imports.html",
        sites=sites if len(sites) <= CHOICES else [],
        pairs=lambda those: [(site.code, site.name) for site in those],
        one_site=sites[0] if len(sites) == 1 else None,
        chosen=access.home_site(),
        error=error,
        site_error=site_error,
        **a_page_of(access.import_runs(), access.import_run(after) if after else None),
    )


def page(run: Import, *, mapping: dict[str, str | None] | None = None, error: str | None = None) -> str:
    """An import as it stands. `mapping` and `error`: what was said of its columns, and what is wrong with that."""
    asks = request.args.get("step") == "columns" and open_still(run)
    if mapping is not None or runs.standing(run) == "mapping" or asks:
        return _columns_page(run, mapping, error)
    trouble, of_kind, told = run.report.get("trouble") or {}, columns_of(run), told_of(run)
    return render_template(
        "importing/import.html",
        **told | {"rows": [_told(row, of_kind.fields) for row in told["rows"]]},
        trouble=of_file(trouble["reason"], trouble["facts"]) if trouble.get("reason") in OF_FILES else None,
        made=run.report.get("made", {}),
        notes=[of_note(note) for note in run.columns.get("notes", [])],
        read_as=[(name, of_kind.fields.get(field or "")) for name, field in _mapping(run).items()],
        columns_open=open_still(run),
    )


def _columns_page(run: Import, mapping: dict[str, str | None] | None, error: str | None) -> str:
    header = tuple(run.columns["header"])
    of_kind = columns_of(run)
    known = of_kind.remembered(header)
    said = mapping or _mapping(run) or known or of_kind.suggest(header)
    return render_template(
        "importing/columns.html",
        run=run,
        columns=[
            (at, name, said.get(name), sample)
            for at, (name, sample) in enumerate(zip(header, run.columns["samples"], strict=True))
        ],
        groups=of_kind.groups,
        remembered=known is not None,
        notes=[of_note(note) for note in run.columns.get("notes", [])],
        error=error,
    )


def _mapping(run: Import) -> dict[str, str | None]:
    mapping: dict[str, str | None] = run.columns.get("mapping", {})
    return mapping


def _told(row: ImportedRow, fields: Mapping[str, LazyString]) -> dict[str, Any]:
    return {
        "line": row.line,
        "field": fields.get(row.facts.get("field") or ""),
        "value": row.facts.get("value"),
        "words": of_row(row.reason, row.facts),
    }


def _refused(run: Import) -> tuple[list[str], Iterator[list[Cell | None]]]:
    query = select(ImportedRow).where(ImportedRow.import_id == run.id, ImportedRow.outcome == "refused")
    why = {
        row.line: of_row(row.reason, row.facts)
        for row in db.session.scalars(query.order_by(ImportedRow.line))
    }
    try:
        table = columns_of(run).table(kept_file(run.uuid), run.filename, run.columns.get("encoding"))
    except (Unreadable, FileNotFoundError):
        table = None
    if table is None:
        return ["line", REFUSED_BECAUSE], ([line, words] for line, words in why.items())
    width = len(table.header)
    rows = (
        [
            *row.cells[:width],
            *[None] * (width - len(row.cells)),
            why[row.line],
            *map(as_text, row.cells[width:]),
        ]
        for row in table
        if row.line in why
    )
    return [*table.header, REFUSED_BECAUSE], rows
