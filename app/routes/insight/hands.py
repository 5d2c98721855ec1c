"""Settling whose hands a device is in, where a count saw it without the one who has it."""

from uuid import UUID

from flask import request
from flask_babel import gettext
from werkzeug.wrappers import Response

from app import access
from app.domain import discrepancies
from app.domain.access import Scope
from app.domain.codes import LONGEST
from app.domain.custody import standings
from app.domain.looking_up import look_up
from app.domain.roster import people_meant
from app.models import Discrepancy
from app.routes.insight.blueprint import bp
from app.routes.insight.ending import act, settled
from app.routes.insight.settling import shown
from app.routes.naming import uuid_or_none


@bp.post("/discrepancies/<uuid:uuid>/check-in")
def check_in(uuid: UUID) -> Response:
    """It came back: nobody holds it, and it stands where it was seen."""
    found = access.discrepancy(uuid)
    discrepancies.check_in(found, act())
    told = {"asset": str(found.asset), "room": found.audit.room.name}
    return settled(gettext("%(asset)s is checked in, to %(room)s.", **told), found)


@bp.post("/discrepancies/<uuid:uuid>/check-out")
def check_out_to(uuid: UUID) -> str | tuple[str, int] | Response:
    """It goes to whom it was found with: by their badge, or chosen from those whom a name fits."""
    found, typed = access.discrepancy(uuid), request.form.get("person", "").strip()[:LONGEST]
    chosen = uuid_or_none(request.form.get("chosen"))
    people = [access.person(chosen)] if chosen else look_up(typed).people if typed else []
    bearers = [one for one in people if one.site_id == found.site_id and one.left_at is None]
    if len(bearers) != 1:
        return _asked_again(found, typed)
    discrepancies.check_out_to(found, bearers[0], act())
    return settled(
        gettext("%(asset)s is checked out to whom it was found with.", asset=str(found.asset)), found
    )


def _asked_again(found: Discrepancy, typed: str) -> str | tuple[str, int]:
    """Who may be meant, for whoever reads the names of the site's people. Policy: ORG-8."""
    names = access.names()
    called = people_meant(typed, Scope.of(found.site_id)) if names.holds(found.site_id) else []
    if not called:
        nobody = gettext("Nobody at this site has this name or badge.")
        return shown(found, person=typed, nobody_meant=nobody), 422
    theirs = standings({person.id for person in called})
    return shown(found, person=typed, called=called, names=names, standings=theirs)
