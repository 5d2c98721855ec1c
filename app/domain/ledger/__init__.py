"""The ledger: an asset changes only here, and every change is an event that stays."""

from app.domain.ledger.act import Act
from app.domain.ledger.recording import Entry, lock, record, record_all
from app.domain.ledger.registering import NewAsset, register_all
from app.domain.ledger.verifying import Fault, verify

__all__ = ["Act", "Entry", "Fault", "NewAsset", "lock", "record", "record_all", "register_all", "verify"]
