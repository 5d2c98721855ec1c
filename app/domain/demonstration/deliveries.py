"""What is on its way into Marshall Middle: an order half here, a delivery that is late, a donation that waits.

Policy: RCV-1, RCV-3.
"""

from datetime import date, timedelta

from sqlalchemy import select

from app import clock
from app.db import db
from app.domain import directory, receiving, register
from app.domain.demonstration.calendar import Calendar
from app.domain.demonstration.furnishing import Place
from app.domain.demonstration.kinds import KINDS
from app.domain.demonstration.orders import FUNDING, HARBOR, SIERRA
from app.domain.demonstration.receiving import Dock
from app.domain.ledger import Act
from app.domain.receiving import Offered, Ordered, Review, Scanned
from app.models import AssetModel, Delivery, PurchaseOrder, Room, User

DAYS_LATE, LONGEST_AGO = 2, 150
SCANNED_AT = 10


def receive(place: Place, calendar: Calendar, dock: Dock, users: dict[str, User]) -> None:
    """The deliveries and donations of the story."""
    just_now = calendar.now - timedelta(minutes=30)
    act, its = (Act(users[key], "demo", just_now, just_now) for key in ("idm", "its"))
    _half_here(place, calendar, dock, act)
    _late(place, calendar, dock, act)
    _offered(place, calendar, act, its)


def _half_here(place: Place, calendar: Calendar, dock: Dock, act: Act) -> None:
    """Twelve of twenty-four came and are signed for; of six that came today, two are scanned in."""
    today = clock.day(calendar.now)
    order = _order(
        place, act, "new chromebook", 24, supplier=HARBOR, ordered_on=calendar.ago(46).date(), money="general"
    )
    first_day = calendar.ago(16).date()
    first = _deliver(act, order, place.rooms["STO"], first_day, expected=12, packing_list="PL-20417")
    _scan(first, dock, 12, act.at(calendar.at(first_day, SCANNED_AT)), "new chromebook")
    first.registered_on = first_day
    receiving.sign_off(
        first, act.actor.name if act.actor else "", first_day, act.at(calendar.at(first_day, 14))
    )
    second = _deliver(act, order, place.rooms["STO"], today, expected=6, packing_list="PL-20466")
    _scan(second, dock, 2, act, "new chromebook")


def _late(place: Place, calendar: Calendar, dock: Dock, act: Act) -> None:
    """Eight laptops for the staff that came some school days too long ago."""
    today = clock.day(calendar.now)
    came = next(
        day
        for day in (today - timedelta(days=ago) for ago in range(4, LONGEST_AGO))
        if directory.school_days_between(place.site, directory.due_on(place.site, day, 3), today) >= DAYS_LATE
    )
    order = _order(
        place, act, "staff laptop", 8, supplier=SIERRA, ordered_on=came - timedelta(days=30), money="title"
    )
    delivery = _deliver(act, order, place.rooms["STO"], came, expected=8, packing_list="PL-8833")
    _scan(delivery, dock, 3, act, "staff laptop")


def _offered(place: Place, calendar: Calendar, act: Act, its: Act) -> None:
    """One gift waits for ITS; another was too old to be taken."""
    tablet, laptop = _model("tablet"), _model("student laptop")
    receiving.offer(
        place.site, "Rosewood Education Foundation", [Offered(tablet, 10, "good", 18000)], act.at(calendar.ago(6)),
        offered_on=calendar.ago(6).date(), notes="Three years old, with cases and chargers.",
    )  # fmt: skip
    refused = receiving.offer(
        place.site, "Eastside Dental Group", [Offered(laptop, 4, "worn")], act.at(calendar.ago(20)),
        offered_on=calendar.ago(20).date(),
    )  # fmt: skip
    review = Review(meets_standards=False, can_be_updated=False, can_be_managed=True)
    receiving.refuse(refused, review, "It gets no security patches any more.", its.at(calendar.ago(15)))


def _order(
    place: Place, act: Act, kind: str, quantity: int, *, supplier: str, ordered_on: date, money: str
) -> PurchaseOrder:
    source, bought = FUNDING[money], KINDS[kind]
    line = Ordered(_model(kind), quantity, bought.cents, bought.warranty, "Maker, parts and labor")
    return receiving.order(
        place.site, f"45001{ordered_on:%m%d}{quantity:02d}", [line], act, supplier=supplier, ordered_on=ordered_on,
        funding_source_id=register.funding_named(source.name, source.fain).id, federal_share=source.share,
        title_holder="District", use="Student" if "chromebook" in kind else "Staff",
    )  # fmt: skip


def _deliver(
    act: Act, order: PurchaseOrder, room: Room, on: date, *, expected: int, packing_list: str
) -> Delivery:
    return receiving.deliver(
        order, on, {order.lines[0].id: expected}, room, act, shipped_on=on - timedelta(days=5),
        packing_list=packing_list,
    )  # fmt: skip


def _scan(delivery: Delivery, dock: Dock, count: int, act: Act, kind: str) -> None:
    devices = [Scanned(dock.next_serial(KINDS[kind]), dock.next_tag()) for _ in range(count)]
    receiving.arrive(delivery.lines[0], devices, act)


def _model(kind: str) -> AssetModel:
    told = KINDS[kind]
    query = select(AssetModel).where(AssetModel.name == told.name, AssetModel.number == told.number)
    return db.session.scalars(query).one()
