"""What exists."""

from app.models.access import Grant, SignIn, SignInAttempt, User
from app.models.audits import Absence, Audit, AuditName, Discrepancy, Expectation, Forerunner, Sighting
from app.models.custody import Checkout
from app.models.directory import Region, Room, Site
from app.models.offline import LostNumber, Operation, PhoneDevice, ServerState
from app.models.policy import PolicyValue
from app.models.register import (
    Asset,
    AssetModel,
    Attachment,
    Category,
    ColumnMap,
    Event,
    FundingSource,
    Identifier,
    Import,
    ImportedRow,
)
from app.models.roster import Person, Responsibility

__all__ = [
    "Absence", "Asset", "AssetModel", "Attachment", "Audit", "AuditName", "Category", "Checkout", "ColumnMap",
    "Discrepancy", "Event", "Expectation", "Forerunner", "FundingSource", "Grant", "Identifier", "Import",
    "ImportedRow", "LostNumber", "Operation", "Person", "PhoneDevice", "PolicyValue", "Region", "Responsibility",
    "Room", "ServerState", "Sighting", "SignIn", "SignInAttempt", "Site", "User",
]  # fmt: skip
