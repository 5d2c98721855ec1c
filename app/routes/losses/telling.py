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
from app.routes.losses.blueprint import bp

DAYS = ("noticed_on", "consulted_on")
LONGEST = {"police_report": 60, "incident": 60}


@bp.post("/losses/<uuid:uuid>")
def tell(uuid: UUID) -> Response:
    """Its numbers, when it was noticed, and the word with school police; what the form does not name stays."""
    found = access.loss(uuid)
    told, unread = _told()
    if unread:
        flash(gettext("A day could not be read, or has not come yet. Nothing was changed."), "stop")
        return redirect(_page(found.asset.uuid), 303)
    hold([found.asset_id])
    db.session.refresh(found)
    db.session.refresh(found.asset)
    changed = losses.tell(found, Act.now(access.signed_in()), **told)
    db.session.commit()
    flash(gettext("Saved.") if changed else gettext("Nothing was different."), "here")
    return redirect(_page(found.asset.uuid), 303)


def _told() -> tuple[dict[str, Any], bool]:
    """What the form says, and whether a day in it cannot be read or lies ahead."""
    told: dict[str, Any] = {}
    for name in losses.TELLABLE:
        if name not in request.form:
            continue
        words = request.form[name].strip()
        if name not in DAYS:
            told[name] = words[: LONGEST.get(name, 2000)] or None
            continue
        try:
            told[name] = date.fromisoformat(words) if words else None
        except ValueError:
            return {}, True
        if told[name] is not None and told[name] > clock.day():
            return {}, True
    return told, False


def _page(asset: UUID) -> str:
    return url_for("register.asset", uuid=asset, _anchor="reports")
