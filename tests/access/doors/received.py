"""An order of which a device came, a donation that waits, and a day off, made for the asking."""

from datetime import date
from typing import Any

from sqlalchemy import select

from app import clock
from app.db import db
from app.domain import directory, receiving
from app.domain.directory import Days
from app.domain.ledger import Act
from app.domain.receiving import Offered, Ordered, Scanned
from app.models import Arrival, AssetModel, Site
from app.routes.uploads import Sent


def received(site: Site, model: AssetModel, act: Act) -> dict[str, Any]:
    """The uuids of what is received, by their names among the things."""
    order = receiving.order(
        site, "PO-1", [Ordered(model, 3, 61250, 12)], act, supplier="Harbor", ordered_on=date(2026, 9, 1)
    )
    delivery = receiving.deliver(order, clock.day(), {order.lines[0].id: 3}, None, act)
    [key] = receiving.arrive(delivery.lines[0], [Scanned(f"PF-{site.code}")], act)
    paper = receiving.keep_paper(
        delivery, "proof", "proof", Sent(b"%PDF-1.4", "application/pdf", "p.pdf"), act
    )
    gift = receiving.offer(site, "Rosewood Foundation", [Offered(model, 2)], act, offered_on=date(2026, 9, 1))
    day = date(2026, 11, 25)
    days = directory.enter_days(site, Days("holiday", "Founders’ Day", day, day), act.actor)
    assert days is not None
    return {
        "order": order.uuid,
        "delivery": delivery.uuid,
        "delivery_line": delivery.lines[0].uuid,
        "arrival": db.session.scalars(select(Arrival.uuid).where(Arrival.asset_id == key)).one(),
        "paper": paper.uuid,
        "donation": gift.uuid,
        "calendar_days": days.uuid,
    }
