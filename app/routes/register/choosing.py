"""What a form offers of the register, and what was chosen there: a model, a room, where the money came from."""

from typing import Any

from flask import abort, request
from sqlalchemy import select
from sqlalchemy.orm import joinedload

from app import access
from app.db import db
from app.domain import register
from app.domain.register import RoomClosed
from app.models import AssetModel, Category, FundingSource, Room, Site
from app.routes.forms import text
from app.routes.naming import uuid_of


def choices(site: Site) -> dict[str, Any]:
    """What the fields of a form offer at a site."""
    models = select(AssetModel).order_by(AssetModel.maker, AssetModel.name)
    rooms = select(Room).where(Room.site_id == site.id, Room.closed_at.is_(None)).order_by(Room.name)
    sources = select(FundingSource).order_by(FundingSource.name)
    return {
        "models": list(db.session.scalars(models.options(joinedload(AssetModel.category)).limit(500))),
        "rooms": list(db.session.scalars(rooms)),
        "categories": list(db.session.scalars(select(Category.name).order_by(Category.name))),
        "fundings": list(db.session.scalars(sources.limit(200))),
    }


def model_chosen(uuid: str) -> AssetModel:
    """The model that was chosen from the list."""
    query = select(AssetModel).where(AssetModel.uuid == uuid_of(uuid))
    return db.session.scalar(query.options(joinedload(AssetModel.category))) or abort(404)


def model_described() -> AssetModel | None:
    """The model that was described in words, which may be a new one."""
    name = text("model_name", 120)
    if not name:
        return None
    return register.model_named(
        name,
        maker=text("maker", 80),
        number=text("model_number", 80),
        category=text("category", 60) or "Other",
    )


def room_chosen(site: Site) -> Room | None:
    """The room that was chosen, of this site alone. Raises RoomClosed."""
    if not request.form.get("room"):
        return None
    room = access.room(uuid_of(request.form.get("room")))
    if room.closed_at is not None:
        raise RoomClosed(room=room.name, field="room")
    return room if room.site_id == site.id else abort(404)


def funding_named() -> FundingSource | None:
    """The funding source that was named, with its award."""
    name = text("funding_source", 120)
    return register.funding_named(name, text("fain", 60)) if name else None
