"""Phones: what they send, what they take along, and whether the server is well."""

from app.routes.offline import adopting, phones, queue, syncing, walking
from app.routes.offline.blueprint import bp

__all__ = ["adopting", "bp", "phones", "queue", "syncing", "walking"]
