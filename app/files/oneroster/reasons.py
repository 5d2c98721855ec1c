"""Every reason this package gives, and what it means; whoever shows one says it in the person's language."""

from __future__ import annotations

from types import MappingProxyType

REASONS = MappingProxyType(
    {
        # The bundle is not taken.
        "not_a_bundle": "This is no OneRoster bundle: a folder or a zip with orgs.csv, users.csv and so on.",
        "unsafe_bundle": "The zip has a name that leads out of it: {name}. Nothing of it was read.",
        "bundle_bomb": "The zip becomes far too large when it is opened. Nothing of it was read.",
        "locked_bundle": "The zip opens with a password only.",
        # A file is not taken.
        "file_missing": "The manifest promises this file, and it is not there.",
        "columns_missing": "The heading lacks {columns}.",
        # A row is not taken.
        "no_id": "The row has no sourcedId.",
        "id_repeated": "The sourcedId {value} is already on line {first_line}.",
        "value_too_long": "A value has more than {limit} characters.",
        # Remarks.
        "no_manifest": "There is no manifest: every file is taken as all there is.",
        "unknown_version": "OneRoster {value} is not known here; it is read as far as it is like 1.1 and 1.2.",
        "said_to_be_absent": "The manifest says that this file is absent, so it is not read.",
        "unknown_status": "“{value}” is no status of the standard; the row is taken as active.",
        "ends_before_it_begins": "The end, {value}, lies before the beginning; it was left out.",
        "not_a_date": "“{value}” is not a date; it was left out.",
        "impossible_date": "There is no such day as “{value}”; it was left out.",
        "improbable_date": "“{value}” cannot be right; it was left out.",
    }
)
