"""Scanning in: each device of a delivery becomes an asset of the register at once. Policy: RCV-4, REG-3, REG-5."""

from collections.abc import Sequence
from datetime import date
from typing import Any, NamedTuple

from sqlalchemy import select

from app.db import db, insert_all, uuid7
from app.domain import register
from app.domain.codes import look_up_key
from app.domain.ledger import Act
from app.domain.receiving.delivering import hold, reckon
from app.domain.receiving.judging import judge
from app.domain.refusals import Refusal
from app.models import Arrival, Asset, Delivery, DeliveryLine


class TakenBackAlready(Refusal):
    """Somebody took this scan back a moment ago."""

    reason = "taken_back_already"


class WithoutCodes(Refusal):
    """A device with neither a serial number nor a tag could never be told from another."""

    reason = "without_codes"


class Scanned(NamedTuple):
    """A device in somebody's hand: its maker's number and the label that was put on it."""

    serial: str | None
    tag: str | None = None


def arrive(line: DeliveryLine, devices: Sequence[Scanned], act: Act) -> list[int]:
    """Register devices that came of a line; gives their assets' keys. More than were expected may come.

    Raises SignedOffAlready, SerialRegistered, ScannedTwice, StandsTwice, UnfitCode, CodeTooLong, TagTaken, RoomClosed,
    WithoutCodes: then none is registered.
    """
    delivery = line.delivery
    hold(delivery)
    for refusal in judge(line, [one.serial for one in devices if one.serial is not None]).against:
        raise refusal[1]
    if not all(one.serial or one.tag for one in devices):
        raise WithoutCodes
    paper = _paper(line)
    keys = register.register_each(
        delivery.site,
        [paper | {"serial": one.serial, "tag": one.tag} for one in devices],
        room=delivery.room,
        model=line.model,
        act=act,
        details={"delivery": str(delivery.uuid)},
    )
    by_id = act.by_id or 0
    insert_all(
        Arrival,
        [
            {
                "uuid": uuid7(), "line_id": line.id, "asset_id": key, "serial": one.serial,
                "key": look_up_key(one.serial) if one.serial else None, "arrived_at": act.happened_at, "by_id": by_id,
            }
            for key, one in zip(keys, devices, strict=True)
        ],
    )  # fmt: skip
    reckon(delivery)
    return keys


def take_back(arrival: Arrival, act: Act) -> None:
    """Undo a scan: the asset that it registered is void, its serial number and its tag are free again.

    Raises TakenBackAlready, SignedOffAlready, UsedSince.
    """
    delivery = arrival.line.delivery
    hold(delivery)
    db.session.refresh(arrival)
    if arrival.taken_back_at is not None:
        raise TakenBackAlready
    register.void(arrival.asset, act, why="scanned in error")
    arrival.taken_back_at = act.happened_at
    arrival.taken_back_by_id = act.by_id
    reckon(delivery)


def delivery_of(asset: Asset) -> Delivery | None:
    """With which delivery an asset came, if it was scanned in with one."""
    query = select(Delivery).join(DeliveryLine).join(Arrival, Arrival.line_id == DeliveryLine.id)
    return db.session.scalar(query.where(Arrival.asset_id == asset.id, Arrival.taken_back_at.is_(None)))


def _paper(line: DeliveryLine) -> dict[str, Any]:
    """What is the same for every device of a line: the order's and the delivery's part. Policy: REG-2, LAW-1."""
    delivery = line.delivery
    stored = delivery.room is not None and delivery.room.stores
    told: dict[str, Any] = {
        "state": "in_stock" if stored else "received",
        "delivered_on": delivery.received_on,
        "delivered_to": delivery.site.name,
        "shipped_on": delivery.shipped_on,
        "itemised_list": delivery.packing_list,
    }
    if delivery.order is not None and line.order_line is not None:
        order, ordered = delivery.order, line.order_line
        told |= {
            "purchase_order": order.number, "supplier": order.supplier, "purchased_on": order.ordered_on,
            "funding_source_id": order.funding_source_id, "federal_share": order.federal_share,
            "title_holder": order.title_holder, "use": order.use, "ecf": order.ecf,
            "bought_by_programme": order.bought_by_programme, "condition": "new",
            "cost_cents": ordered.cost_cents, "warranty_kind": ordered.warranty_kind,
            "warranty_months": ordered.warranty_months,
            "warranty_until": months_later(delivery.received_on, ordered.warranty_months),
        }  # fmt: skip
    if delivery.donation is not None and line.donation_line is not None:
        told |= {
            "supplier": delivery.donation.giver, "purchased_on": delivery.received_on,
            "condition": line.donation_line.condition, "cost_cents": line.donation_line.value_cents,
        }  # fmt: skip
    return told


def months_later(day: date, months: int | None) -> date | None:
    """The same day some months on, or the last of that month."""
    if months is None:
        return None
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    for last in range(day.day, 0, -1):
        try:
            return date(year, month + 1, last)
        except ValueError:
            continue
    return None
