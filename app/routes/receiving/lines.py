"""The lines of a form of receiving, each so many of a model; and what such a form offers."""

from collections.abc import Iterator
from typing import Any, NamedTuple

from flask import request

from app.domain.receiving import NothingOrdered
from app.models import AssetModel, Site
from app.routes.forms import cents_in, number_in, text
from app.routes.register import choosing

MOST_LINES = 60
MOST = 100_000
COLUMNS = ("model", "quantity", "cost", "months", "condition")


class Line(NamedTuple):
    """A line of a form: so many of a model, with what else it says."""

    model: AssetModel
    quantity: int
    cents: int | None
    months: int | None
    condition: str | None


def lines_said() -> list[Line]:
    """The lines that name a model: those chosen from the list, then the new one that was described.

    Raises BadField, NothingOrdered.
    """
    found = [
        _line(str(at), choosing.model_chosen(chosen), at)
        for at, chosen in enumerate(request.form.getlist("model")[:MOST_LINES])
        if chosen
    ]
    if described := choosing.model_described():
        found.append(_line("new", described, -1))
    return found


def choices(site: Site) -> dict[str, Any]:
    """What the fields of a form offer, rooms where things are stored first."""
    offered = choosing.choices(site)
    return offered | {"rooms": sorted(offered["rooms"], key=lambda room: not room.stores)}


def lines_written() -> Iterator[dict[str, str]]:
    """The lines of a refused form, as they were written."""
    columns = [request.form.getlist(name)[:MOST_LINES] for name in COLUMNS]
    for at in range(len(columns[0])):
        yield {
            name: column[at] if at < len(column) else ""
            for name, column in zip(COLUMNS, columns, strict=True)
        }


def _line(where: str, model: AssetModel, at: int) -> Line:
    quantity = number_in(_at("quantity", where, at), "lines", MOST)
    if not quantity:
        raise NothingOrdered(field="lines")
    months = number_in(_at("months", where, at), "lines", 240)
    cents = cents_in(_at("cost", where, at), "lines")
    return Line(model, quantity, cents, months, _at("condition", where, at)[:60] or None)


def _at(name: str, where: str, at: int) -> str:
    """What stands in a column of a line; the new model's line has fields of its own."""
    if at < 0:
        return text(f"{name}_{where}")
    column = request.form.getlist(name)
    return column[at].strip() if at < len(column) else ""
