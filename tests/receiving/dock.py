"""Ivy at the loading dock of Marshall Middle: orders entered, boxes opened, devices scanned in."""

import re
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import select

from app.db import db
from app.domain import register
from app.models import Arrival, Asset, AssetModel, Delivery, DeliveryLine, PurchaseOrder
from tests.district import District, Visitor

ORDERED = {"number": "4500100900", "supplier": "Harbor Education Supply", "ordered_on": "2026-09-01"}
FEDERAL = {"funding_source": "Title I, Part A", "fain": "S010A240005", "federal_share": "100"}


class Dock:
    """What somebody does there, through the pages."""

    def __init__(self, district: District, visitor: Visitor) -> None:
        self.district, self.visitor = district, visitor

    def model(self, name: str = "300e Gen 4") -> AssetModel:
        return db.session.scalars(select(AssetModel).where(AssetModel.name == name)).one()

    def order(self, quantity: int | list[int] = 3, **more: Any) -> PurchaseOrder:
        """One line of laptops; `more` are further fields of the form."""
        form = {
            "site": self.district.marshall, "model": str(self.model().uuid), "quantity": quantity,
            "cost": "612.50", "months": "36", "title_holder": "District", **ORDERED, **FEDERAL, **more,
        }  # fmt: skip
        answer = self.visitor.post("/orders", data=form)
        assert answer.status_code == 303, answer.text
        return db.session.scalars(select(PurchaseOrder).where(PurchaseOrder.number == form["number"])).one()

    def deliver(self, order: PurchaseOrder, expected: int | None = None, **more: Any) -> Delivery:
        """What came of each line (of all that is left, where nothing is said), stored in the storage room."""
        form: dict[str, Any] = {
            f"expected-{line.uuid}": line.quantity if expected is None else expected for line in order.lines
        }
        form |= {
            "order": order.uuid, "received_on": "2026-10-14", "received_by": "Ivy Delgado",
            "room": self.district.room("STO").uuid, "packing_list": "PL-77", **more,
        }  # fmt: skip
        answer = self.visitor.post("/deliveries", data=form)
        assert answer.status_code == 303, answer.text
        return self.delivery(answer.location.split("/")[-2])

    def delivery(self, uuid: Any) -> Delivery:
        """The delivery as it stands in the database now."""
        query = select(Delivery).where(Delivery.uuid == UUID(str(uuid)))
        return db.session.scalars(query.execution_options(populate_existing=True)).one()

    def scan(self, delivery: Delivery, code: str, **state: Any) -> str:
        """One scan; what the bench says."""
        answer = self.visitor.post(
            f"/deliveries/{delivery.uuid}/scan", data={"code": code, **state}, headers={"HX-Request": "true"}
        )
        assert answer.status_code == 200, answer.text
        return answer.text

    def take_in(self, delivery: Delivery, serial: str, tag: str | None, **more: Any) -> str:
        """Both scans of a device (or the tap that says it gets no tag); what the bench says at last."""
        said = self.scan(delivery, serial, step="serial", **more)
        if step_of(said) != "tag":
            return said
        second = {"untagged": "1"} if tag is None else {}
        return self.scan(delivery, tag or "", step="tag", serial=in_hand(said), **second, **more)

    def sign_off(self, delivery: Delivery, **more: Any) -> int:
        form = {"signed_off_by": "Paul Marshall", "signed_off_on": "2026-10-14", **more}
        return self.visitor.post(f"/deliveries/{delivery.uuid}/sign-off", data=form).status_code

    def new_model(self, name: str, number: str, category: str) -> UUID:
        return register.model_named(name, number=number, category=category).uuid

    def arrivals(self, delivery: Delivery) -> list[Arrival]:
        query = select(Arrival).join(DeliveryLine).where(DeliveryLine.delivery_id == delivery.id)
        return list(db.session.scalars(query.where(Arrival.taken_back_at.is_(None)).order_by(Arrival.id)))

    def came(self, delivery: Delivery) -> list[Asset]:
        query = select(Asset).join(Arrival, Arrival.asset_id == Asset.id).join(DeliveryLine)
        query = query.where(DeliveryLine.delivery_id == delivery.id, Arrival.taken_back_at.is_(None))
        return list(db.session.scalars(query.order_by(Arrival.id).execution_options(populate_existing=True)))


def step_of(said: str) -> str:
    return found(r'data-step="(\w+)"', said)


def card_of(said: str) -> str:
    return found(r'data-verdict="(\w*)" data-step', said)


def in_hand(said: str) -> str:
    return found(r'name="serial" value="([^"]*)"', said)


def offered(said: str) -> str:
    """The next free tag that the bench offers."""
    return found(r'name="tag" value="([^"]*)"', said)


def found(shape: str, said: str) -> str:
    match = re.search(shape, said)
    assert match, said
    return match[1]


def on(text: str) -> date:
    return date.fromisoformat(text)
