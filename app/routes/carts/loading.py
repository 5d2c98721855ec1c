"""Loading a cart: device after device into the next slot, and out of it again. It needs the network, and says so."""

from uuid import UUID

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from app import access
from app.db import db
from app.domain import carts
from app.domain.codes import LONGEST
from app.domain.ledger import Act
from app.domain.looking_up import assets_meant_by
from app.domain.refusals import Refusal
from app.models import Asset
from app.routes.carts.blueprint import bp
from app.routes.carts.cells import cells_of
from app.routes.carts.finding import cart_of


class NotOneDevice(Refusal):
    """The code means no device of this school, or several."""

    reason = "not_one_device"


@bp.get("/carts/<uuid:uuid>/load", endpoint="loading")
def show(uuid: UUID) -> str:
    """The cart's slots, and the scanner that fills them."""
    cart = cart_of(uuid)
    return render_template(
        "carts/load.html",
        cart=cart,
        cells=cells_of(cart, carts.contents_of(cart)),
    )


@bp.post("/carts/<uuid:uuid>/slots")
def load(uuid: UUID) -> str | Response:
    """A device was scanned: it goes into the chosen slot, or into the next free one."""
    cart, form = cart_of(uuid), request.form
    asset, act = _device(cart, form.get("code", "")), Act.now(access.signed_in())
    slot = form.get("slot", type=int)
    done = carts.load_in_hand(cart, asset, act, slot=slot, plain=form.get("plain") == "1")
    db.session.commit()
    return _answer(cart, asset, "loaded" if done else "inside")


@bp.post("/carts/<uuid:uuid>/slots/<uuid:inside>/out")
def take_out(uuid: UUID, inside: UUID) -> str | Response:
    """A device is not in the cart any more: it stays in the cart's room."""
    cart, asset = cart_of(uuid), access.asset(inside)
    carts.take_out(cart, asset, Act.now(access.signed_in()))
    db.session.commit()
    return _answer(cart, asset, "out")


@bp.post("/carts/<uuid:uuid>/slots/<uuid:inside>/undo")
def undo_load(uuid: UUID, inside: UUID) -> str | Response:
    """A device that was loaded just now is where it was before."""
    cart, asset = cart_of(uuid), access.asset(inside)
    carts.undo_load(cart, asset, Act.now(access.signed_in()))
    db.session.commit()
    return _answer(cart, asset, "undone")


def _device(cart: Asset, code: str) -> Asset:
    """The one device of this school that a code means; of several, the one in this cart."""
    text = code.strip()[:LONGEST]
    meant = assets_meant_by([text]).get(text, [])
    ours = [asset for asset in meant if asset.site_id == cart.site_id]
    inside = [asset for asset in ours if asset.cart_id == cart.id]
    for group in (ours, inside):
        if len(group) == 1:
            return group[0]
    if meant and not ours:
        raise carts.FromAnotherSchool(asset=text)
    raise NotOneDevice(code=text)


def _answer(cart: Asset, asset: Asset, told: str) -> str | Response:
    if not request.headers.get("HX-Request"):
        flash(_words(asset, told), "here")
        return redirect(url_for("carts.loading", uuid=cart.uuid), 303)
    cells = cells_of(cart, carts.contents_of(cart))
    return render_template("carts/_loaded.html", cart=cart, cells=cells, asset=asset, told=told)


def _words(asset: Asset, told: str) -> str:
    return {
        "loaded": gettext("%(asset)s is in the cart.", asset=asset),
        "inside": gettext("%(asset)s was in the cart already.", asset=asset),
        "out": gettext("%(asset)s is out of the cart.", asset=asset),
        "undone": gettext("%(asset)s is where it was before.", asset=asset),
    }[told]
