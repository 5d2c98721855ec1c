"""What each rule of the district is called, which policy asks for it, and its value in words."""

from datetime import date
from typing import Any, NamedTuple

from flask_babel import format_date
from flask_babel import lazy_gettext as _l
from flask_babel.speaklater import LazyString

from app.domain.policy_changes import DAY_OF_YEAR
from app.routes.words import number

LEAP_YEAR = 2000


class Rule(NamedTuple):
    """A rule in words, with the ids of the policy it comes from."""

    word: LazyString
    ids: tuple[str, ...]
    group: str


GROUPS: dict[str, LazyString] = {
    "certification": _l("Certification and duties"),
    "receiving": _l("Receiving"),
    "custody": _l("Checkout and people"),
    "transfers": _l("Transfers and losses"),
    "counting": _l("Counting and papers"),
    "devices": _l("Device management"),
    "access": _l("Signing in and student data"),
}
RULES: dict[str, Rule] = {
    "fiscal_year_begins": Rule(_l("The fiscal year begins"), ("CERT-1",), "certification"),
    "certification_due": Rule(_l("Certifications are due"), ("CERT-1",), "certification"),
    "certification_reminders": Rule(
        _l("Days before that on which sites are reminded"), ("CERT-4",), "certification"
    ),
    "quarters_begin": Rule(_l("The quarters begin"), ("CERT-4",), "certification"),
    "quarter_reminder_days": Rule(
        _l("Days before a quarter on which sites are reminded"), ("CERT-4",), "certification"
    ),
    "spot_checks": Rule(_l("Devices drawn for a spot check"), ("LAW-4",), "certification"),
    "idm_designation_weeks": Rule(
        _l("Weeks of school within which a site names its IDMs"), ("ORG-2",), "certification"
    ),
    "registered_within_days": Rule(
        _l("School days within which a delivery is registered"), ("RCV-1",), "receiving"
    ),
    "warranty_months_at_least": Rule(
        _l("Months of warranty a kind of device has at least"), ("REG-6",), "receiving"
    ),
    "serials_at_once": Rule(_l("Serial numbers that are taken at once"), ("RCV-4",), "receiving"),
    "school_year": Rule(
        _l("First and last day of a school year that nobody entered"), ("RCV-1",), "receiving"
    ),
    "school_calendar": Rule(
        _l("Holidays and breaks of a school year that nobody entered"), ("RCV-1",), "receiving"
    ),
    "conditions": Rule(
        _l("The conditions in which a device goes out and comes back, the usual one first"),
        ("CUS-2",),
        "custody",
    ),
    "offsite_ends": Rule(_l("Permission to leave the premises usually ends"), ("CUS-6",), "custody"),
    "offsite_most_days": Rule(_l("Days such a permission lasts at most"), ("CUS-6",), "custody"),
    "confirmation_days": Rule(_l("Days a link to confirm a receipt works"), ("CUS-2",), "custody"),
    "confirmation_tries_per_address": Rule(
        _l("Tries to open such links, from one place"), ("CUS-2",), "custody"
    ),
    "signature_bytes": Rule(_l("The largest drawn signature, in bytes"), ("CUS-2",), "custody"),
    "signature_pixels": Rule(_l("The largest drawn signature, in pixels"), ("CUS-2",), "custody"),
    "programmes_with_devices": Rule(
        _l("Programmes that give their students a device"), ("CUS-3",), "custody"
    ),
    "graduating_grades": Rule(_l("Grades that graduate"), ("CUS-3",), "custody"),
    "graduation_season": Rule(_l("From and to which day graduates give devices back"), ("CUS-3",), "custody"),
    "roster_leaving_percent": Rule(
        _l("Percent of people leaving at once that an import warns of"), ("PLN-4",), "custody"
    ),
    "ownership": Rule(
        _l("Who owns the devices, and so who sends them between sites"), ("ORG-7",), "transfers"
    ),
    "transfer_overdue_days": Rule(
        _l("Days on the way after which a transfer is overdue"), ("ORG-7",), "transfers"
    ),
    "transfer_devices": Rule(_l("Devices on one transfer at most"), ("ORG-7",), "transfers"),
    "school_police_kinds": Rule(
        _l("Reports for which school police are consulted"), ("LOSS-2",), "transfers"
    ),
    "tag_patterns": Rule(_l("What an inventory tag looks like"), ("REG-2",), "counting"),
    "count_joins_within_hours": Rule(
        _l("Hours in which two counts of a room are one"), ("CERT-2",), "counting"
    ),
    "clock_skew_minutes": Rule(_l("Minutes by which a phone’s clock may differ"), ("CERT-2",), "counting"),
    "photo_bytes": Rule(
        _l("The largest photograph that is read for codes, in bytes"), ("CERT-2",), "counting"
    ),
    "photo_pixels": Rule(
        _l("The largest photograph that is read for codes, in pixels"), ("CERT-2",), "counting"
    ),
    "attachment_bytes": Rule(
        _l("The largest paper or picture that is kept, in bytes"), ("RCV-2",), "counting"
    ),
    "attachment_pixels": Rule(_l("The largest picture that is kept, in pixels"), ("RCV-2",), "counting"),
    "device_silent_days": Rule(_l("Days without a sign of life that are reported"), ("PLN-2",), "devices"),
    "device_export_whole_percent": Rule(
        _l("Percent of known devices from which a list counts as whole"), ("PLN-4",), "devices"
    ),
    "managed_categories": Rule(_l("Which management a kind of device belongs in"), ("PLN-5",), "devices"),
    "sign_in_tries": Rule(_l("Tries to sign in, for one account"), ("ORG-8",), "access"),
    "sign_in_tries_per_address": Rule(_l("Tries to sign in, from one place"), ("ORG-8",), "access"),
    "sign_in_window_minutes": Rule(_l("Minutes in which those tries are counted"), ("ORG-8",), "access"),
    "session_idle_minutes": Rule(_l("Minutes without use until one signs in again"), ("ORG-8",), "access"),
    "session_hours": Rule(_l("Hours until one signs in again in any case"), ("ORG-8",), "access"),
    "password_characters": Rule(_l("Letters a password has at least"), ("ORG-8",), "access"),
    "access_log_days": Rule(_l("Days the access log for student data is kept"), ("ORG-8",), "access"),
    "access_log_minutes": Rule(
        _l("Minutes in which a page opened again is the same look"), ("ORG-8",), "access"
    ),
}
VALUES: dict[str, LazyString] = {
    "central": _l("the district: ITS sends between sites"),
    "site_owned": _l("the sites: they send to each other"),
}


def as_words(name: str, value: Any) -> str:
    """A value as people read it: a list with commas, a table line by line."""
    if isinstance(value, dict):
        return " · ".join(f"{key}: {as_words(name, each)}" for key, each in value.items())
    if name == "school_calendar" and isinstance(value[0], list):
        return " · ".join(f"{what} ({as_words(name, day)}, {number(days)})" for _, what, day, days in value)
    if isinstance(value, list):
        nested = any(isinstance(each, list) for each in value)
        return (" · " if nested else ", ").join(as_words(name, each) for each in value)
    if isinstance(value, int):
        return number(value)
    if DAY_OF_YEAR.fullmatch(value):
        return str(format_date(date(LEAP_YEAR, *map(int, value.split("-"))), "d MMMM"))
    return str(VALUES.get(value, value))
