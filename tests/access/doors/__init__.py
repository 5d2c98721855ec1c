"""One request for every route, about a thing of Marshall Middle, and the same about a thing of Lincoln High."""

from tests.access.doors import (
    accessories,
    audits,
    carts,
    certification,
    custody,
    devices,
    directory,
    duties,
    importing,
    insight,
    looks,
    losses,
    offline,
    papers,
    receiving,
    register,
    requests,
    roster,
    transfers,
)
from tests.access.doors.door import Door
from tests.access.doors.things import Things, things_of

DOORS: dict[str, Door] = {
    name: door
    for feature in (
        accessories,
        audits,
        carts,
        certification,
        custody,
        devices,
        directory,
        duties,
        importing,
        insight,
        looks,
        losses,
        offline,
        papers,
        receiving,
        register,
        requests,
        roster,
        transfers,
    )
    for name, door in feature.DOORS.items()
}

__all__ = ["DOORS", "Door", "Things", "things_of"]
