"""A cart as a grid of slots, looked through and confirmed."""

from uuid import UUID

from flask import flash, redirect, render_template, request, url_for
from flask_babel import ngettext
from sqlalchemy.exc import IntegrityError
from werkzeug.wrappers import Response

from app import access
from app.db import db, uuid7
from app.domain import carts, directory
from app.domain.access import Scope
from app.domain.carts import SlotSeen
from app.domain.ledger import Act
from app.routes.carts.blueprint import bp
from app.routes.carts.cells import cells_of
from app.routes.carts.finding import cart_of
from app.routes.naming import uuid_or_none


@bp.get("/carts/<uuid:uuid>")
def cart(uuid: UUID) -> str:
    """One cart as it stands: its slots, what belongs in each, and its last check."""
    found = cart_of(uuid)
    changes = access.may("carts.check_out", found.site_id)
    return render_template(
        "carts/cart.html",
        cart=found,
        check=uuid7(),
        cells=cells_of(found, carts.contents_of(found)),
        last=carts.last_check(found),
        answering=carts.answering_for(found),
        checkout=carts.open_checkout(found),
        staff=carts.staff_of(found.site_id) if changes else [],
        rooms=directory.rooms_open_at(found.site_id) if changes else [],
        differences=carts.differences_of(Scope.of(found.site_id), found.id),
    )


@bp.post("/carts/<uuid:uuid>/checks")
def confirm(uuid: UUID) -> Response:
    """All here: what the page's script keeps on the phone, said by a form where no script runs.

    The page names the check, so that a second tap is the same one.
    """
    found, by, name = cart_of(uuid), access.signed_in(), uuid_or_none(request.form.get("check")) or uuid7()
    cells = cells_of(found, carts.contents_of(found))
    said = [SlotSeen(cell.slot, "present", cell.asset) for cell in cells if cell.asset]
    try:
        told = carts.confirm(found, said, name, Act.now(by))
        db.session.commit()
    except IntegrityError:
        db.session.rollback()
        if not carts.confirmed_before(found, name, by):
            raise
        return redirect(url_for("carts.carts", site=found.site.code), 303)
    flash(
        ngettext("Confirmed: %(num)s device is here.", "Confirmed: %(num)s devices are here.", told.seen),
        "here",
    )
    return redirect(url_for("carts.carts", site=found.site.code), 303)
