"""What a form offers of the register, and what was chosen there: a model, a room, where the money came from."""

from collections.abc import Iterable
from typing import Any

from flask import abort, request

from app import access
from app.domain import directory, register
from app.models import AssetModel, FundingSource, Room, Site
from app.routes.forms import text
from app.routes.naming import uuid_of


def choices(site: Site) -> dict[str, Any]:
    """What the fields of a form offer at a site."""
    return {
        "models": register.models_known(),
        "rooms": directory.rooms_open_at(site.id),
        "categories": register.category_names(),
        "fundings": register.sources_known(),
    }


def model_chosen(uuid: str) -> AssetModel:
    """The model that was chosen from the list."""
    return register.model_known(uuid_of(uuid)) or abort(404)


def model_said(models: Iterable[AssetModel], name: str, maker: str) -> AssetModel | None:
    """The one model that somebody else, as a device management, calls so, with or without its maker."""
    said, by = _plain(name), _plain(maker)
    called = [model for model in models if said in _names(model) and _agree(by, _plain(model.maker))]
    return called[0] if said and len(called) == 1 else None


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
    register.refuse_if_closed(room, field="room")
    return room if room.site_id == site.id else abort(404)


def funding_named() -> FundingSource | None:
    """The funding source that was named, with its award."""
    name = text("funding_source", 120)
    return register.funding_named(name, text("fain", 60)) if name else None


def _names(model: AssetModel) -> set[str]:
    return {_plain(model.name), _plain(model.number), _plain(f"{model.maker} {model.name}")}


def _agree(said: str, known: str) -> bool:
    """One maker, as "Dell Inc." is "Dell", or one that is not said."""
    return said.startswith(known) or known.startswith(said)


def _plain(words: str) -> str:
    return " ".join(words.casefold().split())
