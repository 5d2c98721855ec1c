"""The pages of receiving: an order, a delivery that is late, its bench, and what waits for ITS."""

from sqlalchemy import select

from app.db import db
from app.domain import receiving
from app.domain.access import Scope
from app.models import Delivery, Donation
from tests.browser.places import Page


def receiving_pages(site: int) -> list[Page]:
    """One of each that has a page of its own."""
    late = db.session.scalars(receiving.late_deliveries(Scope.of(site)).limit(1)).one()
    done = db.session.scalars(receiving.deliveries(Scope.of(site), "done").limit(1)).one()
    waits = db.session.scalars(receiving.donations_waiting(Scope.of(site)).limit(1)).one()
    refused = db.session.scalars(select(Donation).where(Donation.outcome == "refused").limit(1)).one()
    half = db.session.scalars(
        select(Delivery).where(Delivery.order_id == done.order_id, Delivery.id != done.id)
    ).one()
    assert late.order is not None
    return [
        Page("delivery", f"/deliveries/{late.uuid}"),
        Page("delivery-done", f"/deliveries/{done.uuid}"),
        Page("delivery-bench", f"/deliveries/{half.uuid}/scan"),
        Page("delivery-serials", f"/deliveries/{late.uuid}/serials"),
        Page("delivery-new", f"/deliveries/new?order={late.order.uuid}"),
        Page("order", f"/orders/{late.order.uuid}"),
        Page("donation", f"/donations/{waits.uuid}"),
        Page("donation-refused", f"/donations/{refused.uuid}"),
    ]
