"""Ordering: what is to come, of which model, at which price and out of which money. Policy: REG-2, REG-6, LAW-1."""

from collections.abc import Sequence
from datetime import date
from typing import Any, NamedTuple

from sqlalchemy import func, select

from app.db import db
from app.domain import policy
from app.domain.ledger import Act
from app.domain.refusals import Refusal
from app.models import Arrival, AssetModel, DeliveryLine, OrderLine, PurchaseOrder, Site


class DuplicateOrder(Refusal):
    """The site has an order of this number already."""

    reason = "duplicate_order"


class NothingOrdered(Refusal):
    """An order without a line."""

    reason = "nothing_ordered"


class Ordered(NamedTuple):
    """So many of a model, with what one costs and how long it is warranted."""

    model: AssetModel
    quantity: int
    cost_cents: int | None = None
    warranty_months: int | None = None
    warranty_kind: str | None = None


def order(
    site: Site,
    number: str,
    lines: Sequence[Ordered],
    act: Act,
    *,
    supplier: str,
    ordered_on: date,
    **more: Any,
) -> PurchaseOrder:
    """Enter an order; `more` are its further columns. Raises DuplicateOrder, NothingOrdered."""
    if not lines:
        raise NothingOrdered(field="lines")
    if found_order(site, number) is not None:
        raise DuplicateOrder(number=number, field="number")
    placed = PurchaseOrder(
        site=site, number=number, supplier=supplier, ordered_on=ordered_on, entered_at=act.happened_at, **more
    )
    placed.entered_by_id = act.by_id or 0
    for line in lines:
        placed.lines.append(
            OrderLine(
                model=line.model,
                quantity=line.quantity,
                cost_cents=line.cost_cents,
                warranty_months=line.warranty_months,
                warranty_kind=line.warranty_kind,
            )
        )
    db.session.add(placed)
    db.session.flush()
    return placed


def found_order(site: Site, number: str) -> PurchaseOrder | None:
    """A site's order by its number."""
    query = select(PurchaseOrder).where(PurchaseOrder.site_id == site.id, PurchaseOrder.number == number)
    return db.session.scalar(query)


def close_order(placed: PurchaseOrder, act: Act) -> None:
    """Expect nothing more of an order: what did not come is not coming."""
    placed.closed_at, placed.closed_by_id = act.heard_at, act.by_id


def open_order(placed: PurchaseOrder) -> None:
    """Expect the rest of an order again."""
    placed.closed_at = placed.closed_by_id = None


def came_of(orders: Sequence[int]) -> dict[int, int]:
    """How many devices came of each line of these orders, by the line's key."""
    query = (
        select(OrderLine.id, func.count())
        .join(DeliveryLine, DeliveryLine.order_line_id == OrderLine.id)
        .join(Arrival, Arrival.line_id == DeliveryLine.id)
        .where(OrderLine.order_id.in_(orders), Arrival.taken_back_at.is_(None))
        .group_by(OrderLine.id)
    )
    return dict(db.session.execute(query).all())


def warranty_wanting(model: AssetModel, months: int | None) -> int | None:
    """The months of warranty that devices of this category must have, where these have fewer. Policy: REG-6."""
    least: int | None = policy.value("warranty_months_at_least").get(model.category.name)
    return least if least is not None and (months or 0) < least else None
