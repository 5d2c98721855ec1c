"""Accessories: what the site keeps of each kind, and what came and went."""

from app.routes.accessories import changing, exporting, showing
from app.routes.accessories.blueprint import bp

__all__ = ["bp", "changing", "exporting", "showing"]
