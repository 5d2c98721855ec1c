"""Who is on a site's roster: what they hold, which rooms they answer for, and who is gone."""

from app.domain.roster.holding import devices_held, rooms_answered_for
from app.domain.roster.searching import people_called

__all__ = ["devices_held", "people_called", "rooms_answered_for"]
