"""Settling many differences at once: what was found is noted, what was seen here is moved here, and undone."""

from uuid import UUID

from flask import render_template, request, url_for
from flask_babel import ngettext
from werkzeug.wrappers import Response

from app import access
from app.db import db
from app.domain import discrepancies, insight
from app.models import Discrepancy
from app.routes.insight.blueprint import bp
from app.routes.insight.ending import act, done

MOST_AT_ONCE = 500


@bp.post("/attention/found")
def acknowledge_all() -> Response:
    """Take note of everything that was found, at a site or at all of one's own."""
    code = request.form.get("site")
    reach = access.reach(access.site(code) if code else None)
    query = insight.open_discrepancies(reach).where(Discrepancy.kind == "found")
    ordered = query.order_by(Discrepancy.asset_id, Discrepancy.id).limit(MOST_AT_ONCE)
    number = discrepancies.acknowledge_all(db.session.scalars(ordered).all(), act())
    return done(ngettext("%(num)s noted.", "%(num)s noted.", number))


@bp.get("/audits/<uuid:uuid>/move-all-here")
def moves(uuid: UUID) -> str:
    """What moving everything here would change, device by device, before it is done; and the way back after."""
    found = access.audit(uuid)
    return render_template(
        "insight/moves.html",
        audit=found,
        moves=discrepancies.moves_of(found, act()),
        moved=discrepancies.moved_by(found, act()),
    )


@bp.post("/audits/<uuid:uuid>/move-all-here")
def move_all(uuid: UUID) -> Response:
    """Place everything that a count saw out of its place where it was seen."""
    moved, left = discrepancies.move_all(access.audit(uuid), act())
    words = ngettext("%(num)s device was moved here.", "%(num)s devices were moved here.", moved)
    if left:
        words += " " + ngettext("%(num)s may not be moved.", "%(num)s may not be moved.", left)
    return done(words, url_for("insight.moves", uuid=uuid))


@bp.post("/audits/<uuid:uuid>/move-all-back")
def move_back(uuid: UUID) -> Response:
    """Undo it: each stands where it stood, as far as nobody touched it since."""
    back, left = discrepancies.move_back(access.audit(uuid), act())
    words = ngettext("%(num)s device stands where it stood.", "%(num)s devices stand where they stood.", back)
    if left:
        words += " " + ngettext(
            "%(num)s was touched since and stays.", "%(num)s were touched since and stay.", left
        )
    return done(words, url_for("insight.moves", uuid=uuid))
