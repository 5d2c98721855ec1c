"""Sites, their rooms and their school days."""

from app.routes.directory import calendar, mine, rooms, sharing, sites
from app.routes.directory.blueprint import bp

__all__ = ["bp", "calendar", "mine", "rooms", "sharing", "sites"]
