"""Asking for a change from a device's page, in two taps. Policy: ORG-10."""

from uuid import UUID

from flask import flash, request, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from app import access
from app.db import db
from app.domain import requests
from app.domain.ledger import Act
from app.models import Room
from app.routes.naming import uuid_of
from app.routes.onward import lead_on
from app.routes.requests.blueprint import bp
from app.routes.requests.people import person_meant
from app.routes.requests.showing import own_request


@bp.post("/assets/<uuid:uuid>/requests")
def ask(uuid: UUID) -> Response:
    """Ask the IDM to move, reassign, repair, retire or take back a device."""
    asset, form = access.asset(uuid), request.form
    whom, note = form.get("person", "").strip()[:120], form.get("note", "").strip()
    person = person_meant(whom, asset.site_id)
    if whom and person is None:
        note = f"{whom}. {note}".strip()
    asked = requests.ask(
        asset, form.get("kind", ""), Act.now(access.signed_in()), note=note, room=_room(), person=person
    )
    db.session.commit()
    flash(gettext("Asked: the inventory device manager answers under Requests."), "here")
    return lead_on(url_for("register.asset", uuid=asked.asset.uuid))


@bp.post("/requests/<uuid:uuid>/withdraw")
def withdraw(uuid: UUID) -> Response:
    """The asker wants it no more."""
    found = own_request(uuid)
    requests.withdraw(found, Act.now(access.signed_in()))
    db.session.commit()
    flash(gettext("Withdrawn."), "here")
    return lead_on(url_for("requests.requests", show="own"))


@bp.post("/requests/<uuid:uuid>/read")
def read(uuid: UUID) -> Response:
    """The asker has read the answer."""
    requests.read([own_request(uuid)])
    db.session.commit()
    return lead_on(url_for("insight.attention"))


def _room() -> Room | None:
    return access.room(uuid_of(request.form["room"])) if request.form.get("room") else None
