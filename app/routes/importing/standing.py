"""How a list or a roster stands on its way in: in a list of them, while it is worked on, and row by row afterwards."""

from typing import Any

from flask import Response, make_response, render_template, request
from sqlalchemy import Select, select
from sqlalchemy.orm import joinedload

from app.db import db
from app.domain.register.importing import runs
from app.jobs.kinds import kept_file
from app.models import Import, ImportedRow

PAGE, ROWS = 20, 50


def a_page_of(wanted: Select[Import], after: Import | None) -> dict[str, Any]:
    """A page of runs, newest first: `runs`, where to read on, and how each stands."""
    query = wanted.order_by(Import.id.desc()).options(joinedload(Import.site), joinedload(Import.by))
    if after is not None:
        query = query.where(Import.id < after.id)
    found = list(db.session.scalars(query.limit(PAGE + 1)))
    return {
        "runs": found[:PAGE],
        "more": found[PAGE - 1].uuid if len(found) > PAGE else None,
        "standing": runs.standing,
    }


def asked_again(run: Import, template: str) -> str | Response | None:
    """What a page is told that asks by itself how far the work is; None where a person asks for the whole page."""
    if not request.headers.get("HX-Request"):
        return None
    if runs.standing(run) not in runs.AT_WORK:
        return make_response("", 200, {"HX-Refresh": "true"})
    return render_template(template, run=run, waits_long=runs.silent(run))


def told_of(run: Import) -> dict[str, Any]:
    """What the page of a run says, whatever it brings in: how it stands, and a page of its rows."""
    shown = request.args.get("show", "refused" if run.refused else "warned")
    query = select(ImportedRow).where(ImportedRow.import_id == run.id, ImportedRow.outcome == shown)
    if after := request.args.get("after", type=int):
        query = query.where(ImportedRow.id > after)
    found = list(db.session.scalars(query.order_by(ImportedRow.id).limit(ROWS + 1)))
    return {
        "run": run,
        "standing": runs.standing(run),
        "begun": runs.begun(run),
        "waits_long": runs.silent(run),
        "shown": shown,
        "listed": run.report.get("listed", 0) >= runs.LISTED,
        "rows": found[:ROWS],
        "more": found[ROWS - 1].id if len(found) > ROWS else None,
    }


def open_still(run: Import) -> bool:
    """Whether what it means may still be said otherwise."""
    return not runs.begun(run) and run.state != "waiting"


def give_up(run: Import) -> bool:
    """Leave it, and its file; whether nothing of it was brought in."""
    uuid, traceless = run.uuid, runs.leave(run)
    db.session.commit()
    kept_file(uuid).unlink(missing_ok=True)
    return traceless
