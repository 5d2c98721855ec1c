"""A form names what it makes before it is sent: sent again, it leads to that, and makes no second one."""

from typing import TypeVar
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import InstrumentedAttribute

from app.db import db
from app.models import Delivery, Donation, Site, Transfer

Made = TypeVar("Made", Delivery, Donation, Transfer)


def made_before(kind: type[Made], name: UUID, of: InstrumentedAttribute[int], site: Site) -> Made | None:
    """What the same form made a moment ago; the forms of a site are heard one after the other, however many come."""
    held = select(Site.id).where(Site.id == site.id).with_for_update(key_share=True)
    db.session.scalars(held).one()
    return db.session.scalar(select(kind).where(kind.uuid == name, of == site.id))
