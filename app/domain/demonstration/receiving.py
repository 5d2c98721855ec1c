"""Deliveries, from the purchase order to the tag on each device. Policy: REG-2, REG-3, RCV-2."""

from collections.abc import Sequence
from datetime import date, timedelta
from random import Random
from typing import Any

from sqlalchemy import select

from app.db import db
from app.domain import ledger, register
from app.domain.demonstration.calendar import Calendar
from app.domain.demonstration.kinds import KINDS, Kind, mac, models, serial
from app.domain.demonstration.orders import FUNDING, ORDERS, Order
from app.domain.ledger import Act, NewAsset
from app.models import Asset, FundingSource, Room, Site

FIRST_TAG, FIRST_CART, FIRST_ORDER = 104_001, 2001, 4500_100_210
CONDITIONS = ("new", "good", "good", "fair", "fair", "worn")


class Dock:
    """Where deliveries come in: it orders, receives, tags and registers."""

    def __init__(self, calendar: Calendar, chance: Random) -> None:
        self._calendar, self._chance = calendar, chance
        self._models = models()
        self._money = {
            word: register.funding_named(money.name, money.fain) for word, money in FUNDING.items()
        }
        self._tag, self._cart, self._order = FIRST_TAG, FIRST_CART, FIRST_ORDER
        self._serials: set[str] = set()

    def deliver(self, word: str, rooms: Sequence[Room], act: Act, **more: Any) -> list[Asset]:
        """One order's devices, registered where they were put: one for each room given, `more` being its columns."""
        order = ORDERS[word]
        site, delivered_on = (
            rooms[0].site,
            self._calendar.summer(order.summers_ago, self._chance.randint(6, 28)),
        )
        self._order += self._chance.randint(3, 90)
        paper = self._paper(order, site, delivered_on, act)
        done = act.at(self._calendar.at(delivered_on + timedelta(days=1), 9, self._chance.randint(0, 59)))
        new = [self._device(order, room, paper | more, done) for room in rooms]
        keys = ledger.register_all(new)
        return list(db.session.scalars(select(Asset).where(Asset.id.in_(keys)).order_by(Asset.id)))

    def _device(self, order: Order, room: Room, paper: dict[str, Any], act: Act) -> NewAsset:
        kind = KINDS[order.kind]
        columns = {
            "tag": self.next_tag(kind.category),
            "serial": self.next_serial(kind),
            "site_id": room.site_id,
            "room_id": room.id,
            "state": "in_stock" if room.stores else "deployed",
            "wired_mac": mac(kind.wired, self._chance) if kind.wired else None,
            "wireless_mac": mac(kind.wireless, self._chance) if kind.wireless else None,
        } | paper
        return NewAsset(columns, register.codes_of(columns), act)

    def next_tag(self, category: str = "") -> str:
        """A tag from the roll; carts have a series of their own."""
        if category == "Cart":
            self._cart += 1
            return f"CART-{self._cart - 1}"
        self._tag += 1
        return f"A{self._tag - 1}"

    def _paper(self, order: Order, site: Site, delivered_on: date, act: Act) -> dict[str, Any]:
        """What is the same for every device of an order."""
        kind, money = KINDS[order.kind], FUNDING[order.money]
        model = self._models[order.kind]
        return {
            "model_id": model.id,
            "managed_by": model.category.managed_by,
            "ecf": order.money == "connectivity",
            "bought_by_programme": order.programme,
            "condition": CONDITIONS[order.summers_ago],
            "use": order.use,
            "purchase_order": str(self._order),
            "supplier": order.supplier,
            "purchased_on": delivered_on - timedelta(days=46),
            "cost_cents": kind.cents,
            **self._funded(self._money[order.money], money.share),
            "title_holder": "District",
            "shipped_on": delivered_on - timedelta(days=6),
            "delivered_on": delivered_on,
            "delivered_to": site.name,
            "proof_of_delivery": f"POD {self._order}-1",
            "itemised_list": f"Packing list {self._order}-1",
            "signed_off_by": act.actor.name if act.actor else None,
            "signed_off_on": delivered_on,
            "warranty_kind": "Maker, parts and labor",
            "warranty_months": kind.warranty,
            "warranty_until": _years_later(delivered_on, kind.warranty // 12),
            "end_of_life_on": _years_later(delivered_on, kind.life),
            "operating_system": kind.system,
        }

    def _funded(self, source: FundingSource, share: int | None) -> dict[str, Any]:
        return {"funding_source_id": source.id, "federal_share": share}

    def next_serial(self, kind: Kind) -> str:
        """A serial number as this kind's maker writes them, that nothing else bears."""
        while (number := serial(kind, self._chance)) in self._serials:
            pass
        self._serials.add(number)
        return number


def _years_later(day: date, years: int) -> date:
    return day.replace(year=day.year + years)
