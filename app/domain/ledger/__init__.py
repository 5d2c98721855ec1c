"""The ledger: an asset changes only here, and every change is an event that stays."""

from app.domain.ledger.act import Act
from app.domain.ledger.locking import ChangedMeanwhile, hold, lock
from app.domain.ledger.portable import touches
from app.domain.ledger.recording import Entry, Page, record, record_all
from app.domain.ledger.registering import NewAsset, register_all
from app.domain.ledger.verifying import Fault, verify

__all__ = [
    "Act", "ChangedMeanwhile", "Entry", "Fault", "NewAsset", "Page", "hold", "lock", "record", "record_all",
    "register_all", "touches", "verify",
]  # fmt: skip
