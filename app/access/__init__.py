"""The one door to records: an id and a signed-in person become a thing or a 404, and every list is scoped."""

from app.access.doors import (
    asset,
    attachment,
    audit,
    discrepancy,
    import_run,
    person,
    room,
    scope,
    site,
    sites,
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

__all__ = [
    "asset", "attachment", "audit", "discrepancy", "guard", "home_site", "import_run", "looks_after_many", "may",
    "person", "room", "scope", "signed_in", "signed_in_or_none", "site", "site_to_carry", "sites", "working_site",
]  # fmt: skip
