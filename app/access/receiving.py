"""The doors to orders, deliveries, what came of them and what is offered, and to days of a calendar."""

from uuid import UUID

from flask import abort
from sqlalchemy import select
from sqlalchemy.orm import joinedload, selectinload

from app.access.doors import scope
from app.access.finding import one
from app.models import (
    Arrival,
    AssetModel,
    CalendarDays,
    Delivery,
    DeliveryLine,
    DeliveryPaper,
    Donation,
    DonationLine,
    OrderLine,
    PurchaseOrder,
)


def purchase_order(uuid: UUID) -> PurchaseOrder:
    """An order of one's sites, with its lines."""
    query = select(PurchaseOrder).where(PurchaseOrder.uuid == uuid, scope().where(PurchaseOrder.site_id))
    lines = selectinload(PurchaseOrder.lines)
    return one(
        query.options(
            joinedload(PurchaseOrder.site), joinedload(PurchaseOrder.funding_source),
            lines.joinedload(OrderLine.model).joinedload(AssetModel.category),
        )
    )  # fmt: skip


def delivery(uuid: UUID) -> Delivery:
    """A delivery to one's sites, with its lines."""
    query = select(Delivery).where(Delivery.uuid == uuid, scope().where(Delivery.site_id))
    lines = selectinload(Delivery.lines)
    return one(
        query.options(
            joinedload(Delivery.site), joinedload(Delivery.room), joinedload(Delivery.donation),
            joinedload(Delivery.order).joinedload(PurchaseOrder.funding_source),
            lines.joinedload(DeliveryLine.order_line), lines.joinedload(DeliveryLine.donation_line),
            lines.joinedload(DeliveryLine.model).joinedload(AssetModel.category),
        )
    )  # fmt: skip


def arrival(uuid: UUID) -> Arrival:
    """A device that came with a delivery to one's sites."""
    query = select(Arrival).join(Arrival.line).join(DeliveryLine.delivery)
    query = query.where(Arrival.uuid == uuid, scope().where(Delivery.site_id))
    return one(
        query.options(joinedload(Arrival.line).joinedload(DeliveryLine.delivery), joinedload(Arrival.asset))
    )


def delivery_paper(uuid: UUID) -> DeliveryPaper:
    """A paper of a delivery to one's sites."""
    query = select(DeliveryPaper).join(DeliveryPaper.delivery).where(DeliveryPaper.uuid == uuid)
    return one(query.where(scope().where(Delivery.site_id)))


def donation(uuid: UUID) -> Donation:
    """What one of one's sites was offered."""
    query = select(Donation).where(Donation.uuid == uuid, scope().where(Donation.site_id))
    lines = selectinload(Donation.lines)
    return one(query.options(joinedload(Donation.site), lines.joinedload(DonationLine.model)))


def calendar_days(uuid: UUID) -> CalendarDays:
    """Days that a site of one's own entered; the district's, for whoever looks after all of it."""
    found = one(select(CalendarDays).where(CalendarDays.uuid == uuid, CalendarDays.removed_at.is_(None)))
    theirs = scope()
    if not (theirs.everywhere if found.site_id is None else theirs.holds(found.site_id)):
        abort(404)
    return found
