"""The one door to records: an id and a signed-in person become a thing or a 404, and every list is scoped."""

from app.access.doors import (
    adoption,
    asset,
    attachment,
    audit,
    discrepancy,
    import_run,
    operation,
    person,
    phone,
    room,
    scope,
    site,
    sites,
    slot_check,
    working_site,
)
from app.access.guard import (
    guard,
    home_site,
    looks_after_many,
    may,
    signed_in,
    signed_in_or_none,
    site_to_carry,
)
from app.access.papers import accessory_kind, change_request, checkout, permission, school_class

__all__ = [
    "accessory_kind", "adoption", "asset", "attachment", "audit", "change_request", "checkout",
    "discrepancy", "guard", "home_site", "import_run", "looks_after_many", "may", "operation",
    "permission", "person", "phone", "room", "school_class", "scope", "signed_in", "signed_in_or_none",
    "site", "site_to_carry", "sites", "slot_check", "working_site",
]  # fmt: skip
