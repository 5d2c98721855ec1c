"""Sites, their rooms and their school days."""

from app.routes.directory import rooms
from app.routes.directory.blueprint import bp

__all__ = ["bp", "rooms"]
