"""The one door to records: an id and a signed-in person become a thing or a 404, and every list is scoped."""

from app.access.certifying import attestation, certification, public_seal, seal
from app.access.doors import (
    adoption,
    asset,
    attachment,
    audit,
    chosen_site,
    collection,
    discrepancy,
    import_run,
    names,
    operation,
    person,
    phone,
    room,
    roster_run,
    scope,
    site,
    sites,
    slot_check,
    working_site,
)
from app.access.dutiful import breach, reminder, training, user_at
from app.access.guard import (
    guard,
    home_site,
    looks_after_many,
    may,
    signed_in,
    signed_in_or_none,
    site_to_carry,
)
from app.access.managed import device_conflict, device_record
from app.access.papers import accessory_kind, change_request, checkout, permission, school_class
from app.access.receiving import arrival, calendar_days, delivery, delivery_paper, donation, purchase_order
from app.access.sharing import shared_devices
from app.access.travels import loss, transfer, transfer_coming, transfer_extra, transfer_line, transfer_sent

__all__ = [
    "accessory_kind", "adoption", "arrival", "asset", "attachment", "attestation", "audit", "breach",
    "calendar_days", "certification", "change_request", "checkout", "chosen_site", "collection", "delivery",
    "delivery_paper", "device_conflict", "device_record", "discrepancy", "donation", "guard", "home_site",
    "import_run", "looks_after_many", "loss", "may", "names", "operation", "permission", "person", "phone",
    "public_seal", "purchase_order", "reminder", "room", "roster_run", "school_class", "scope", "seal",
    "shared_devices", "signed_in", "signed_in_or_none", "site", "site_to_carry", "sites", "slot_check",
    "training", "transfer", "transfer_coming", "transfer_extra", "transfer_line", "transfer_sent", "user_at",
    "working_site",
]  # fmt: skip
