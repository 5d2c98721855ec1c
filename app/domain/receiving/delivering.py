"""A delivery: what came on a day, by when it has to be registered, and that somebody signed for it.

Policy: RCV-1, RCV-2.
"""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from sqlalchemy import func, select

from app import clock
from app.db import db
from app.domain import directory, ledger, policy
from app.domain.ledger import Act, Entry
from app.domain.refusals import Refusal
from app.models import (
    Arrival,
    Asset,
    Delivery,
    DeliveryLine,
    Donation,
    OrderLine,
    PurchaseOrder,
    Room,
    Site,
)


class NothingExpected(Refusal):
    """A delivery of nothing."""

    reason = "nothing_expected"


class NotYetReceived(Refusal):
    """A delivery that is said to come, or to be signed off, on a day that has not come."""

    reason = "not_yet_received"


class SignedOffAlready(Refusal):
    """The delivery is closed: what comes later is another one."""

    reason = "signed_off_already"


def deliver(
    order: PurchaseOrder,
    received_on: date,
    expected: Mapping[int, int],
    room: Room | None,
    act: Act,
    **more: Any,
) -> Delivery:
    """Enter what came of an order: how many of each line (by its key) the packing list promises.

    Raises NothingExpected, NotYetReceived.
    """
    found = _new(order.site, received_on, room, act, order=order, **more)
    for line in order.lines:
        if expected.get(line.id):
            found.lines.append(_line(line, expected[line.id]))
    return _entered(found)


def deliver_gift(donation: Donation, received_on: date, room: Room | None, act: Act, **more: Any) -> Delivery:
    """Enter what was accepted of somebody's gift, to be registered as any delivery. Policy: RCV-3."""
    found = _new(donation.site, received_on, room, act, donation=donation, **more)
    for line in donation.lines:
        found.lines.append(DeliveryLine(donation_line=line, model=line.model, expected=line.quantity))
    return _entered(found)


def sign_off(delivery: Delivery, name: str, on: date, act: Act) -> None:
    """Close a delivery in somebody's name; each of its devices learns who signed, when, and on which papers.

    What is missing stays expected of its order. Raises SignedOffAlready, NotYetReceived. Policy: RCV-2.
    """
    hold(delivery)
    if on > clock.day() or on < delivery.received_on:
        raise NotYetReceived(field="signed_off_on")
    delivery.signed_off_by, delivery.signed_off_on = name, on
    delivery.signed_off_by_id = act.by_id
    changes = {"signed_off_by": name, "signed_off_on": on} | _papers(delivery)
    came = select(Asset).join(Arrival, Arrival.asset_id == Asset.id).join(DeliveryLine)
    came = came.where(DeliveryLine.delivery_id == delivery.id, Arrival.taken_back_at.is_(None))
    devices = list(db.session.scalars(came.order_by(Asset.id).execution_options(populate_existing=True)))
    told = {"delivery": str(delivery.uuid)}
    ledger.record_all([Entry(one, "signed_off", act, changes=dict(changes), details=told) for one in devices])


def reckon(delivery: Delivery) -> None:
    """Whether nothing is missing any more, and since when."""
    db.session.flush()
    came = arrived([delivery.id])
    whole = all(came.get(line.id, 0) >= line.expected for line in delivery.lines)
    if not whole:
        delivery.registered_on = None
    elif delivery.registered_on is None:
        delivery.registered_on = clock.day()


def reckon_due(site: Site | None) -> None:
    """The calendar changed: open deliveries of a site, or of all, are due on other days perhaps."""
    query = select(Delivery).where(Delivery.signed_off_on.is_(None))
    if site is not None:
        query = query.where(Delivery.site_id == site.id)
    still_open = list(db.session.scalars(query))
    for delivery in still_open:
        delivery.due_on = _due(delivery.site, delivery.received_on)


def arrived(deliveries: Sequence[int]) -> dict[int, int]:
    """How many devices came of each line of these deliveries, by the line's key."""
    query = (
        select(Arrival.line_id, func.count())
        .join(DeliveryLine, DeliveryLine.id == Arrival.line_id)
        .where(DeliveryLine.delivery_id.in_(deliveries), Arrival.taken_back_at.is_(None))
        .group_by(Arrival.line_id)
    )
    return dict(db.session.execute(query).all())


def hold(delivery: Delivery) -> None:
    """Hold a delivery until the transaction ends: two people scan into it, one after the other.

    Raises SignedOffAlready.
    """
    query = select(Delivery).where(Delivery.id == delivery.id).with_for_update(of=Delivery)
    db.session.scalars(query.execution_options(populate_existing=True)).one()
    if delivery.signed_off_on is not None:
        raise SignedOffAlready(name=delivery.signed_off_by)


def _new(site: Site, received_on: date, room: Room | None, act: Act, **more: Any) -> Delivery:
    if received_on > clock.day():
        raise NotYetReceived(field="received_on")
    actor = act.actor
    usual = {"received_by": actor.name if actor else "", "entered_by_id": actor.id if actor else 0}
    found = Delivery(
        site=site, room=room, received_on=received_on, entered_at=act.happened_at, **usual | more
    )
    found.due_on = _due(site, received_on)
    return found


def _line(line: OrderLine, expected: int) -> DeliveryLine:
    return DeliveryLine(order_line=line, model=line.model, expected=expected)


def _entered(found: Delivery) -> Delivery:
    if not found.lines:
        raise NothingExpected(field="lines")
    db.session.add(found)
    db.session.flush()
    return found


def _due(site: Site, received_on: date) -> date:
    return directory.due_on(site, received_on, policy.value("registered_within_days", received_on))


def _papers(delivery: Delivery) -> dict[str, str]:
    """What the register says of the papers that are kept with the delivery."""
    kept = [paper for paper in delivery.papers if paper.attachment.removed_at is None]
    told = {}
    for kind, column in (("proof", "proof_of_delivery"), ("itemised", "itemised_list")):
        titles = [paper.attachment.title for paper in kept if paper.kind == kind]
        if titles:
            told[column] = ", ".join(titles)[:200]
    if "itemised_list" not in told and delivery.packing_list:
        told["itemised_list"] = delivery.packing_list
    return told
