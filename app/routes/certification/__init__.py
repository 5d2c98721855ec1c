"""The yearly certification: watched, reviewed, signed, and checked by anyone."""

from app.routes.certification import (
    attesting,
    compliance,
    cycles,
    left,
    reports,
    reviewing,
    sealed,
    showing,
    spot_checks,
    stepping,
    watching,
)
from app.routes.certification.blueprint import bp

__all__ = [
    "attesting",
    "bp",
    "compliance",
    "cycles",
    "left",
    "reports",
    "reviewing",
    "sealed",
    "showing",
    "spot_checks",
    "stepping",
    "watching",
]
