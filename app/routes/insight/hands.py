"""Settling whose hands a device is in, where a count saw it without the one who has it."""

from uuid import UUID

from flask import request
from flask_babel import gettext
from werkzeug.wrappers import Response

from app import access
from app.domain import discrepancies
from app.domain.looking_up import look_up
from app.routes.insight.blueprint import bp
from app.routes.insight.ending import act, done
from app.routes.insight.settling import shown


@bp.post("/discrepancies/<uuid:uuid>/check-in")
def check_in(uuid: UUID) -> Response:
    """It came back: nobody holds it, and it stands where it was seen."""
    discrepancies.check_in(access.discrepancy(uuid), act())
    return done(gettext("Checked in, to the room where it was seen."))


@bp.post("/discrepancies/<uuid:uuid>/check-out")
def check_out_to(uuid: UUID) -> tuple[str, int] | Response:
    """It goes to whom it was found with, by their badge."""
    found, typed = access.discrepancy(uuid), request.form.get("person", "").strip()[:200]
    people = look_up(typed).people if typed else []
    bearers = [one for one in people if one.site_id == found.site_id and one.left_at is None]
    if len(bearers) != 1:
        return shown(found, person=typed, not_a_badge=gettext("Nobody at this site has this badge.")), 422
    discrepancies.check_out_to(found, bearers[0], act())
    return done(gettext("Checked out to whom it was found with."))
