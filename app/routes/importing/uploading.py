"""A list is uploaded, and somebody says what its columns mean."""

from typing import Any
from uuid import UUID

from flask import redirect, request, url_for
from flask_babel import gettext
from sqlalchemy import select
from werkzeug.datastructures import FileStorage
from werkzeug.wrappers import Response

from app import access
from app.db import begin_writing, db, uuid7
from app.domain.register.importing import Reading, beginning_of, reading_of, runs
from app.files import tables
from app.files.assets import MappingRefused
from app.files.tables import ENCODINGS, Table, Unreadable
from app.jobs.importing import look_through
from app.jobs.kinds import kept_file
from app.models import Import, Site
from app.routes.importing.blueprint import bp
from app.routes.importing.kinds import columns_of
from app.routes.importing.showing import list_page, page
from app.routes.importing.words import of_file, of_mapping

Mapping = dict[str, str | None]


class NoSuchSite(ValueError):
    """Nobody has opened a site with this code; it is the argument."""


@bp.post("/imports")
def upload() -> tuple[str, int] | Response:
    """Keep a file and look at its beginning; what cannot be read is not kept."""
    file = request.files.get("file")
    if file is None or not file.filename:
        return list_page(error=gettext("Choose a file first.")), 422
    try:
        site = _site()
    except NoSuchSite as unknown:
        return list_page(site_error=gettext("There is no school with the code %(code)s.", code=unknown)), 422
    uuid, name = uuid7(), file.filename.rsplit("/", 1)[-1][:200]
    try:
        found, reading = _look_at_beginning(uuid, name, file)
    except Unreadable as refusal:
        kept_file(uuid).unlink(missing_ok=True)
        why = of_file(refusal.reason, refusal.facts)
        return list_page(error=gettext("%(why)s Nothing of it was kept.", why=why)), 422
    db.session.rollback()
    begin_writing()
    run = runs.begin(uuid, name, site, access.signed_in(), found)
    if reading:
        runs.understand(run, reading.layout.format, {**reading.layout.names(tuple(found["header"]))})
    db.session.commit()
    if reading:
        look_through(run.id)
    return redirect(url_for("importing.show", uuid=uuid), 303)


@bp.post("/imports/<uuid:uuid>/columns")
def map_columns(uuid: UUID) -> tuple[str, int] | Response:
    """Say what the columns mean, which is remembered; or look through the file again as it was said before."""
    run = access.import_run(uuid)
    table = _read_otherwise(run)
    db.session.rollback()
    begin_writing()
    of_kind, (mapping, kind) = columns_of(run), _said(run)
    runs.understand(run, kind, mapping)
    if table is not None:
        run.columns, run.state, run.format = run.columns | beginning_of(table), "mapping", None
        db.session.commit()
        return redirect(url_for("importing.show", uuid=run.uuid), 303)
    header = tuple(run.columns["header"])
    try:
        if kind == "mapped":
            of_kind.layout(header, mapping)
    except MappingRefused as refusal:
        db.session.rollback()
        facts = refusal.facts | {"field": str(of_kind.fields.get(str(refusal.facts.get("field")), ""))}
        return page(run, mapping=mapping, error=of_mapping(refusal.reason, facts)), 422
    if kind == "mapped":
        of_kind.remember(header, mapping, access.signed_in())
    db.session.commit()
    look_through(run.id)
    return redirect(url_for("importing.show", uuid=run.uuid), 303)


def _site() -> Site | None:
    """Where all of the file goes; none where its rows say so themselves."""
    code = request.form.get("site", "").strip()
    if not code:
        own = list(db.session.scalars(access.sites().limit(2)))
        return own[0] if len(own) == 1 else None
    if access.scope().everywhere and db.session.scalar(select(Site.id).where(Site.code == code)) is None:
        raise NoSuchSite(code)
    return access.site(code)


def _look_at_beginning(uuid: UUID, name: str, file: FileStorage) -> tuple[dict[str, Any], Reading | None]:
    """Keep the file, and see what is in it and whether it is known what its columns mean. Nobody waits meanwhile."""
    path = kept_file(uuid)
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    file.save(path)
    table = tables.read(path, name)
    try:
        return beginning_of(table), reading_of(table)
    except MappingRefused:
        return beginning_of(table), None


def _said(run: Import) -> tuple[Mapping, str]:
    if not any(name.startswith("column-") for name in request.form):
        return run.columns.get("mapping", {}), run.format or "mapped"
    header = run.columns.get("header", [])
    return {name: request.form.get(f"column-{at}") or None for at, name in enumerate(header)}, "mapped"


def _read_otherwise(run: Import) -> Table | None:
    """The file as it reads with the letters that somebody chose for it; its columns are then shown again."""
    chosen = request.form.get("encoding", "")
    if chosen not in ENCODINGS or chosen == run.columns.get("encoding"):
        return None
    return columns_of(run).table(kept_file(run.uuid), run.filename, encoding=chosen)
