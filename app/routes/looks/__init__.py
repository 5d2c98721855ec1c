"""The access log for student data: kept after each answer, and shown to those who are in charge."""

from app.routes.looks import keeping, showing
from app.routes.looks.blueprint import bp

__all__ = ["bp", "keeping", "showing"]
