"""Packing lists from site to site: made and sent by one, accepted or refused by the other."""

from app.routes.transfers import packing, printing, receiving, showing
from app.routes.transfers.blueprint import bp

__all__ = ["bp", "packing", "printing", "receiving", "showing"]
