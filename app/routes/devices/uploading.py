"""An export of a device management is uploaded: it goes its way as other lists do. Policy: PLN-4."""

from pathlib import Path

from flask import redirect, render_template, request, url_for
from flask_babel import gettext
from sqlalchemy import select
from werkzeug.datastructures import FileStorage
from werkzeug.wrappers import Response

from app import access
from app.db import begin_writing, db, uuid7
from app.domain import devices
from app.domain.devices import listing
from app.domain.register.importing import beginning_of, runs
from app.files.assets import Layout, MappingRefused
from app.files.devices import Export, open_export
from app.files.tables import Unreadable
from app.jobs.importing import look_through
from app.jobs.kinds import kept_file
from app.models import Import, Site
from app.routes.devices import words
from app.routes.devices.blueprint import bp
from app.routes.importing.words import of_file

CHOICES, EARLIER = 40, 8
WHOLE = {"whole": True, "part": False}


@bp.get("/device-management/import")
def new_export() -> str:
    """The way to upload an export, and those that came before."""
    return _page()


@bp.post("/device-management/import")
def upload() -> tuple[str, int] | Response:
    """Keep the file and look at its beginning; what cannot be read is not kept."""
    file = request.files.get("file")
    if file is None or not file.filename:
        return _page(error=gettext("Choose a file first.")), 422
    code = request.form.get("site", "").strip()
    site = access.site(code) if code else _only_site()
    uuid, name = uuid7(), file.filename.rsplit("/", 1)[-1][:200]
    try:
        export, layout = _look_at_beginning(kept_file(uuid), name, file)
    except Unreadable as refusal:
        kept_file(uuid).unlink(missing_ok=True)
        why = of_file(refusal.reason, refusal.facts)
        return _page(error=gettext("%(why)s Nothing of it was kept.", why=why)), 422
    db.session.rollback()
    begin_writing()
    found = beginning_of(export.table) | {"whole": WHOLE.get(request.form.get("whole", ""))}
    run = runs.begin(uuid, name, site, access.signed_in(), found, kind="devices")
    if layout:
        runs.understand(run, layout.format, {**layout.names(export.header)})
    db.session.commit()
    if layout:
        look_through(run.id)
    return redirect(url_for("importing.show", uuid=uuid), 303)


def _page(*, error: str | None = None) -> str:
    sites = list(db.session.scalars(access.sites().order_by(Site.name).limit(CHOICES + 1)))
    earlier = select(Import).where(Import.kind == "devices", access.scope().where(Import.site_id))
    return render_template(
        "devices/new_export.html",
        sites=[(site.code, site.name) for site in sites] if 1 < len(sites) <= CHOICES else [],
        many=len(sites) > CHOICES,
        one_site=sites[0] if len(sites) == 1 else None,
        runs=list(db.session.scalars(earlier.order_by(Import.id.desc()).limit(EARLIER))),
        standing=runs.standing,
        exports=listing.exports_heard() if access.scope().everywhere else [],
        words=words,
        error=error,
    )


def _only_site() -> Site | None:
    own = list(db.session.scalars(access.sites().limit(2)))
    return own[0] if len(own) == 1 else None


def _look_at_beginning(path: Path, name: str, file: FileStorage) -> tuple[Export, Layout | None]:
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    file.save(path)
    export = open_export(path, name)
    try:
        return export, devices.layout_of(export)
    except MappingRefused:
        return export, None
