"""A cart given to a teacher or a room, and taken back, with all that is in it."""

from uuid import UUID

from flask import flash, request, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from app import access
from app.db import db
from app.domain import carts
from app.domain.ledger import Act
from app.routes.carts.blueprint import bp
from app.routes.carts.finding import cart_of
from app.routes.naming import uuid_of
from app.routes.onward import lead_on


@bp.post("/carts/<uuid:uuid>/checkout")
def check_out(uuid: UUID) -> Response:
    """Somebody of the staff answers for it from now on, or whoever answers for the room it goes to."""
    cart, form = cart_of(uuid), request.form
    to = access.person(uuid_of(form["person"])) if form.get("person") else None
    room = access.room(uuid_of(form["room"])) if form.get("room") else None
    checkout = carts.check_out(cart, Act.now(access.signed_in()), to=to, room=room)
    db.session.commit()
    name = checkout.person or checkout.room
    flash(gettext("%(cart)s is checked out to %(name)s.", cart=cart, name=name), "here")
    return lead_on(url_for("carts.cart", uuid=cart.uuid))


@bp.post("/carts/<uuid:uuid>/checkin")
def check_in(uuid: UUID) -> Response:
    """Back in the site's storage; what is in it stays in it."""
    cart = cart_of(uuid)
    room = carts.check_in(cart, Act.now(access.signed_in()))
    db.session.commit()
    place = room.name if room else gettext("no room")
    flash(gettext("%(cart)s is checked in: %(room)s.", cart=cart, room=place), "here")
    return lead_on(url_for("carts.cart", uuid=cart.uuid))
