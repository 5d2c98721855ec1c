"""Entering the orders of a list: an order is entered whole, or left out and named."""

from collections.abc import Sequence
from itertools import groupby
from operator import attrgetter
from typing import NamedTuple

from sqlalchemy import func, select

from app import clock
from app.db import db
from app.domain import register
from app.domain.ledger import Act
from app.domain.receiving.ordering import Ordered, found_order, order
from app.files.orders import Row
from app.models import AssetModel, PurchaseOrder, Site


class LeftOut(NamedTuple):
    """An order of a list that was not entered: by its number, from which line, and why."""

    number: str
    line: int
    reason: str
    field: str = ""


def order_all(site: Site, rows: Sequence[Row], act: Act) -> tuple[list[PurchaseOrder], list[LeftOut]]:
    """Enter what can be entered; a list that is brought in again enters nothing twice."""
    entered, left_out = [], []
    by_number = sorted(rows, key=attrgetter("number"))
    for number, group in groupby(by_number, key=attrgetter("number")):
        lines = sorted(group, key=attrgetter("line"))
        trouble = _trouble(site, number, lines)
        if trouble is None:
            entered.append(_entered(site, number, lines, act))
        else:
            left_out.append(trouble)
    return entered, sorted(left_out, key=attrgetter("line"))


def _trouble(site: Site, number: str, lines: Sequence[Row]) -> LeftOut | None:
    for line in lines:
        if line.wrong is not None:
            return LeftOut(number, line.line, "unreadable", line.wrong)
    if found_order(site, number) is not None:
        return LeftOut(number, lines[0].line, "there_already")
    return None


def _entered(site: Site, number: str, lines: Sequence[Row], act: Act) -> PurchaseOrder:
    first = lines[0]
    source = register.funding_named(first.funding, first.fain) if first.funding else None
    ordered = [
        Ordered(
            _model(line),
            line.quantity,
            line.cents,
            line.months,
        )
        for line in lines
    ]
    return order(
        site,
        number,
        ordered,
        act,
        supplier=first.supplier,
        ordered_on=first.ordered_on or clock.day(),
        funding_source_id=source.id if source else None,
        federal_share=first.share,
    )


def _model(line: Row) -> AssetModel:
    """The one model that the words of a line fit, else a new one of just these words."""
    query = select(AssetModel).where(func.lower(AssetModel.name) == line.model.lower())
    if line.maker:
        query = query.where(func.lower(AssetModel.maker) == line.maker.lower())
    if line.model_number:
        query = query.where(func.lower(AssetModel.number) == line.model_number.lower())
    fit = list(db.session.scalars(query.limit(2)))
    if len(fit) == 1:
        return fit[0]
    category = line.category or "Other"
    return register.model_named(line.model, maker=line.maker, number=line.model_number, category=category)
