"""Taking in what another site sent."""

from uuid import UUID

from flask import abort, flash, redirect, request, url_for
from flask_babel import ngettext
from sqlalchemy import select
from werkzeug.wrappers import Response

from app import access
from app.db import db
from app.domain import transfers
from app.domain.codes import LONGEST
from app.domain.ledger import Act
from app.models import Room, Transfer, TransferLine
from app.routes.naming import uuid_of, uuid_or_none
from app.routes.transfers.blueprint import bp
from app.routes.transfers.showing import drawn


@bp.post("/transfers/<uuid:uuid>/accept")
def accept(uuid: UUID) -> str:
    """Take in what was read, and show what it is. A second reading changes nothing."""
    found, code = access.transfer_coming(uuid), request.form.get("code", "").strip()[:LONGEST]
    if not code:
        abort(400)
    arrival = transfers.accept_code(found, code, Act.now(access.signed_in()), _room(found))
    db.session.commit()
    return drawn(found, arrival=arrival)


@bp.post("/transfers/<uuid:uuid>/accept-rest")
def accept_rest(uuid: UUID) -> Response:
    """Take in all the rest at once, unread."""
    found = access.transfer_coming(uuid)
    number = transfers.accept_rest(found, Act.now(access.signed_in()), _room(found))
    db.session.commit()
    flash(ngettext("%(num)s device is taken in.", "%(num)s devices are taken in.", number), "here")
    return redirect(url_for("transfers.transfer", uuid=uuid), 303)


@bp.post("/transfers/<uuid:uuid>/refuse")
def refuse(uuid: UUID) -> Response:
    """Send back what was ticked, or all that has not arrived, with the reason."""
    found = access.transfer_coming(uuid)
    number = transfers.refuse(
        found, request.form.get("reason", ""), Act.now(access.signed_in()), _ticked(found)
    )
    db.session.commit()
    words = ngettext(
        "%(num)s device goes back to %(site)s.",
        "%(num)s devices go back to %(site)s.",
        number,
        site=found.from_site.name,
    )
    flash(words, "here")
    return redirect(url_for("transfers.transfer", uuid=uuid), 303)


def _ticked(found: Transfer) -> list[TransferLine] | None:
    """The lines that were ticked; none for all of them."""
    named = [uuid for text in request.form.getlist("line") if (uuid := uuid_or_none(text))]
    if not named:
        return None
    query = select(TransferLine).where(TransferLine.transfer_id == found.id, TransferLine.uuid.in_(named))
    lines = list(db.session.scalars(query))
    return lines if len(lines) == len(set(named)) else abort(404)


def _room(found: Transfer) -> Room | None:
    """The room they are put in; the site's storage where none was chosen."""
    if not request.values.get("room"):
        return None
    room = access.room(uuid_of(request.values["room"]))
    return room if room.site_id == found.to_site_id and room.closed_at is None else abort(404)
