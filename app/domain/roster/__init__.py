"""Who is on a site's roster: what they hold, which rooms they answer for, and who is gone."""

from app.domain.roster.holding import (
    answers_for_something,
    devices_held,
    how_many,
    rooms_answered_for,
    with_several,
    without_a_device,
)
from app.domain.roster.searching import people_called

__all__ = [
    "answers_for_something", "devices_held", "how_many", "people_called", "rooms_answered_for", "with_several", "without_a_device",
]  # fmt: skip
