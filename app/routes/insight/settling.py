"""Settling what a count left open: one difference on its page, each kind in its own ways."""

from typing import Any
from uuid import UUID

from flask import abort, render_template, request
from flask_babel import gettext
from sqlalchemy import func, select
from werkzeug.wrappers import Response

from app import access
from app.db import db
from app.domain import discrepancies, transfers
from app.models import Asset, AssetModel, Discrepancy, Room
from app.models.audits import ABSENCE_REASONS
from app.routes.insight.blueprint import bp
from app.routes.insight.ending import act, done
from app.routes.insight.telling_apart import names_apart
from app.routes.words.endings import SETTLED_HOW
from app.routes.words.work import REASONS, SAID


@bp.app_context_processor
def _endings() -> dict[str, Any]:
    return {"SETTLED_HOW": SETTLED_HOW, "SAID": SAID, "REASONS": REASONS}


@bp.get("/discrepancies/<uuid:uuid>")
def discrepancy(uuid: UUID) -> str:
    """One difference: what the count saw, what the register says, and the ways to settle it."""
    return shown(access.discrepancy(uuid))


@bp.post("/discrepancies/<uuid:uuid>/seen")
def say_seen(uuid: UUID) -> Response:
    """It is in the room after all."""
    discrepancies.say_seen(access.discrepancy(uuid), act())
    return done(gettext("Kept: it was seen there by you."))


@bp.post("/discrepancies/<uuid:uuid>/absence")
def explain(uuid: UUID) -> Response:
    """Say why it was not there."""
    if request.form.get("reason") not in ABSENCE_REASONS:
        abort(400)
    discrepancies.explain(access.discrepancy(uuid), request.form["reason"], act())
    return done(gettext("Kept: it is explained."))


@bp.post("/discrepancies/<uuid:uuid>/back")
def bring_back(uuid: UUID) -> Response:
    """It is back from repair, in the room where it was seen."""
    discrepancies.bring_back(access.discrepancy(uuid), act())
    return done(gettext("Kept: it is back from repair, in that room."))


@bp.post("/discrepancies/<uuid:uuid>/acknowledgement")
def acknowledge(uuid: UUID) -> Response:
    """Take note of what was found."""
    discrepancies.acknowledge(access.discrepancy(uuid), act())
    return done(gettext("Noted."))


@bp.post("/discrepancies/<uuid:uuid>/set-aside")
def set_aside(uuid: UUID) -> Response:
    """Nothing is to be done about it, and why."""
    discrepancies.set_aside(access.discrepancy(uuid), request.form.get("note", ""), act())
    return done(gettext("Set aside, with your word."))


def shown(found: Discrepancy, **typed: Any) -> str:
    """The page of a difference; `typed` is what was wrong of what somebody typed, why, and what may be meant."""
    asset, bearers = found.asset, _bearers(found) if found.kind == "duplicate_code" else []
    return render_template(
        "insight/discrepancy.html",
        each=found,
        ways=discrepancies.ways_of(found),
        usual=_usual_model(found.audit.room) if found.kind == "unregistered" else None,
        bearers=bearers,
        apart=names_apart(bearers, discrepancies.code_of(found)),
        own=[one for one in bearers if discrepancies.is_its_own(one, discrepancies.code_of(found))],
        on_the_way=transfers.open_line_of(asset) if asset and asset.state == "in_transit" else None,
        **typed,
    )


def _bearers(found: Discrepancy) -> list[Asset]:
    """Those that bear the code and are one's own; of another school's nothing is shown but that there is one."""
    scope = access.scope()
    return [one for one in discrepancies.bearers_of(found) if scope.holds(one.site_id)]


def _usual_model(room: Room) -> AssetModel | None:
    """The model there is most of in a room: what is new there is likely to be of it, too."""
    query = select(AssetModel).join(Asset, Asset.model_id == AssetModel.id).where(Asset.room_id == room.id)
    return db.session.scalar(
        query.group_by(AssetModel.id).order_by(func.count().desc(), AssetModel.id).limit(1)
    )
