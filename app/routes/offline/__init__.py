"""Phones: what they send, what they take along, and whether the server is well."""

from app.routes.offline import queue, syncing, walking
from app.routes.offline.blueprint import bp

__all__ = ["bp", "queue", "syncing", "walking"]
