"""Settling what a count left open: one difference on its page, each kind in its own ways."""

from typing import Any
from uuid import UUID

from flask import abort, render_template, request
from flask_babel import gettext
from sqlalchemy import func, select
from werkzeug.wrappers import Response

from app import access
from app.db import db
from app.domain import audits, discrepancies, transfers
from app.models import Asset, AssetModel, Discrepancy, Room
from app.models.audits import ABSENCE_REASONS
from app.routes.insight.blueprint import bp
from app.routes.insight.ending import act, done, settled, way_back
from app.routes.insight.telling_apart import names_apart
from app.routes.words import ABSENCE_REASONS as WHY
from app.routes.words.endings import IF_WRONG, SETTLED_HOW
from app.routes.words.work import REASONS, SAID


@bp.app_context_processor
def _endings() -> dict[str, Any]:
    return {"SETTLED_HOW": SETTLED_HOW, "IF_WRONG": IF_WRONG, "SAID": SAID, "REASONS": REASONS}


@bp.get("/discrepancies/<uuid:uuid>")
def discrepancy(uuid: UUID) -> str:
    """One difference: what the count saw, what the register says, and the ways to settle it."""
    return shown(access.discrepancy(uuid))


@bp.post("/discrepancies/<uuid:uuid>/seen")
def say_seen(uuid: UUID) -> Response:
    """It is in the room after all."""
    found = access.discrepancy(uuid)
    discrepancies.say_seen(found, act())
    return settled(gettext("%(asset)s: kept that you saw it there.", asset=str(found.asset)), found)


@bp.post("/discrepancies/<uuid:uuid>/absence")
def explain(uuid: UUID) -> Response:
    """Say why it was not there."""
    if request.form.get("reason") not in ABSENCE_REASONS:
        abort(400)
    found, reason = access.discrepancy(uuid), request.form["reason"]
    discrepancies.explain(found, reason, act())
    words = gettext("%(asset)s is explained: %(reason)s", asset=str(found.asset), reason=WHY[reason])
    return settled(words, found)


@bp.post("/discrepancies/<uuid:uuid>/back")
def bring_back(uuid: UUID) -> Response:
    """It is back from repair, in the room where it was seen."""
    found = access.discrepancy(uuid)
    discrepancies.bring_back(found, act())
    told = {"asset": str(found.asset), "room": found.audit.room.name}
    return settled(gettext("%(asset)s is back from repair, in %(room)s.", **told), found)


@bp.post("/discrepancies/<uuid:uuid>/cart")
def put_back(uuid: UUID) -> Response:
    """It is in its cart again."""
    found = access.discrepancy(uuid)
    discrepancies.put_back(found, act())
    told = {"asset": str(found.asset), "cart": str(found.asset and found.asset.cart)}
    return settled(gettext("%(asset)s is back in %(cart)s.", **told), found)


@bp.post("/discrepancies/<uuid:uuid>/acknowledgement")
def acknowledge(uuid: UUID) -> Response:
    """Take note of what was found."""
    found = access.discrepancy(uuid)
    discrepancies.acknowledge(found, act())
    return settled(gettext("%(asset)s is noted.", asset=str(found.asset)), found)


@bp.post("/discrepancies/<uuid:uuid>/set-aside")
def set_aside(uuid: UUID) -> Response:
    """Nothing is to be done about it, and why."""
    found = access.discrepancy(uuid)
    discrepancies.set_aside(found, request.form.get("note", ""), act())
    return settled(gettext("%(thing)s is set aside, with your word.", thing=_called(found)), found)


@bp.post("/discrepancies/<uuid:uuid>/undo")
def undo(uuid: UUID) -> Response:
    """Undo what settled it: the difference is open again."""
    found = access.discrepancy(uuid)
    discrepancies.undo(found, act())
    return done(gettext("Undone. %(thing)s waits to be settled again.", thing=_called(found)))


@bp.post("/discrepancies/<uuid:uuid>/unsaid")
def unsay(uuid: UUID) -> Response:
    """Undo the word that it was seen, or why it was not there."""
    found = access.discrepancy(uuid)
    discrepancies.unsay(found, act())
    return done(gettext("Undone. %(thing)s waits to be settled again.", thing=_called(found)))


def shown(found: Discrepancy, **typed: Any) -> str:
    """The page of a difference; `typed` is what was wrong of what somebody typed, why, and what may be meant."""
    asset, bearers = found.asset, _bearers(found) if found.kind == "duplicate_code" else []
    return render_template(
        "insight/discrepancy.html",
        each=found,
        undo=way_back(found) if found.settled_at else None,
        ways=discrepancies.ways_of(found),
        reasons=[(each, WHY[each]) for each in audits.reasons_for(asset)] if asset else [],
        usual=_usual_model(found.audit.room) if found.kind == "unregistered" else None,
        bearers=bearers,
        apart=names_apart(bearers, discrepancies.code_of(found)),
        own=[one for one in bearers if discrepancies.is_its_own(one, discrepancies.code_of(found))],
        on_the_way=transfers.open_line_of(asset) if asset and asset.state == "in_transit" else None,
        **typed,
    )


def _called(found: Discrepancy) -> str:
    ours = found.asset is not None and found.kind != "other_site"
    return str(found.asset) if ours else discrepancies.code_of(found)


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
