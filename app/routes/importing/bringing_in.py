"""A list that was looked through is brought in, or given up."""

from uuid import UUID

from flask import flash, redirect, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from app import access
from app.db import db
from app.domain.register.importing import runs
from app.jobs.importing import bring_in
from app.routes.importing.blueprint import bp
from app.routes.importing.standing import give_up


@bp.post("/imports/<uuid:uuid>/run")
def run(uuid: UUID) -> Response:
    """Bring the list in, or go on with it; a second tap does nothing more."""
    found = access.import_run(uuid)
    asked = runs.ask(found)
    db.session.commit()
    if asked:
        bring_in(found.id)
    return redirect(url_for("importing.show", uuid=uuid), 303)


@bp.post("/imports/<uuid:uuid>/discard")
def discard(uuid: UUID) -> Response:
    """Give the list up. What is in the register already stays there."""
    found = access.import_run(uuid)
    if not give_up(found):
        return redirect(url_for("importing.show", uuid=uuid), 303)
    flash(gettext("%(file)s was discarded. Nothing of it is in the register.", file=found.filename), "info")
    return redirect(url_for("importing.imports"), 303)
