"""What was bought when, from whom, and out of which money. Policy: REG-7, LAW-1."""

from typing import NamedTuple


class Money(NamedTuple):
    """A funding source; a federal one has an award number and pays a share of the cost, in per cent."""

    name: str
    fain: str = ""
    share: int | None = None


class Order(NamedTuple):
    """A purchase: of which kind, how many summers ago, for what use."""

    kind: str
    summers_ago: int
    money: str
    supplier: str
    use: str
    programme: bool = False


FUNDING: dict[str, Money] = {
    "general": Money("General Fund"),
    "bond": Money("Measure T Bond"),
    "title": Money("Title I, Part A", "S010A240005", 100),
    "relief": Money("ESSER III", "S425U210016", 100),
    "career": Money("Perkins V Career Technical Education", "V048A230005", 60),
    "connectivity": Money("Emergency Connectivity Fund", "ECF202101472", 100),
    "gift": Money("Rosewood Education Foundation"),
}

HARBOR, SIERRA, CIVIC = "Harbor Education Supply", "Sierra Classroom Systems", "Civic Networks Inc."

ORDERS: dict[str, Order] = {
    "old chromebooks": Order("old chromebook", 4, "relief", HARBOR, "Student", programme=True),
    "chromebooks": Order("chromebook", 2, "title", HARBOR, "Student", programme=True),
    "new chromebooks": Order("new chromebook", 0, "general", HARBOR, "Student", programme=True),
    "student laptops": Order("student laptop", 2, "relief", SIERRA, "Student", programme=True),
    "new student laptops": Order("new student laptop", 1, "general", HARBOR, "Student", programme=True),
    "staff laptops": Order("staff laptop", 2, "general", SIERRA, "Staff"),
    "tablets": Order("tablet", 1, "title", HARBOR, "Student"),
    "lab desktops": Order("desktop", 3, "career", SIERRA, "Lab"),
    "lab monitors": Order("monitor", 3, "career", SIERRA, "Lab"),
    "media iMacs": Order("imac", 2, "career", HARBOR, "Lab"),
    "office desktops": Order("desktop", 4, "general", SIERRA, "Staff"),
    "office monitors": Order("monitor", 4, "general", SIERRA, "Staff"),
    "panels": Order("panel", 1, "bond", SIERRA, "Teaching"),
    "projectors": Order("projector", 5, "general", SIERRA, "Teaching"),
    "document cameras": Order("document camera", 3, "gift", SIERRA, "Teaching"),
    "printers": Order("printer", 3, "general", SIERRA, "Staff"),
    "access points": Order("access point", 2, "bond", CIVIC, "Network"),
    "switches": Order("switch", 4, "bond", CIVIC, "Network"),
    "hotspots": Order("hotspot", 3, "connectivity", CIVIC, "Student"),
    "carts": Order("cart", 3, "relief", HARBOR, "Storage and charging"),
}
