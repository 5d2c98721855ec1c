"""Carts: drawn as a grid of slots, loaded, looked through, and what a check left open brought to its end."""

from app.routes.carts import confirming
from app.routes.carts.blueprint import bp

__all__ = ["bp", "confirming"]
