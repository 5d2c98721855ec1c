"""Who is on a site's roster: what they hold, which rooms they answer for, and who is gone."""

from app.domain.roster.holding import devices_held, rooms_answered_for

__all__ = ["devices_held", "rooms_answered_for"]
