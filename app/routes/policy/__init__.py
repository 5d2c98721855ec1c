"""The rules of the district: read by everybody, changed by ITS from a day on."""

from app.routes.policy import changing, showing
from app.routes.policy.blueprint import bp

__all__ = ["bp", "changing", "showing"]
