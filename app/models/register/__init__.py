"""The register: what the district owns, of which model, bought with what, and everything that happened to it."""

from app.models.register.asset import Asset, Identifier, Merge
from app.models.register.attachment import Attachment
from app.models.register.catalogue import AssetModel, Category, FundingSource
from app.models.register.event import Event
from app.models.register.importing import ColumnMap, Import, ImportedRow

__all__ = [
    "Asset",
    "AssetModel",
    "Attachment",
    "Category",
    "ColumnMap",
    "Event",
    "FundingSource",
    "Identifier",
    "Import",
    "ImportedRow",
    "Merge",
]
