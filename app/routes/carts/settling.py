"""What a cart's check left open, brought to its end: one address for each end."""

from collections.abc import Callable
from uuid import UUID

from flask import redirect, request, url_for
from werkzeug.wrappers import Response

from app import access
from app.db import db
from app.domain import carts
from app.domain.ledger import Act
from app.models import SlotCheck
from app.routes.carts.blueprint import bp
from app.routes.onward import onward


@bp.post("/carts/differences/<uuid:uuid>/load")
def load_as_seen(uuid: UUID) -> Response:
    """What was seen in a slot belongs there from now on."""
    return _settled(uuid, carts.load_as_seen)


@bp.post("/carts/differences/<uuid:uuid>/lost")
def report_missing(uuid: UUID) -> Response:
    """What was missing is reported lost."""
    return _settled(uuid, carts.report_missing)


@bp.post("/carts/differences/<uuid:uuid>/damaged")
def report_damaged(uuid: UUID) -> Response:
    """What was damaged is reported so."""
    return _settled(uuid, carts.report_damaged)


@bp.post("/carts/differences/<uuid:uuid>/seen-to")
def see_to(uuid: UUID) -> Response:
    """Somebody saw to it."""
    return _settled(uuid, carts.see_to)


def _settled(uuid: UUID, end: Callable[[SlotCheck, Act], None]) -> Response:
    end(access.slot_check(uuid), Act.now(access.signed_in()))
    db.session.commit()
    return redirect(onward(request.form.get("next") or url_for("insight.attention")), 303)
