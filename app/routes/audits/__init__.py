"""Counting a room, its progress while it is counted, and what was left of it."""

from app.routes.audits import counting, plainly, showing
from app.routes.audits.blueprint import bp

__all__ = ["bp", "counting", "plainly", "showing"]
