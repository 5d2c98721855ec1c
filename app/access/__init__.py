"""The one door to records: an id and a signed-in person become a thing or a 404, and every list is scoped."""

from app.access.certifying import attestation, certification, cycle, public_seal, seal
from app.access.doors import (
    adoption,
    asset,
    attachment,
    audit,
    cart_check,
    chosen_site,
    collection,
    discrepancy,
    names,
    operation,
    person,
    phone,
    reach,
    room,
    rooms,
    scope,
    site,
    sites,
    slot_check,
    where_may,
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
from app.access.importing import import_run, import_runs, roster_run, roster_runs
from app.access.looking import NotingEnvironment, asked, name_of, note, phone_cookie, shown
from app.access.looks import look, viewer
from app.access.managed import device_conflict, device_record
from app.access.papers import accessory_kind, change_request, checkout, permission, school_class
from app.access.receiving import arrival, calendar_days, delivery, delivery_paper, donation, purchase_order
from app.access.sharing import shared_devices
from app.access.travels import loss, transfer, transfer_coming, transfer_extra, transfer_line, transfer_sent

__all__ = [
    "NotingEnvironment", "accessory_kind", "adoption", "arrival", "asked", "asset", "attachment",
    "attestation", "audit", "breach", "calendar_days", "cart_check", "certification", "change_request",
    "checkout", "chosen_site", "collection", "cycle", "delivery", "delivery_paper", "device_conflict",
    "device_record", "discrepancy", "donation", "guard", "home_site", "import_run", "import_runs", "look",
    "looks_after_many", "loss", "may", "name_of", "names", "note", "operation", "permission", "person",
    "phone", "phone_cookie", "public_seal", "purchase_order", "reach", "reminder", "room", "rooms", "roster_run",
    "roster_runs", "school_class", "scope", "seal", "shared_devices", "shown", "signed_in",
    "signed_in_or_none", "site", "site_to_carry", "sites", "slot_check", "training", "transfer",
    "transfer_coming", "transfer_extra", "transfer_line", "transfer_sent", "user_at", "viewer", "where_may",
    "working_site",
]  # fmt: skip
