"""Adding a kind, counting, receiving, writing off, and bringing back what went along with a device. Policy: CUS-5."""

from uuid import UUID

from flask import flash, redirect, request, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from app import access
from app.db import db
from app.domain import accessories
from app.domain.accessories import NotANumber
from app.domain.custody import desk
from app.domain.ledger import Act
from app.routes.accessories.blueprint import bp
from app.routes.accessories.showing import movement_of
from app.routes.onward import lead_on, onward
from app.routes.words import called


@bp.post("/accessories")
def add_kind() -> Response:
    """Keep one more kind."""
    site, form = access.working_site(), request.form
    added = accessories.add_kind(
        site,
        form.get("name", ""),
        Act.now(access.signed_in()),
        threshold=_number("threshold"),
        stock=_number("stock"),
    )
    db.session.commit()
    flash(gettext("%(kind)s is kept from now on.", kind=added.name), "here")
    return lead_on(url_for("accessories.accessories", site=site.code))


@bp.post("/accessories/<uuid:uuid>/edit")
def change_kind(uuid: UUID) -> Response:
    """Another name, or another number below which it is low."""
    found = access.accessory_kind(uuid)
    accessories.change_kind(found, name=request.form.get("name", ""), threshold=_number("threshold"))
    db.session.commit()
    flash(gettext("Saved."), "here")
    return redirect(url_for("accessories.kind", uuid=uuid), 303)


@bp.post("/accessories/<uuid:uuid>/stock")
def change_stock(uuid: UUID) -> Response:
    """Counted, received or written off: a number, and a word where there is one to say."""
    found, form, act = access.accessory_kind(uuid), request.form, Act.now(access.signed_in())
    verbs = {
        "counted": accessories.count,
        "received": accessories.receive,
        "written_off": accessories.write_off,
    }
    verb = verbs.get(form.get("how", ""))
    if verb is None:
        raise NotANumber
    verb(found, _number("number"), act, form.get("note", ""))
    db.session.commit()
    flash(gettext("%(kind)s: %(count)s now.", kind=called(found.name), count=found.stock), "here")
    return lead_on(url_for("accessories.kind", uuid=uuid))


@bp.post("/accessories/<uuid:uuid>/undo")
def undo_stock(uuid: UUID) -> Response:
    """What was said last of a number was a mistake."""
    found = access.accessory_kind(uuid)
    movement = movement_of(found, request.form.get("movement", ""))
    accessories.undo_stock(found, movement, Act.now(access.signed_in()))
    db.session.commit()
    flash(gettext("Undone. %(kind)s: %(count)s now.", kind=called(found.name), count=found.stock), "here")
    return redirect(url_for("accessories.kind", uuid=uuid), 303)


@bp.post("/accessories/<uuid:uuid>/close")
def close_kind(uuid: UUID) -> Response:
    """Keep it no longer; its story stays."""
    found = access.accessory_kind(uuid)
    accessories.close_kind(found)
    db.session.commit()
    flash(gettext("%(kind)s is not kept any longer.", kind=called(found.name)), "here")
    return redirect(url_for("accessories.accessories", site=found.site.code), 303)


@bp.post("/checkouts/<uuid:uuid>/accessories")
def give_more(uuid: UUID) -> Response:
    """Give more along with a device that is out, or take back what came back on its own."""
    found, form, act = access.checkout(uuid), request.form, Act.now(access.signed_in())
    if names := form.getlist("back"):
        back = accessories.take_back(found, names, act)
        words = (
            gettext("Back: %(names)s.", names=", ".join(map(called, back)))
            if back
            else gettext("Nothing was out.")
        )
    else:
        short = desk.give_along(found, form.getlist("name"), act)
        words = gettext("Given along.")
        if short:
            words = gettext("Given along; of %(names)s more are out than were in stock. Count them.",
                            names=", ".join(called(kind.name) for kind in short))  # fmt: skip
    db.session.commit()
    flash(words, "here")
    seen = access.may("custody.receipt", found.asset.site_id)
    after = url_for("custody.receipt", uuid=uuid) if seen else url_for("custody.checkin")
    return redirect(onward(form.get("next") or after), 303)


def _number(field: str) -> int:
    text = request.form.get(field, "").strip()
    try:
        return int(text[:9]) if text else 0
    except ValueError as fault:
        raise NotANumber from fault
