"""Counting a room, its progress while it is counted, and what was left of it."""

from typing import Any
from uuid import UUID

from flask import Blueprint, Response, abort, jsonify, redirect, render_template, request, url_for
from flask_babel import gettext
from sqlalchemy import select
from sqlalchemy.orm import joinedload
from werkzeug.wrappers import Response as AnyResponse

from app import access
from app.clock import written
from app.db import db
from app.domain import audits, policy, register
from app.domain.audits import Difference
from app.domain.ledger import Act
from app.domain.register.attachments import keep_attachment
from app.models import Audit, Person, Responsibility, Room, Sighting
from app.models.audits import ABSENCE_REASONS
from app.routes.naming import uuid_of
from app.routes.onward import onward
from app.routes.uploads import picture_sent

bp = Blueprint("audits", __name__)


@bp.get("/rooms/<uuid:uuid>/count")
def count(uuid: UUID) -> str:
    """The count screen. The audit opens with the first operation; an open one is joined."""
    room = access.room(uuid)
    audit = _open_audit(room)
    told = audits.difference(audit) if audit else audits.nothing_yet(room)
    return render_template(
        "audits/count.html",
        room=room,
        audit=audit,
        told=told,
        answers=_who_answers(room),
        reasons=ABSENCE_REASONS,
        tag_pattern="|".join(policy.value("tag_patterns")),
        user=access.signed_in(),
    )


@bp.get("/audits/<uuid:uuid>/progress")
def progress(uuid: UUID) -> str:
    """The lists of an audit while it is counted, as the server knows them now."""
    audit = access.audit(uuid)
    return render_template(
        "audits/_progress.html", room=audit.room, audit=audit, told=audits.difference(audit)
    )


@bp.get("/audits/<uuid:uuid>/difference")
def difference(uuid: UUID) -> str | AnyResponse:
    """What finishing would say, before it is final."""
    audit = access.audit(uuid)
    if not audit.open:
        return redirect(url_for("audits.audit", uuid=uuid), 303)
    return render_template(
        "audits/difference.html", room=audit.room, audit=audit, told=audits.difference(audit)
    )


@bp.get("/audits", endpoint="audits")
def counts() -> str | AnyResponse:
    """The counts of a site, newest first."""
    site = access.site(code) if (code := request.args.get("site")) else access.home_site()
    if site is None:
        return redirect(url_for("directory.sites"), 303)
    query = (
        select(Audit)
        .where(Audit.site_id == site.id, access.scope().where(Audit.site_id))
        .order_by(Audit.opened_at.desc(), Audit.id.desc())
        .options(
            joinedload(Audit.room),
            joinedload(Audit.opened_by),
            joinedload(Audit.finished_by),
            joinedload(Audit.names),
        )
        .limit(100)
    )
    return render_template("audits/audits.html", site=site, audits=list(db.session.scalars(query).unique()))


@bp.get("/audits/<uuid:uuid>")
def audit(uuid: UUID) -> str | Response:
    """An audit: its difference as a page, or as the JSON that scripts rely on."""
    found = access.audit(uuid)
    told = audits.difference(found)
    if request.accept_mimetypes.best == "application/json":
        return jsonify(_as_json(found, told))
    return render_template("audits/audit.html", room=found.room, audit=found, told=told)


@bp.post("/audits/<uuid:uuid>/photos")
def photograph(uuid: UUID) -> tuple[str, int]:
    """Keep a picture of something that bears a code the register does not know."""
    audit = access.audit(uuid)
    sighting = db.session.scalar(
        select(Sighting).where(
            Sighting.audit_id == audit.id, Sighting.uuid == uuid_of(request.form.get("sighting"))
        )
    )
    if sighting is None:
        abort(404)
    picture = picture_sent("photo", "attachment")
    act = Act.now(access.signed_in())
    title = gettext("Photo of %(code)s", code=sighting.code)
    sighting.photo = keep_attachment(audit.site_id, None, title, picture, act)
    db.session.commit()
    return render_template("audits/_photo_kept.html", sighting=sighting), 201


@bp.post("/discrepancies/<uuid:uuid>/move-here")
def move_here(uuid: UUID) -> AnyResponse:
    """Place an asset where it was seen: the discrepancy is settled by that."""
    discrepancy = access.discrepancy(uuid)
    if discrepancy.kind not in ("elsewhere", "no_place") or discrepancy.asset is None:
        abort(404)
    register.move(discrepancy.asset, discrepancy.audit.room, Act.now(access.signed_in()))
    db.session.commit()
    return redirect(onward(request.form.get("next") or url_for("insight.attention")), 303)


def _as_json(audit: Audit, told: Difference) -> dict[str, Any]:
    """`expected` is `seen`, `missing` and `absent` together; see docs/interfaces.md."""
    return {
        "id": str(audit.uuid),
        "room": str(audit.room.uuid),
        "expected": len(told.expected),
        "seen": told.counted,
        "missing": [{"id": str(asset.uuid), "tag": asset.tag} for asset in told.missing],
        "elsewhere": [{**_named(seen), "belongs": _belongs(seen)} for seen in told.elsewhere],
        "other_site": [
            {"code": seen.sighting.code, "site": seen.asset.site.name} for seen in told.other_site
        ],
        "held": [_named(seen) for seen in told.held],
        "found": [_named(seen) for seen in told.found],
        "unregistered": [sighting.code for sighting in told.unregistered],
        "absent": [{"id": str(a.asset.uuid), "tag": a.asset.tag, "reason": a.reason} for a in told.absent],
        "late": told.late,
        "finished_at": written(audit.finished_at) if audit.finished_at else None,
    }


def _named(seen: Any) -> dict[str, str | None]:
    return {"id": str(seen.asset.uuid), "tag": seen.asset.tag}


def _belongs(seen: Any) -> str | None:
    asset = seen.asset
    return asset.room.code if asset.room else str(asset.cart) if asset.cart else None


def _open_audit(room: Room) -> Audit | None:
    query = select(Audit).where(Audit.room_id == room.id, Audit.finished_at.is_(None))
    return db.session.scalar(query.options(joinedload(Audit.room)))


def _who_answers(room: Room) -> Person | None:
    query = select(Person).join(Responsibility).where(Responsibility.room_id == room.id)
    return db.session.scalar(query.where(Responsibility.ended_at.is_(None)))
