"""Settling what a count left open: one difference on its page, or many at once where that is safe."""

from typing import Any
from uuid import UUID

from flask import abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext, ngettext
from sqlalchemy import func, select
from werkzeug.wrappers import Response

from app import access
from app.db import db
from app.domain import discrepancies, insight
from app.domain.ledger import Act
from app.domain.looking_up import assets_meant_by
from app.models import Asset, AssetModel, Discrepancy, Room
from app.models.audits import ABSENCE_REASONS
from app.routes.insight.blueprint import bp
from app.routes.onward import onward
from app.routes.words.endings import SETTLED_HOW
from app.routes.words.work import REASONS, SAID

MOST_AT_ONCE = 500


@bp.app_context_processor
def _endings() -> dict[str, Any]:
    return {"SETTLED_HOW": SETTLED_HOW, "WAYS": discrepancies.WAYS, "SAID": SAID, "REASONS": REASONS}


@bp.get("/discrepancies/<uuid:uuid>")
def discrepancy(uuid: UUID) -> str:
    """One difference: what the count saw, what the register says, and the ways to settle it."""
    found = access.discrepancy(uuid)
    return render_template(
        "insight/discrepancy.html",
        each=found,
        usual=_usual_model(found.audit.room) if found.kind == "unregistered" else None,
    )


@bp.post("/discrepancies/<uuid:uuid>/seen")
def say_seen(uuid: UUID) -> Response:
    """It is in the room after all."""
    discrepancies.say_seen(access.discrepancy(uuid), _act())
    return _done(gettext("Kept: it was seen there by you."))


@bp.post("/discrepancies/<uuid:uuid>/absence")
def explain(uuid: UUID) -> Response:
    """Say why it was not there."""
    if request.form.get("reason") not in ABSENCE_REASONS:
        abort(400)
    discrepancies.explain(access.discrepancy(uuid), request.form["reason"], _act())
    return _done(gettext("Kept: it is explained."))


@bp.post("/discrepancies/<uuid:uuid>/back")
def bring_back(uuid: UUID) -> Response:
    """It is back from repair, in the room where it was seen."""
    discrepancies.bring_back(access.discrepancy(uuid), _act())
    return _done(gettext("Kept: it is back from repair, in that room."))


@bp.post("/discrepancies/<uuid:uuid>/code")
def add_code(uuid: UUID) -> tuple[str, int] | Response:
    """Let the code nobody knew mean the device whose tag or serial number is typed."""
    found, typed = access.discrepancy(uuid), request.form.get("device", "").strip()[:200]
    scope = access.scope()
    meant = (
        [asset for asset in assets_meant_by([typed])[typed] if scope.holds(asset.site_id)] if typed else []
    )
    if len(meant) != 1:
        return _asked_again(found, typed, len(meant)), 422
    discrepancies.add_code(found, meant[0], _act())
    return _done(gettext("%(code)s means %(asset)s now.", code=found.code, asset=str(meant[0])))


@bp.post("/discrepancies/<uuid:uuid>/acknowledgement")
def acknowledge(uuid: UUID) -> Response:
    """Take note of what was found."""
    discrepancies.acknowledge(access.discrepancy(uuid), _act())
    return _done(gettext("Noted."))


@bp.post("/discrepancies/<uuid:uuid>/set-aside")
def set_aside(uuid: UUID) -> Response:
    """Nothing is to be done about it, and why."""
    discrepancies.set_aside(access.discrepancy(uuid), request.form.get("note", ""), _act())
    return _done(gettext("Set aside, with your word."))


@bp.post("/attention/found")
def acknowledge_all() -> Response:
    """Take note of everything that was found, at a site or at all of one's own."""
    code = request.form.get("site")
    scope = access.scope(access.site(code) if code else None)
    query = insight.open_discrepancies(scope).where(Discrepancy.kind == "found")
    ordered = query.order_by(Discrepancy.asset_id, Discrepancy.id).limit(MOST_AT_ONCE)
    number = discrepancies.acknowledge_all(db.session.scalars(ordered).all(), _act())
    return _done(ngettext("%(num)s noted.", "%(num)s noted.", number))


@bp.post("/audits/<uuid:uuid>/move-all-here")
def move_all(uuid: UUID) -> Response:
    """Place everything that a count saw out of its place where it was seen."""
    moved, left = discrepancies.move_all(access.audit(uuid), _act())
    words = ngettext("%(num)s device was moved here.", "%(num)s devices were moved here.", moved)
    if left:
        more = ngettext("%(num)s may not be moved.", "%(num)s may not be moved.", left)
        words = f"{words} {more}"
    return _done(words)


def _act() -> Act:
    return Act.now(access.signed_in())


def _done(words: str) -> Response:
    db.session.commit()
    flash(words, "here")
    return redirect(onward(request.form.get("next") or url_for("insight.attention")), 303)


def _asked_again(found: Discrepancy, typed: str, number: int) -> str:
    wrong = gettext("Several devices bear this. Type the serial number.")
    if not number:
        wrong = gettext("No device of your sites bears this.")
    return render_template("insight/discrepancy.html", each=found, usual=None, typed=typed, wrong=wrong)


def _usual_model(room: Room) -> AssetModel | None:
    """The model there is most of in a room: what is new there is likely to be of it, too."""
    query = select(AssetModel).join(Asset, Asset.model_id == AssetModel.id).where(Asset.room_id == room.id)
    return db.session.scalar(
        query.group_by(AssetModel.id).order_by(func.count().desc(), AssetModel.id).limit(1)
    )
