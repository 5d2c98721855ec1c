"""Who is on a site's roster: what they hold, which rooms they answer for, and who is gone."""

from app.domain.roster.about import assets_held, checkouts_of, classes_of, guardians_of, owed_by, reported_of
from app.domain.roster.holding import (
    answers_for_something,
    devices_held,
    how_many,
    rooms_answered_for,
    with_several,
    without_a_device,
)
from app.domain.roster.searching import called, people_called, people_meant

__all__ = [
    "answers_for_something", "assets_held", "called", "checkouts_of", "classes_of", "devices_held",
    "guardians_of", "how_many", "owed_by", "people_called", "people_meant", "reported_of",
    "rooms_answered_for", "with_several", "without_a_device",
]  # fmt: skip
