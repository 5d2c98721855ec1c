"""Carts: listed, drawn as a grid of slots, loaded, looked through, and what a check left open brought to its end."""

from app.routes.carts import checking, confirming, listing, loading, settling
from app.routes.carts.blueprint import bp

__all__ = ["bp", "checking", "confirming", "listing", "loading", "settling"]
