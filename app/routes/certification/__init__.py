"""The yearly certification: watched, reviewed, signed, and checked by anyone."""

from app.routes.certification import (
    attesting,
    cycles,
    reports,
    reviewing,
    sealed,
    showing,
    spot_checks,
    stepping,
)
from app.routes.certification.blueprint import bp

__all__ = [
    "attesting",
    "bp",
    "cycles",
    "reports",
    "reviewing",
    "sealed",
    "showing",
    "spot_checks",
    "stepping",
]
