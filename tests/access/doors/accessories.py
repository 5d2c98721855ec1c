"""The doors of accessories."""

from uuid import UUID

from sqlalchemy import select

from app.db import db
from app.models import AccessoryMovement
from tests.access.doors.door import Door, form

DOORS: dict[str, Door] = {
    "accessories.accessories": Door("GET", lambda t: f"/accessories?site={t.site}"),
    "accessories.low": Door("GET", "/accessories/low", of_a_site=False),
    "accessories.kind": Door("GET", lambda t: f"/accessories/{t.accessory}"),
    "accessories.export": Door("GET", lambda t: f"/accessories.csv?site={t.site}", answers_with_a_page=False),
    "accessories.add_kind": Door("POST", "/accessories", more=form(site=lambda t: t.site, name="Cable")),
    "accessories.change_kind": Door(
        "POST", lambda t: f"/accessories/{t.accessory}/edit", more=form(name="Charger", threshold="2")
    ),
    "accessories.change_stock": Door(
        "POST", lambda t: f"/accessories/{t.accessory}/stock", more=form(how="received", number="4")
    ),
    "accessories.undo_stock": Door(
        "POST",
        lambda t: f"/accessories/{t.accessory}/undo",
        more=lambda t: {"data": {"movement": str(_last_movement(t.accessory))}},
    ),
    "accessories.give_more": Door(
        "POST", lambda t: f"/checkouts/{t.checkout}/accessories", more=form(back="Charger")
    ),
    "accessories.close_kind": Door("POST", lambda t: f"/accessories/{t.accessory}/close"),
}


def _last_movement(accessory: UUID | str) -> UUID | None:
    moved = select(AccessoryMovement.uuid).where(AccessoryMovement.kind.has(uuid=UUID(str(accessory))))
    return db.session.scalar(moved.order_by(AccessoryMovement.id.desc()).limit(1))
