"""Carrying a request out, or declining it with a word. Policy: ORG-10."""

from uuid import UUID

from flask import flash, request, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from app import access
from app.db import db
from app.domain import requests
from app.domain.ledger import Act
from app.domain.requests import NeedsPerson
from app.models import Person, Room
from app.routes.naming import uuid_of
from app.routes.onward import lead_on
from app.routes.requests.blueprint import bp
from app.routes.requests.people import person_meant


@bp.post("/requests/<uuid:uuid>/carry-out")
def carry_out(uuid: UUID) -> Response:
    """Do it, by the verb that does it anywhere else."""
    found = access.change_request(uuid)
    requests.carry_out(
        found, Act.now(access.signed_in()), room=_room(), person=_person(found.site_id),
        word=request.form.get("word", ""),
    )  # fmt: skip
    db.session.commit()
    flash(gettext("Done, and %(name)s is told.", name=found.asked_by), "here")
    return lead_on(url_for("requests.requests"))


@bp.post("/requests/<uuid:uuid>/decline")
def decline(uuid: UUID) -> Response:
    """Leave it undone, and say why."""
    found = access.change_request(uuid)
    requests.decline(found, request.form.get("word", ""), Act.now(access.signed_in()))
    db.session.commit()
    flash(gettext("Declined, and %(name)s is told why.", name=found.asked_by), "here")
    return lead_on(url_for("requests.requests"))


def _room() -> Room | None:
    return access.room(uuid_of(request.form["room"])) if request.form.get("room") else None


def _person(site_id: int) -> Person | None:
    typed = request.form.get("person", "").strip()
    if not typed:
        return None
    person = person_meant(typed, site_id)
    if person is None:
        raise NeedsPerson
    return person
