"""What exists."""

from app.models.access import Grant, SignIn, SignInAttempt, User
from app.models.accessories import AccessoryKind, AccessoryMovement
from app.models.audits import Absence, Audit, AuditName, Expectation, Forerunner, Sighting
from app.models.carts import CartCheck, CartCheckout, SlotCheck
from app.models.certification import (
    Attestation,
    Certification,
    CertificationStep,
    Cycle,
    DayMark,
    DueMove,
    Seal,
    SealKey,
    SealPaper,
    SpotCheck,
)
from app.models.classes import Enrollment, SchoolClass
from app.models.collection import Collection
from app.models.custody import Checkout
from app.models.custody_papers import ConfirmationLink, OffsitePermission, Signature
from app.models.devices import DeviceConflict, DeviceExport, DeviceRecord, DeviceUser
from app.models.directory import CalendarDays, Region, Room, Site
from app.models.discrepancies import Discrepancy
from app.models.duties import Breach, BreachNote, Training, TrainingCompletion
from app.models.guardians import Guardian, Guardianship
from app.models.looks import Look, LookedAt
from app.models.losses import Loss
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
from app.models.receiving import (
    Arrival,
    Delivery,
    DeliveryLine,
    DeliveryPaper,
    Donation,
    DonationLine,
    OrderLine,
    PurchaseOrder,
)
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
    Merge,
)
from app.models.reminders import Reminder
from app.models.requests import Request
from app.models.roster import Person, Responsibility, RosterOrg
from app.models.sharing import SharedDevices
from app.models.transfers import Transfer, TransferExtra, TransferLine

__all__ = [
    "Absence", "AccessoryKind", "AccessoryMovement", "Adoption", "Arrival", "Asset", "AssetModel",
    "Attachment", "Attestation", "Audit", "AuditName", "Backup", "Breach", "BreachNote", "CalendarDays",
    "CartCheck", "CartCheckout", "Category", "Certification", "CertificationStep", "Checkout", "Collection",
    "ColumnMap", "ConfirmationLink", "Cycle", "DayMark", "Delivery", "DeliveryLine", "DeliveryPaper", "DeviceConflict",
    "DeviceExport", "DeviceRecord", "DeviceUser", "Discrepancy", "Donation", "DonationLine", "DueMove", "Enrollment",
    "Event", "Expectation", "Forerunner", "FundingSource", "Grant", "Guardian", "Guardianship", "Handset",
    "Identifier", "Import", "ImportedRow", "Look", "LookedAt", "Loss", "LostNumber", "Merge", "OffsitePermission",
    "Operation", "OrderLine", "Person", "PhoneDevice", "PhoneNote", "PolicyValue", "PurchaseOrder", "Region",
    "Reminder", "Request", "Responsibility", "Room", "RosterOrg", "SchoolClass", "Seal", "SealKey", "SealPaper",
    "ServerState", "SharedDevices", "Sighting", "SignIn", "SignInAttempt", "Signature", "Site", "SlotCheck",
    "SpotCheck", "Training", "TrainingCompletion", "Transfer", "TransferExtra", "TransferLine", "User",
]  # fmt: skip
