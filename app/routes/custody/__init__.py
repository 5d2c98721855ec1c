"""The desk: devices checked out, checked in, replaced."""

from app.routes.custody import desk
from app.routes.custody.blueprint import bp

__all__ = ["bp", "desk"]
