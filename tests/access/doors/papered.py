"""What somebody holds at a school, with its papers, a wish about it and a kind of accessory, made for the asking."""

from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from app import clock
from app.db import db
from app.domain import accessories, requests
from app.domain.custody import permissions, signing
from app.domain.ledger import Act
from app.models import Asset, Checkout, Enrollment, SchoolClass, Site
from tests.signatures import drawn


def papered(site: Site, act: Act) -> dict[str, Any]:
    """The uuids of the papers, by their names among the things."""
    held = select(Checkout).join(Checkout.asset).where(Asset.site_id == site.id, Checkout.ended_at.is_(None))
    checkout = db.session.scalars(held.options(joinedload(Checkout.asset))).first()
    assert checkout is not None
    signing.sign(checkout, act, mark=drawn())
    permission = permissions.ask(checkout, clock.day(), act)
    wish = requests.ask(checkout.asset, "repair", act, note="It does not charge.")
    kind = accessories.add_kind(site, "Charger", act, stock=3)
    return {
        "checkout": checkout.uuid,
        "held": checkout.asset.uuid,
        "permission": permission.uuid,
        "wish": wish.uuid,
        "accessory": kind.uuid,
        "set_of_one": _set_of_one(site, checkout),
    }


def _set_of_one(site: Site, checkout: Checkout) -> UUID:
    """A class of the holder's."""
    made = SchoolClass(site_id=site.id, title="Advisory", code="ADV")
    db.session.add(made)
    db.session.flush()
    db.session.add(Enrollment(class_id=made.id, person_id=checkout.person_id, role="student"))
    db.session.flush()
    return made.uuid
