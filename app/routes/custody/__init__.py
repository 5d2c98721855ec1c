"""Carts and the desk: looked through, handed out, taken back."""

from app.routes.custody import carts, desk
from app.routes.custody.blueprint import bp

__all__ = ["bp", "carts", "desk"]
