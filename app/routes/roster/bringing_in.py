"""A roster is uploaded, looked through, brought in or given up."""

import zipfile
from pathlib import Path
from uuid import UUID

from flask import flash, redirect, request, url_for
from flask_babel import gettext, ngettext
from sqlalchemy import select
from werkzeug.datastructures import FileStorage
from werkzeug.wrappers import Response

from app import access, clock
from app.db import begin_writing, db, uuid7
from app.domain.register.importing import runs
from app.domain.register.importing.runs import ImportNotReady
from app.domain.roster import syncing
from app.files.oneroster import open_bundle
from app.files.tables import Unreadable
from app.jobs.importing import bring_in, look_through
from app.jobs.kinds import kept_file
from app.models import Site
from app.routes.importing.standing import give_up
from app.routes.roster.blueprint import bp
from app.routes.roster.showing import list_page, page
from app.routes.roster.words import of_bundle

FILES_AT_MOST = 40


@bp.post("/rosters")
def upload() -> tuple[str, int] | Response:
    """Keep a zip, or the CSV files of a folder as one; what is no roster is not kept."""
    files = [file for file in request.files.getlist("file") if file.filename][:FILES_AT_MOST]
    if not files:
        return list_page(error=gettext("Choose a file first.")), 422
    uuid, name = uuid7(), _name(files)
    path = kept_file(uuid)
    try:
        _keep(files, path)
        with open_bundle(path, name):
            pass
    except Unreadable as refusal:
        path.unlink(missing_ok=True)
        why = of_bundle(refusal.reason, refusal.facts)
        return list_page(error=gettext("%(why)s Nothing of it was kept.", why=why)), 422
    db.session.rollback()
    begin_writing()
    own = list(db.session.scalars(access.sites().limit(2)))
    site = own[0] if len(own) == 1 else None
    run = runs.begin(uuid, name, site, access.signed_in(), {}, kind="roster")
    runs.understand(run, "oneroster", {})
    db.session.commit()
    look_through(run.id)
    return redirect(url_for("roster.roster", uuid=uuid), 303)


@bp.post("/rosters/<uuid:uuid>/schools")
def mean(uuid: UUID) -> tuple[str, int] | Response:
    """Say which school the roster means by an organisation; it is remembered, and the roster looked through again."""
    run = access.roster_run(uuid)
    org, code = request.form.get("org", ""), request.form.get("site", "").strip()
    if not code and org:
        return page(run, error=gettext("Choose a school.")), 422
    if org:
        if access.scope().everywhere and db.session.scalar(select(Site.id).where(Site.code == code)) is None:
            return page(run, error=gettext("There is no school with the code %(code)s.", code=code)), 422
        site = access.site(code)
        if org not in run.report.get("unknown", {}):
            raise ImportNotReady
        syncing.said(org, site, clock.now(), access.signed_in().id)
    runs.understand(run, "oneroster", {})
    db.session.commit()
    look_through(run.id)
    return redirect(url_for("roster.roster", uuid=uuid), 303)


@bp.post("/rosters/<uuid:uuid>/run")
def run(uuid: UUID) -> Response:
    """Bring it in, or go on with it; all of it or nothing, where that is asked. A second tap does nothing more."""
    found = access.roster_run(uuid)
    asked = runs.ask(found)
    if asked and not runs.begun(found):
        found.columns = found.columns | {"whole": request.form.get("how") == "whole"}
    db.session.commit()
    if asked:
        bring_in(found.id)
    return redirect(url_for("roster.roster", uuid=uuid), 303)


@bp.post("/rosters/<uuid:uuid>/discard")
def discard(uuid: UUID) -> Response:
    """Give it up. What is in already stays."""
    found = access.roster_run(uuid)
    if not give_up(found):
        return redirect(url_for("roster.roster", uuid=uuid), 303)
    flash(gettext("%(file)s was discarded. Nothing of it was brought in.", file=found.filename), "info")
    return redirect(url_for("roster.rosters"), 303)


def _name(files: list[FileStorage]) -> str:
    first = str(files[0].filename).replace("\\", "/")
    if len(files) == 1:
        return first.rsplit("/", 1)[-1][:200]
    folder = first.rpartition("/")[0].rsplit("/", 1)[-1]
    return folder[:200] or ngettext("%(num)s file", "%(num)s files", len(files))


def _keep(files: list[FileStorage], path: Path) -> None:
    """A zip as it is; anything else in one. Nobody waits meanwhile."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    if len(files) == 1 and not str(files[0].filename).lower().endswith(".csv"):
        files[0].save(path)
        return
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for file in files:
            called = str(file.filename).replace("\\", "/").rsplit("/", 1)[-1]
            with archive.open(called, "w") as entry:
                while piece := file.stream.read(1 << 20):
                    entry.write(piece)
