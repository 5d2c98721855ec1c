"""The people of a site, and how their roster comes in."""

from app.routes.roster import bringing_in, collecting, people, showing
from app.routes.roster.blueprint import bp

__all__ = ["bp", "bringing_in", "collecting", "people", "showing"]
