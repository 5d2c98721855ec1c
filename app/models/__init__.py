"""What exists."""

from app.models.access import Grant, SignIn, SignInAttempt, User
from app.models.audits import Absence, Audit, AuditName, Discrepancy, Expectation, Forerunner, Sighting
from app.models.carts import CartCheck, SlotCheck
from app.models.custody import Checkout
from app.models.directory import Region, Room, Site
from app.models.offline import (
    Adoption,
    Backup,
    Handset,
    LostNumber,
    Operation,
    PhoneDevice,
    PhoneNote,
    ServerState,
)
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
    "Absence", "Adoption", "Asset", "AssetModel", "Attachment", "Audit", "AuditName", "Backup", "CartCheck",
    "Category", "Checkout", "ColumnMap", "Discrepancy", "Event", "Expectation", "Forerunner", "FundingSource", "Grant",
    "Handset", "Identifier", "Import", "ImportedRow", "LostNumber", "Operation", "Person", "PhoneDevice",
    "PhoneNote", "PolicyValue", "Region", "Responsibility", "Room", "ServerState", "Sighting", "SignIn",
    "SignInAttempt", "Site", "SlotCheck", "User",
]  # fmt: skip
