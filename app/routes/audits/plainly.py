"""Counting where no script runs: forms that say what a phone's operations say, by the same verbs."""

from uuid import UUID

from flask import abort, redirect, request, url_for
from sqlalchemy import select
from werkzeug.wrappers import Response

from app import access
from app.db import db, uuid7
from app.domain import audits
from app.domain.codes import LONGEST
from app.domain.ledger import Act
from app.domain.looking_up import assets_meant_by
from app.models import Absence, Audit, Room, Sighting
from app.models.audits import ABSENCE_REASONS
from app.routes.audits.blueprint import bp
from app.routes.naming import uuid_of


@bp.post("/audits/<uuid:uuid>/sightings")
def sight(uuid: UUID) -> Response:
    """Count a code that was typed, or something that is here and has no tag."""
    room, form, act = _room(), request.form, Act.now(access.signed_in())
    code = form.get("code", "").strip()[:LONGEST] or abort(400)
    seen = form.get("method") == "seen"
    chosen = access.asset(uuid_of(form["asset"])) if form.get("asset") else None
    meant = assets_meant_by([code], lock=True)[code] or ([chosen] if seen and chosen else [])
    told = audits.sight(
        audits.Reading(
            count=audits.Count.of(audits.join_or_open(uuid, room, act)),
            op_id=uuid7(),
            code=code,
            method="seen" if seen else "typed",
            act=act,
            meant=meant,
            chosen=chosen.uuid if chosen else None,
        )
    )
    db.session.commit()
    return redirect(url_for("audits.count", uuid=room.uuid, code=code, verdict=told.verdict), 303)


@bp.post("/audits/<uuid:uuid>/undoings")
def undo(uuid: UUID) -> Response:
    """Undo what was said in this count."""
    audit, act = access.audit(uuid), Act.now(access.signed_in())
    audits.hold_rooms([audit.room_id])
    for said in {uuid_of(text) for text in request.form.getlist("sighting")}:
        if not _said_in(audit, said):
            abort(404)
        audits.undo(said, act)
    db.session.commit()
    if request.form.get("then") == "difference":
        return redirect(url_for("audits.difference", uuid=uuid, room=audit.room.uuid), 303)
    return redirect(url_for("audits.count", uuid=audit.room.uuid), 303)


@bp.post("/audits/<uuid:uuid>/absences")
def explain(uuid: UUID) -> Response:
    """Say why something is not here."""
    room, form, act = _room(), request.form, Act.now(access.signed_in())
    asset = access.asset(uuid_of(form.get("asset")))
    if form.get("reason") not in ABSENCE_REASONS:
        abort(400)
    audits.explain(audits.join_or_open(uuid, room, act), uuid7(), asset, form["reason"], act)
    db.session.commit()
    return redirect(url_for("audits.count", uuid=room.uuid), 303)


@bp.post("/audits/<uuid:uuid>/finish")
def finish(uuid: UUID) -> Response:
    """Finish a count, of an empty room too; whoever finishes second learns who was first."""
    act = Act.now(access.signed_in())
    audit = audits.join_or_open(uuid, _room(), act)
    first = audits.finish(audit, act)
    db.session.commit()
    return redirect(url_for("audits.audit", uuid=audit.uuid, again=None if first else 1), 303)


def _room() -> Room:
    """The room, held until the commit: of two taps at once the second finds what the first did, as phones do."""
    room = access.room(uuid_of(request.args.get("room")))
    audits.hold_rooms([room.id])
    return room


def _said_in(audit: Audit, operation: UUID) -> bool:
    return any(
        db.session.scalar(select(model.id).where(model.uuid == operation, model.audit_id == audit.id))
        for model in (Sighting, Absence)
    )
