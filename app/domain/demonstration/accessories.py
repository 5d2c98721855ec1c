"""Chargers, cables and sleeves of the demonstration: stocked, given along, running low. Policy: CUS-5."""

from datetime import timedelta

from app.domain import accessories
from app.domain.custody import sets
from app.domain.demonstration.calendar import Calendar
from app.domain.demonstration.furnishing import Place

KINDS = (("Charger", 60, 20), ("USB-C cable", 25, 10), ("Sleeve", 24, 15), ("Stylus", 12, 5))
GIVEN_ALONG = ("Charger", "Sleeve")
MOST_GIVEN = 20


def keep_accessories(place: Place, calendar: Calendar, homeroom: str) -> None:
    """The kinds of a school, and what a homeroom's students took along."""
    summer = place.act.at(calendar.at(calendar.summer(0, 20), 10))
    for name, stock, threshold in KINDS:
        accessories.add_kind(place.site, name, summer, threshold=threshold, stock=stock)
    for checkout in sets.checkouts_in(place.rooms[homeroom])[:MOST_GIVEN]:
        accessories.issue(checkout, place.site.id, GIVEN_ALONG, place.act.at(checkout.began_at))
    kinds = {kind.name: kind for kind in accessories.kinds_of(place.site.id)}
    lately = place.act.at(calendar.ago(6))
    accessories.write_off(kinds["Charger"], 2, lately, "Frayed")
    accessories.receive(
        kinds["USB-C cable"], 10, place.act.at(lately.happened_at + timedelta(hours=1)), "From the warehouse"
    )
