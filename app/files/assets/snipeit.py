"""Snipe-IT's lists of assets: its import samples, old and new, and its reports.

Its Company is our site and its Location our room. Headings are known by the names its own importer knows,
in capitals or not.
"""

from __future__ import annotations

from types import MappingProxyType

from app.files.assets.layouts import Layout
from app.files.tables.values.headings import key_of_heading

# Where one field has several headings, an earlier one is believed before a later one.
HEADINGS = MappingProxyType(
    {
        "tag": "asset tag; tag",
        "serial": "serial; serial number",
        "category": "category",
        "maker": "manufacturer",
        "model": "model name; asset model; model",
        "model_number": "model number",
        "description": "item name; asset name; name",
        "state": "status; status label",
        "site_name": "company",
        "room_name": "location; default location; rtd location",
        "checkout_kind": "checkout type; checked out type; type",
        "checkout_room": "checked out to location; checkout location",
        "holder_id": "employee number; checked out to username; username; user name",
        "holder_given_name": "checked out to first name; first name",
        "holder_family_name": "checked out to last name; last name; lastname",
        "holder_name": "checked out to full name; full name; fullname; checked out to",
        "holder_email": "checked out to email; email; e mail",
        "checked_out_on": "last checkout; last checkout date; checkout date",
        "due_back_on": "expected checkin; expected checkin date",
        "purchase_order": "order number",
        "supplier": "supplier",
        "purchased_on": "purchase date; purchased",
        "cost": "purchase cost; cost",
        "warranty_months": "warranty; warranty months",
        "warranty_until": "warranty expires",
        "end_of_life_on": "asset eol date; eol date",
        "operating_system": "operating system; os",
        "wireless_mac": "mac address; wireless mac address; wifi mac address",
        "wired_mac": "ethernet mac address; wired mac address; lan mac address",
        "notes": "asset notes; notes",
    }
)
FIELD_OF = {name.strip(): field for field, names in HEADINGS.items() for name in names.split(";")}
RANK = {name: rank for rank, name in enumerate(FIELD_OF)}
# Headings that few lists but Snipe-IT's have.
TELLING = frozenset(
    (
        "item name", "asset name", "company", "checkout type", "checked out to", "checked out to username",
        "checked out to location", "model notes", "asset notes", "asset eol date", "default location", "byod",
        "requestable", "expected checkin", "expected checkin date", "next audit", "next audit date",
        "model name",
    )
)  # fmt: skip


def recognise(header: tuple[str, ...]) -> Layout | None:
    keys = [key_of_heading(name) for name in header]
    known = [(RANK[key], at, FIELD_OF[key]) for at, key in enumerate(keys) if key in FIELD_OF]
    fields = {field for _, _, field in known}
    if "tag" not in fields or len(fields) < 5 or len(TELLING.intersection(keys)) < 2:
        return None
    return Layout.of("snipe-it", header, ((at, field) for _, at, field in sorted(known)))
