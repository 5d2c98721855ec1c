"""What the forms of receiving say: dates, numbers, amounts, and lines of models."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any, NamedTuple

from flask import abort, request
from flask_babel import gettext
from sqlalchemy import select
from sqlalchemy.orm import joinedload

from app import access
from app.db import db
from app.domain import register
from app.domain.refusals import Refusal
from app.models import AssetModel, Category, FundingSource, Room, Site
from app.routes.naming import uuid_of
from app.routes.words import explain

MOST_LINES = 60
MOST = 100_000
SINCE, UNTIL = date(1990, 1, 1), date(2199, 12, 31)


class BadField(ValueError):
    """A field that cannot be read; its name is the argument."""


class Line(NamedTuple):
    """A line of a form: so many of a model, with what else it says."""

    model: AssetModel
    quantity: int
    cents: int | None
    months: int | None
    condition: str | None


def text(name: str, most: int = 200) -> str:
    """A field as it was written; nothing where it is empty."""
    return request.form.get(name, "").strip()[:most]


def needed(name: str, most: int = 200) -> str:
    """A field that has to be filled. Raises BadField."""
    found = text(name, most)
    if not found:
        raise BadField(name)
    return found


def day(name: str) -> date | None:
    """A date. Raises BadField."""
    try:
        found = date.fromisoformat(text(name)) if text(name) else None
    except ValueError as fault:
        raise BadField(name) from fault
    if found is not None and not SINCE <= found <= UNTIL:
        raise BadField(name)
    return found


def needed_day(name: str) -> date:
    """A date that has to be there. Raises BadField."""
    found = day(name)
    if found is None:
        raise BadField(name)
    return found


def number(name: str, most: int = MOST) -> int | None:
    """A whole number from nought up. Raises BadField."""
    return _number(name, text(name), most)


def lines() -> list[Line]:
    """The lines that name a model: those chosen from the list, then the new one that was described. Raises BadField."""
    found = [
        _line(str(at), _chosen(chosen), at)
        for at, chosen in enumerate(request.form.getlist("model")[:MOST_LINES])
        if chosen
    ]
    if name := text("model_name", 120):
        model = register.model_named(
            name,
            maker=text("maker", 80),
            number=text("model_number", 80),
            category=text("category", 60) or "Other",
        )
        found.append(_line("new", model, -1))
    return found


def room_of(site: Site) -> Room | None:
    """The room chosen, of this site alone."""
    if not request.form.get("room"):
        return None
    room = access.room(uuid_of(request.form.get("room")))
    return room if room.site_id == site.id and room.closed_at is None else abort(404)


def funding() -> FundingSource | None:
    """The funding source that was named, with its award."""
    name = text("funding_source", 120)
    return register.funding_named(name, text("fain", 60)) if name else None


def why(fault: BadField | Refusal) -> dict[str, str]:
    """Which field is wrong, and why."""
    if isinstance(fault, Refusal):
        return {"field": str(fault.facts.get("field", "")), "words": explain(fault)}
    field = str(fault)
    known = {"lines": gettext("Name at least one model and how many.")}
    empty = not request.form.get(field, "").strip()
    words = gettext("This is needed.") if empty else gettext("This cannot be read. Look at it again.")
    return {"field": field, "words": known.get(field, words)}


def choices(site: Site) -> dict[str, Any]:
    """What the fields of a form offer."""
    models = select(AssetModel).order_by(AssetModel.maker, AssetModel.name)
    rooms = select(Room).where(Room.site_id == site.id, Room.closed_at.is_(None))
    sources = select(FundingSource).order_by(FundingSource.name)
    return {
        "models": list(db.session.scalars(models.options(joinedload(AssetModel.category)).limit(500))),
        "rooms": sorted(db.session.scalars(rooms), key=lambda room: (not room.stores, room.name)),
        "categories": list(db.session.scalars(select(Category.name).order_by(Category.name))),
        "fundings": list(db.session.scalars(sources.limit(200))),
    }


def written_lines() -> Iterator[dict[str, str]]:
    """The lines of a refused form, as they were written."""
    names = ("model", "quantity", "cost", "months", "condition")
    columns = [request.form.getlist(name)[:MOST_LINES] for name in names]
    for at in range(len(columns[0])):
        yield {
            name: column[at] if at < len(column) else "" for name, column in zip(names, columns, strict=True)
        }


def _chosen(uuid: str) -> AssetModel:
    query = select(AssetModel).where(AssetModel.uuid == uuid_of(uuid))
    return db.session.scalar(query.options(joinedload(AssetModel.category))) or abort(404)


def _line(where: str, model: AssetModel, at: int) -> Line:
    quantity = _number("lines", _at("quantity", where, at), MOST)
    if not quantity:
        raise BadField("lines")
    months = _number("lines", _at("months", where, at), 240)
    return Line(
        model, quantity, _cents(_at("cost", where, at)), months, _at("condition", where, at)[:60] or None
    )


def _at(name: str, where: str, at: int) -> str:
    """What stands in a column of a line; the new model's line has fields of its own."""
    if at < 0:
        return text(f"{name}_{where}")
    column = request.form.getlist(name)
    return column[at].strip() if at < len(column) else ""


def _number(name: str, said: str, most: int) -> int | None:
    try:
        found = int(said) if said else None
    except ValueError as fault:
        raise BadField(name) from fault
    if found is not None and not 0 <= found <= most:
        raise BadField(name)
    return found


def _cents(said: str) -> int | None:
    try:
        amount = Decimal(said.replace("$", "").replace(",", "")) if said else None
        if amount is not None and not 0 <= amount < 10_000_000:
            raise BadField("lines")
    except InvalidOperation as fault:
        raise BadField("lines") from fault
    return None if amount is None else int((amount * 100).to_integral_value())
