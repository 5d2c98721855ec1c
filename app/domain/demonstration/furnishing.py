"""A site from its opening to the first day of this school year: rooms, people, deliveries, and what went where."""

from dataclasses import dataclass, field
from datetime import timedelta

from app.domain import directory
from app.domain.demonstration import using
from app.domain.demonstration.calendar import Calendar
from app.domain.demonstration.orders import ORDERS
from app.domain.demonstration.people import Registry, Roster
from app.domain.demonstration.plans import Plan
from app.domain.demonstration.receiving import Dock
from app.domain.demonstration.telling import Told
from app.domain.ledger import Act
from app.models import Asset, Person, Room, Site, User

CART_SUMMERS = ORDERS["carts"].summers_ago


@dataclass
class Place:
    """A site as it stands: what waits in storage, by the order it came with; what stands in a room for good; what
    its cart holds or its students took home; and what nobody placed anywhere.
    """

    plan: Plan
    site: Site
    rooms: dict[str, Room]
    roster: Roster
    act: Act
    stock: dict[str, list[Asset]] = field(default_factory=dict)
    fixed: dict[str, list[Asset]] = field(default_factory=dict)
    lent: dict[str, list[Asset]] = field(default_factory=dict)
    mislaid: list[Asset] = field(default_factory=list)

    def take(self, order: str, count: int) -> list[Asset]:
        """The next devices of an order out of storage."""
        taken, self.stock[order] = self.stock[order][:count], self.stock[order][count:]
        return taken


def open_site(plan: Plan) -> tuple[Site, dict[str, Room]]:
    """The site and its doors."""
    site, _ = directory.put_site(plan.details)
    return site, {
        door.code: directory.add_room(site, code=door.code, name=door.name, kind=door.kind)
        for door in plan.doors
    }


def furnish(
    plan: Plan, site: Site, rooms: dict[str, Room], *, registry: Registry, dock: Dock, users: dict[str, User]
) -> Place:
    """People come, devices are delivered to where they stay or wait."""
    act = Told.now(users[plan.manager], "demo")
    place = Place(plan, site, rooms, registry.enrol(plan, site, rooms, users), act)
    place.fixed, place.lent = {code: [] for code in rooms}, {code: [] for code in rooms}
    for delivery in plan.deliveries:
        doors = [rooms[code] for code in plan.where(delivery)]
        for asset, door in zip(dock.deliver(delivery.order, doors, act), doors, strict=True):
            kept = place.stock.setdefault(delivery.order, []) if door.stores else place.fixed[door.code]
            kept.append(asset)
    return place


def issue_all(place: Place, calendar: Calendar, dock: Dock) -> None:
    """Carts are loaded, last year's students had their devices and brought them back, this year's have theirs."""
    _load_carts(place, calendar, dock)
    _last_year(place, calendar)
    _this_year(place, calendar)
    _staff(place, calendar)


def _load_carts(place: Place, calendar: Calendar, dock: Dock) -> None:
    for number, door in enumerate(door for door in place.plan.doors if door.cart):
        keeper = place.roster.keepers[door.code]
        [cart] = dock.deliver(
            "carts", [place.rooms[door.code]], place.act, slots=door.slots, responsible_id=keeper.id
        )
        place.fixed[door.code].append(cart)
        # The last slots of every other cart stand empty, as they do.
        devices = place.lent[door.code] = place.take(door.cart, door.slots - 2 * (number % 2))
        summers = min(CART_SUMMERS, ORDERS[door.cart].summers_ago)
        began = calendar.at(calendar.first_day(summers), 9 + number % 4)
        using.load_cart(cart, devices, began, place.act)


def _last_year(place: Place, calendar: Calendar) -> None:
    """Devices that are older than this year were in other hands before."""
    doors = [door for door in place.plan.doors if door.take_home and ORDERS[door.take_home].summers_ago]
    if not doors:
        return
    storage = next(room for room in place.rooms.values() if room.stores)
    devices = place.stock[doors[0].take_home][: doors[0].students]
    people = place.roster.students[doors[-1].code]
    using.check_out(devices, people, calendar.at(calendar.first_day(1), 13), place.act)
    june = calendar.first_day().replace(month=6, day=6)
    using.collect(devices, storage, calendar.at(june, 9), place.act, condition="good")


def _this_year(place: Place, calendar: Calendar) -> None:
    """Every homeroom in turn; one student of each school came later and has nothing yet."""
    for number, door in enumerate(door for door in place.plan.doors if door.take_home):
        students = place.roster.students[door.code][: -1 if number == 2 else None]
        began = calendar.at(calendar.first_day() + timedelta(days=1 + number // 6), 8 + number % 6)
        devices = place.lent[door.code] = place.take(door.take_home, len(students))
        using.check_out(devices, students, began, place.act)


def _staff(place: Place, calendar: Calendar) -> None:
    people: list[Person] = place.roster.staff
    began = calendar.at(calendar.first_day(2), 10)
    using.check_out(place.take("staff laptops", len(people)), people, began, place.act)
