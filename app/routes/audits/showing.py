"""Counts that were made: the list of a site's, and each as a page or as the JSON that scripts rely on."""

from typing import Any
from uuid import UUID

from flask import Response, jsonify, render_template, request
from flask_babel import gettext
from sqlalchemy import func, select, tuple_
from sqlalchemy.orm import joinedload
from werkzeug.wrappers import Response as AnyResponse

from app import access
from app.clock import written
from app.db import db
from app.domain import audits, discrepancies
from app.domain.audits import Difference
from app.models import Audit, Discrepancy
from app.routes.audits.blueprint import bp
from app.routes.audits.drawing import drawn
from app.routes.insight.ending import act, settled
from app.routes.naming import uuid_of

MOST = 50


@bp.get("/audits", endpoint="audits")
def counts() -> str:
    """The counts of a site, newest first."""
    site, key = access.working_site(), (Audit.opened_at, Audit.id)
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
        .limit(MOST + 1)
    )
    if request.args.get("after"):
        after = access.audit(uuid_of(request.args["after"]))
        query = query.where(tuple_(*key) < tuple_(after.opened_at, after.id))
    found = list(db.session.scalars(query).unique())
    shown = found[:MOST]
    return render_template(
        "audits/audits.html", site=site, audits=shown, more=len(found) > MOST, unsettled=_unsettled(shown)
    )


@bp.get("/audits/<uuid:uuid>")
def audit(uuid: UUID) -> str | Response:
    """An audit: its difference as a page, or as the JSON that scripts rely on."""
    found = access.audit(uuid)
    if request.accept_mimetypes.best == "application/json":
        return jsonify(_as_json(found, audits.difference(found)))
    return render_template(
        "audits/audit.html",
        count=drawn(found.room, found.uuid, found),
        discrepancies=_discrepancies(found),
    )


@bp.post("/discrepancies/<uuid:uuid>/move-here")
def move_here(uuid: UUID) -> AnyResponse:
    """Place an asset where it was seen: the discrepancy is settled by that, once."""
    found = access.discrepancy(uuid)
    discrepancies.move_here(found, act())
    told = {"asset": str(found.asset), "room": found.audit.room.name}
    return settled(gettext("%(asset)s belongs to %(room)s now.", **told), found)


def _unsettled(found: list[Audit]) -> dict[int, int]:
    query = select(Discrepancy.audit_id, func.count()).where(
        Discrepancy.audit_id.in_([audit.id for audit in found]), Discrepancy.settled_at.is_(None)
    )
    return dict(db.session.execute(query.group_by(Discrepancy.audit_id)).all())


def _discrepancies(audit: Audit) -> dict[int, list[Discrepancy]]:
    """What was left of a finished audit, by the asset it is about."""
    query = select(Discrepancy).where(Discrepancy.audit_id == audit.id, Discrepancy.asset_id.is_not(None))
    told: dict[int, list[Discrepancy]] = {}
    for discrepancy in db.session.scalars(query.options(joinedload(Discrepancy.settled_by))):
        told.setdefault(discrepancy.asset_id or 0, []).append(discrepancy)
    return told


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
