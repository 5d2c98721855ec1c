"""The carts of a site, each as a grid of slots, and what their checks left open."""

from collections import defaultdict
from dataclasses import dataclass
from uuid import UUID

from flask import abort, flash, redirect, render_template, request, url_for
from flask_babel import ngettext
from sqlalchemy.exc import IntegrityError
from werkzeug.wrappers import Response

from app import access
from app.db import db, uuid7
from app.domain import carts, policy
from app.domain.access import Scope
from app.domain.carts import SlotSeen
from app.domain.ledger import Act
from app.domain.roster import rooms_answered_for
from app.models import Asset
from app.routes.carts.blueprint import bp
from app.routes.naming import uuid_or_none
from app.routes.onward import onward

ENDS = ("loaded", "lost", "looked_at")


@dataclass(frozen=True, slots=True)
class Cell:
    """A slot as it is drawn: its number, if it has one, and the device that belongs there, if any does."""

    slot: int | None
    asset: Asset | None

    @property
    def keys(self) -> str:
        """Whatever means the device when it is scanned."""
        return " ".join(dict.fromkeys(code.key for code in self.asset.identifiers)) if self.asset else ""


@bp.get("/carts", endpoint="carts")
def list_of_carts() -> str:
    """The carts of a site, those of one's own rooms first."""
    site, person_id = access.working_site(), access.signed_in().person_id
    shown = carts.carts_of(site.id, rooms_answered_for(person_id), person_id)
    return render_template("carts/carts.html", site=site, carts=shown)


@bp.get("/carts/<uuid:uuid>")
def cart(uuid: UUID) -> str:
    """One cart as it stands: its slots, what belongs in each, and its last check."""
    found = _cart(uuid)
    return render_template(
        "carts/cart.html",
        cart=found,
        check=uuid7(),
        cells=cells_of(found),
        last=carts.last_check(found),
        differences=carts.differences_of(Scope.of(found.site_id), found.id),
        tag_pattern="|".join(policy.value("tag_patterns")),
    )


@bp.post("/carts/<uuid:uuid>/checks")
def confirm(uuid: UUID) -> Response:
    """All here: what the page's script keeps on the phone, said by a form where no script runs.

    The page names the check, so that a second tap is the same one.
    """
    found, by, name = _cart(uuid), access.signed_in(), uuid_or_none(request.form.get("check")) or uuid7()
    said = [SlotSeen(cell.slot, "present", cell.asset) for cell in cells_of(found) if cell.asset]
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


@bp.post("/carts/differences/<uuid:uuid>")
def settle(uuid: UUID) -> Response:
    """Bring what a cart check left open to its end."""
    difference, how = access.slot_check(uuid), request.form.get("how")
    if how not in ENDS:
        abort(404)
    carts.settle(difference, how, Act.now(access.signed_in()))
    db.session.commit()
    return redirect(onward(request.form.get("next") or url_for("insight.attention")), 303)


def cells_of(cart: Asset) -> list[Cell]:
    """Every numbered slot in its order, then what lies in the cart without a number."""
    contents: defaultdict[int | None, list[Asset]] = defaultdict(list)
    for asset in carts.contents_of(cart):
        contents[asset.slot].append(asset)
    numbers = range(1, (cart.slots or 0) + 1) if set(contents) - {None} or not contents else ()
    cells = [Cell(number, contents[number].pop(0) if contents[number] else None) for number in numbers]
    return cells + [Cell(None, asset) for rest in contents.values() for asset in rest]


def _cart(uuid: UUID) -> Asset:
    found = access.asset(uuid)
    return found if found.slots else abort(404)
