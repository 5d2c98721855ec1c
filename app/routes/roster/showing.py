"""Rosters in a list and one by one: what would change, how far they are, what became of their rows."""

from collections.abc import Iterator
from uuid import UUID

from flask import Response, render_template, request
from flask_babel import gettext
from sqlalchemy import select

from app import access
from app.db import db
from app.files.exporting import Value
from app.models import Import, ImportedRow, Site
from app.routes.downloads import csv
from app.routes.importing.standing import a_page_of, asked_again, open_still, told_of
from app.routes.roster.blueprint import bp
from app.routes.roster.words import CHANGES, FILES, of_bundle, of_line

CHOICES = 40


@bp.get("/rosters")
def rosters() -> str:
    """The rosters that were uploaded, newest first, and the way to upload another."""
    return list_page()


@bp.get("/rosters/<uuid:uuid>")
def roster(uuid: UUID) -> str | Response:
    """One roster as it stands. While it is worked on the page asks again, and turns when the work is over."""
    run = access.roster_run(uuid)
    return asked_again(run, "roster/_work.html") or page(run)


@bp.get("/rosters/<uuid:uuid>/refused.csv")
def refused(uuid: UUID) -> Response:
    """What was refused and warned of, line by line, to be mended where the roster comes from."""
    run = access.roster_run(uuid)
    header = [gettext("File"), gettext("Line"), gettext("Outcome"), gettext("Why")]
    words = {"refused": gettext("refused"), "warned": gettext("warned of")}
    query = select(ImportedRow).where(ImportedRow.import_id == run.id).order_by(ImportedRow.id)

    def rows() -> Iterator[list[Value]]:
        for row in db.session.scalars(query):
            yield [row.file, row.line, words.get(row.outcome), of_line(row.reason, row.facts)]

    return csv(header, rows(), f"roster-{run.uuid}.csv")


def list_page(*, error: str | None = None) -> str:
    """The uploaded rosters; `error` says why the last one was not taken."""
    after = request.args.get("after", type=UUID)
    return render_template(
        "roster/rosters.html",
        error=error,
        **a_page_of(access.roster_runs(), access.roster_run(after) if after else None),
    )


def page(run: Import, *, error: str | None = None) -> str:
    """A roster as it stands; `error` is what is wrong with what was said of its organisations."""
    trouble = run.report.get("trouble") or {}
    counts, modes = run.report.get("counts", {}), run.report.get("modes", {})
    told = told_of(run)
    return render_template(
        "roster/roster.html",
        **told | {"rows": [(row, of_line(row.reason, row.facts)) for row in told["rows"]]},
        trouble=of_bundle(trouble["reason"], trouble["facts"]) if trouble.get("reason") else None,
        changes=[(word, counts[what]) for what, word in CHANGES.items() if counts.get(what)],
        to_collect=counts.get("to_collect", 0),
        many_leave=run.report.get("reasons", {}).get("warned many_leave"),
        leaving=counts.get("left", 0),
        bulk=[word for file, word in FILES.items() if modes.get(file) == "bulk"],
        delta=[word for file, word in FILES.items() if modes.get(file) == "delta"],
        unknown=run.report.get("unknown", {}) if open_still(run) else {},
        sites=list(db.session.scalars(access.sites().order_by(Site.name).limit(CHOICES + 1))),
        most=CHOICES,
        error=error,
    )
