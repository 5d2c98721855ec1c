"""The register: lists, an asset's page, and what changes it."""

from app.routes.register import asset_page, attachments, changing, exporting, labels, showing
from app.routes.register.blueprint import bp

__all__ = ["asset_page", "attachments", "bp", "changing", "exporting", "labels", "showing"]
