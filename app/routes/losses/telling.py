"""Filling in what becomes known of a report later. Policy: LOSS-1, LOSS-2."""

from datetime import date
from typing import Any
from uuid import UUID

from flask import flash, redirect, request, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from app import access, clock
from app.db import db
from app.domain import losses
from app.domain.ledger import Act, hold
from app.routes import forms
from app.routes.forms import BadField
from app.routes.losses.blueprint import bp

DAYS = ("noticed_on", "consulted_on")
LONGEST = {"police_report": 60, "incident": 60}


@bp.post("/losses/<uuid:uuid>")
def tell(uuid: UUID) -> Response:
    """Its numbers, when it was noticed, and the word with school police; what the form does not name stays."""
    found = access.loss(uuid)
    try:
        told = _told()
    except BadField:
        flash(gettext("A day could not be read, or has not come yet. Nothing was changed."), "stop")
        return redirect(_page(found.asset.uuid), 303)
    hold([found.asset_id])
    db.session.refresh(found)
    db.session.refresh(found.asset)
    changed = losses.tell(found, Act.now(access.signed_in()), **told)
    db.session.commit()
    flash(gettext("Saved.") if changed else gettext("Nothing was different."), "here")
    return redirect(_page(found.asset.uuid), 303)


def _told() -> dict[str, Any]:
    """What the form says. Raises BadField for a day that cannot be read or lies ahead."""
    named = [name for name in losses.TELLABLE if name in request.form]
    return {
        name: _past_day(name) if name in DAYS else forms.text(name, LONGEST.get(name, 2000)) or None
        for name in named
    }


def _past_day(name: str) -> date | None:
    found = forms.day(name)
    if found is not None and found > clock.day():
        raise BadField(field=name)
    return found


def _page(asset: UUID) -> str:
    return url_for("register.asset", uuid=asset, _anchor="reports")
