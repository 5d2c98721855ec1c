"""The switch by which a site shares its devices, and ITS taking note of it. Policy: CUS-4."""

from uuid import UUID

from flask import flash, redirect, request, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from app import access
from app.db import db
from app.domain import directory
from app.domain.ledger import Act
from app.routes.directory.blueprint import bp


@bp.post("/sites/<code>/sharing")
def share_devices(code: str) -> Response:
    """Share from now on; ITS is told."""
    site = access.site(code)
    directory.share_devices(site, request.form.get("why", ""), Act.now(access.signed_in()))
    db.session.commit()
    flash(gettext("%(site)s shares its devices now, and ITS is told.", site=site.name), "here")
    return redirect(url_for("roster.people", site=code), 303)


@bp.post("/sites/<code>/sharing/end")
def stop_sharing(code: str) -> Response:
    """One device each again."""
    site = access.site(code)
    directory.stop_sharing(site, Act.now(access.signed_in()))
    db.session.commit()
    flash(gettext("Every student of %(site)s is expected to have a device again.", site=site.name), "here")
    return redirect(url_for("roster.people", site=code), 303)


@bp.post("/sharing/<uuid:uuid>/noted")
def note_sharing(uuid: UUID) -> Response:
    """ITS has heard of it."""
    directory.note_sharing(access.shared_devices(uuid), Act.now(access.signed_in()))
    db.session.commit()
    return redirect(url_for("directory.sites"), 303)
