"""What each rule of the district is called, and which policy asks for it."""

from typing import NamedTuple

from flask_babel import lazy_gettext as _l
from flask_babel.speaklater import LazyString


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
    "certification_reminders": Rule(_l("Sites are reminded before that"), ("CERT-4",), "certification"),
    "quarters_begin": Rule(_l("The quarters begin"), ("CERT-4",), "certification"),
    "quarter_reminder_days": Rule(_l("Sites are reminded before a quarter"), ("CERT-4",), "certification"),
    "spot_checks": Rule(_l("Devices drawn for a spot check"), ("LAW-4",), "certification"),
    "idm_designation_weeks": Rule(
        _l("From the first day of school, a site names its IDMs within"), ("ORG-2",), "certification"
    ),
    "registered_within_days": Rule(_l("A delivery is registered within"), ("RCV-1",), "receiving"),
    "warranty_months_at_least": Rule(
        _l("Warranty that a kind of device has at least"), ("REG-6",), "receiving"
    ),
    "serials_at_once": Rule(_l("Serial numbers that are taken at once"), ("RCV-4",), "receiving"),
    "school_year": Rule(_l("Usual first and last day of school"), ("RCV-1",), "receiving"),
    "school_calendar": Rule(_l("Usual holidays and breaks"), ("RCV-1",), "receiving"),
    "conditions": Rule(
        _l("The conditions in which a device goes out and comes back, the usual one first"),
        ("CUS-2",),
        "custody",
    ),
    "offsite_ends": Rule(_l("Permission to leave the premises usually ends"), ("CUS-6",), "custody"),
    "offsite_most_days": Rule(_l("Such a permission lasts at most"), ("CUS-6",), "custody"),
    "confirmation_days": Rule(_l("A link to confirm a receipt works for"), ("CUS-2",), "custody"),
    "confirmation_tries_per_address": Rule(
        _l("Tries to open such links, from one place"), ("CUS-2",), "custody"
    ),
    "signature_bytes": Rule(_l("The largest drawn signature, as a file"), ("CUS-2",), "custody"),
    "signature_pixels": Rule(_l("The largest drawn signature, as a picture"), ("CUS-2",), "custody"),
    "programmes_with_devices": Rule(_l("Programs that give their students a device"), ("CUS-3",), "custody"),
    "graduating_grades": Rule(_l("Grades that graduate"), ("CUS-3",), "custody"),
    "graduation_season": Rule(_l("Graduates give devices back from and until"), ("CUS-3",), "custody"),
    "roster_leaving_percent": Rule(
        _l("An import warns when this share of people would leave at once"), ("PLN-4",), "custody"
    ),
    "ownership": Rule(
        _l("Who owns the devices, and so who sends them between sites"), ("ORG-7",), "transfers"
    ),
    "transfer_overdue_days": Rule(_l("A transfer on its way is overdue after"), ("ORG-7",), "transfers"),
    "transfer_devices": Rule(_l("Devices on one transfer at most"), ("ORG-7",), "transfers"),
    "school_police_kinds": Rule(
        _l("Reports for which school police are consulted"), ("LOSS-2",), "transfers"
    ),
    "tag_patterns": Rule(_l("What an inventory tag looks like"), ("REG-2",), "counting"),
    "student_categories": Rule(_l("Kinds of device that students carry"), ("CERT-2",), "counting"),
    "count_joins_within_hours": Rule(_l("Two counts of a room are one within"), ("CERT-2",), "counting"),
    "clock_skew_minutes": Rule(_l("A phone’s clock may differ by"), ("CERT-2",), "counting"),
    "photo_bytes": Rule(
        _l("The largest photograph that is read for codes, as a file"), ("CERT-2",), "counting"
    ),
    "photo_pixels": Rule(
        _l("The largest photograph that is read for codes, as a picture"), ("CERT-2",), "counting"
    ),
    "attachment_bytes": Rule(
        _l("The largest paper or picture that is kept, as a file"), ("RCV-2",), "counting"
    ),
    "attachment_pixels": Rule(_l("The largest picture that is kept"), ("RCV-2",), "counting"),
    "device_silent_days": Rule(
        _l("A device without a sign of life is reported after"), ("PLN-2",), "devices"
    ),
    "device_export_whole_percent": Rule(
        _l("A list counts as whole from this share of the known devices"), ("PLN-4",), "devices"
    ),
    "managed_categories": Rule(_l("Which management a kind of device belongs in"), ("PLN-5",), "devices"),
    "sign_in_tries": Rule(_l("Tries to sign in, for one account"), ("ORG-8",), "access"),
    "sign_in_tries_per_address": Rule(_l("Tries to sign in, from one place"), ("ORG-8",), "access"),
    "sign_in_window_minutes": Rule(_l("Those tries are counted within"), ("ORG-8",), "access"),
    "session_idle_minutes": Rule(_l("Without use, one signs in again after"), ("ORG-8",), "access"),
    "session_hours": Rule(_l("In any case, one signs in again after"), ("ORG-8",), "access"),
    "password_characters": Rule(_l("A password has at least"), ("ORG-8",), "access"),
    "access_log_days": Rule(_l("The access log for student data is kept for"), ("ORG-8",), "access"),
    "access_log_minutes": Rule(_l("A page opened again is the same look within"), ("ORG-8",), "access"),
}
