"""Rosters in a list and one by one: what would change, how far they are, what became of their rows."""

from collections.abc import Iterator
from typing import Any
from uuid import UUID

from flask import Response, make_response, render_template, request
from flask_babel import gettext
from sqlalchemy import Select, or_, select
from sqlalchemy.orm import joinedload

from app import access
from app.db import db
from app.domain.register.importing import runs
from app.files.exporting import Value
from app.models import Import, ImportedRow, Site
from app.routes.downloads import csv
from app.routes.roster.blueprint import bp
from app.routes.roster.words import CHANGES, FILES, of_bundle, of_line

PAGE, ROWS, CHOICES = 20, 50, 40


@bp.get("/rosters")
def rosters() -> str:
    """The rosters that were uploaded, newest first, and the way to upload another."""
    return list_page()


@bp.get("/rosters/<uuid:uuid>")
def roster(uuid: UUID) -> str | Response:
    """One roster as it stands. While it is worked on the page asks again, and turns when the work is over."""
    run = access.roster_run(uuid)
    if request.headers.get("HX-Request"):
        if runs.standing(run) not in runs.AT_WORK:
            return make_response("", 200, {"HX-Refresh": "true"})
        return render_template("roster/_work.html", run=run, waits_long=runs.silent(run))
    return page(run)


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
    query = _mine().order_by(Import.id.desc()).options(joinedload(Import.by))
    if after := request.args.get("after", type=UUID):
        query = query.where(Import.id < access.roster_run(after).id)
    found = list(db.session.scalars(query.limit(PAGE + 1)))
    return render_template(
        "roster/rosters.html",
        runs=found[:PAGE],
        more=found[PAGE - 1].uuid if len(found) > PAGE else None,
        standing=runs.standing,
        error=error,
    )


def page(run: Import, *, error: str | None = None) -> str:
    """A roster as it stands; `error` is what is wrong with what was said of its organisations."""
    trouble = run.report.get("trouble") or {}
    shown = request.args.get("show", "refused" if run.refused else "warned")
    counts, modes = run.report.get("counts", {}), run.report.get("modes", {})
    open_still = not runs.begun(run) and run.state != "waiting"
    return render_template(
        "roster/roster.html",
        run=run,
        standing=runs.standing(run),
        begun=runs.begun(run),
        waits_long=runs.silent(run),
        trouble=of_bundle(trouble["reason"], trouble["facts"]) if trouble.get("reason") else None,
        changes=[(word, counts[what]) for what, word in CHANGES.items() if counts.get(what)],
        to_collect=counts.get("to_collect", 0),
        many_leave=run.report.get("reasons", {}).get("warned many_leave"),
        leaving=counts.get("left", 0),
        bulk=[word for file, word in FILES.items() if modes.get(file) == "bulk"],
        delta=[word for file, word in FILES.items() if modes.get(file) == "delta"],
        unknown=run.report.get("unknown", {}) if open_still else {},
        sites=list(db.session.scalars(access.sites().order_by(Site.name).limit(CHOICES + 1))),
        most=CHOICES,
        error=error,
        reasons=_reasons(run, shown),
        listed=run.report.get("listed", 0) >= runs.LISTED,
        shown=shown,
        **_rows(run, shown),
    )


def _mine() -> Select[Import]:
    scope = access.scope()
    own = select(Import).where(Import.kind == "roster")
    if scope.everywhere:
        return own
    alone = Import.site_id.is_(None) & (Import.by_id == access.signed_in().id)
    return own.where(or_(scope.where(Import.site_id), alone))


def _reasons(run: Import, outcome: str) -> list[tuple[str, int]]:
    counts = {
        name.partition(" ")[2]: count
        for name, count in run.report.get("reasons", {}).items()
        if name.startswith(outcome)
    }
    return sorted(counts.items(), key=lambda item: -item[1])


def _rows(run: Import, outcome: str) -> dict[str, Any]:
    query = select(ImportedRow).where(ImportedRow.import_id == run.id, ImportedRow.outcome == outcome)
    if after := request.args.get("after", type=int):
        query = query.where(ImportedRow.id > after)
    found = list(db.session.scalars(query.order_by(ImportedRow.id).limit(ROWS + 1)))
    return {
        "rows": [(row, of_line(row.reason, row.facts)) for row in found[:ROWS]],
        "more": found[ROWS - 1].id if len(found) > ROWS else None,
    }
