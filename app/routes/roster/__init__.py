"""The people of a site, and how their roster comes in."""

from app.routes.roster import people
from app.routes.roster.blueprint import bp

__all__ = ["bp", "people"]
