"""Every value of the rules as it ships. POLICY: every number, date, price and list of the rules is district data."""

from typing import Any

DEFAULTS: dict[str, Any] = {
    "sign_in_tries": 10,
    "sign_in_tries_per_address": 60,
    "sign_in_window_minutes": 15,
    "session_idle_minutes": 30,
    "session_hours": 12,
    "password_characters": 12,
    "fiscal_year_begins": "07-01",
    "certification_due": "06-30",
    "certification_reminders": [60, 30, 14, 7, 1],
    "quarters_begin": ["07-01", "10-01", "01-01", "04-01"],
    "quarter_reminder_days": 7,
    "spot_checks": 10,
    "idm_designation_weeks": 3,
    "tag_patterns": [r"[A-Z]{0,4}-?\d{4,10}"],
    "photo_bytes": 25 * 1024 * 1024,
    "photo_pixels": 60_000_000,
    "attachment_bytes": 15 * 1024 * 1024,
    "attachment_pixels": 40_000_000,
    "count_joins_within_hours": 12,
    # Kinds of device that students carry: of the others nobody says that they are with an absent student.
    "student_categories": ["Chromebook", "Laptop", "Tablet", "Hotspot"],
    "clock_skew_minutes": 5,
    "registered_within_days": 3,
    "warranty_months_at_least": {"Desktop": 60, "Laptop": 36, "Chromebook": 12},
    "serials_at_once": 5_000,
    # What holds where nobody entered a school year: (kind, name, first day, how many days). A day of a month is
    # written 07-04, the first Monday of September 09 monday 1, the last of May 05 monday -1.
    "school_year": ["08-13", "06-10"],
    "school_calendar": [
        ["holiday", "Independence Day", "07-04", 1],
        ["holiday", "Labor Day", "09 monday 1", 1],
        ["holiday", "Veterans Day", "11-11", 1],
        ["holiday", "Thanksgiving", "11 thursday 4", 2],
        ["break", "Winter break", "12-21", 19],
        ["holiday", "Christmas Day", "12-25", 1],
        ["holiday", "New Year’s Day", "01-01", 1],
        ["holiday", "Martin Luther King Jr. Day", "01 monday 3", 1],
        ["holiday", "Presidents’ Day", "02 monday 3", 1],
        ["break", "Spring break", "03 monday -1", 5],
        ["holiday", "Memorial Day", "05 monday -1", 1],
        ["holiday", "Juneteenth", "06-19", 1],
    ],
    # In which condition a device goes out and comes back, the one that goes without saying first.
    "conditions": ["good", "worn", "damaged"],
    "offsite_ends": "06-30",
    "offsite_most_days": 400,
    "confirmation_days": 14,
    "confirmation_tries_per_address": 30,
    "signature_bytes": 500_000,
    "signature_pixels": 4_000_000,
    # Of a device management nothing was heard for this long; and a list that names fewer of the devices known
    # from it than this share is taken for a part of it.
    "device_silent_days": 30,
    "device_export_whole_percent": 50,
    # Which managements a kind of device ought to be in, one of them: PLN-5.
    "managed_categories": {
        "Chromebook": ["google"],
        "Laptop": ["intune", "jamf_pro", "jamf_school"],
        "Desktop": ["intune", "jamf_pro", "jamf_school"],
        "Tablet": ["intune", "jamf_pro", "jamf_school"],
    },
    "ownership": "site_owned",
    "transfer_overdue_days": 7,
    "transfer_devices": 5000,
    "school_police_kinds": ["stolen", "vandalised"],
    "programmes_with_devices": ["VILS"],
    "graduating_grades": ["12"],
    "graduation_season": ["05-15", "09-15"],
    "roster_leaving_percent": 20,
    # How long the access log for student data is kept, and for how long a page opened again is the same look.
    "access_log_days": 1_095,
    "access_log_minutes": 10,
}

# What may be chosen, where a value is one of a few. Policy: ORG-7.
CHOICES: dict[str, tuple[str, ...]] = {"ownership": ("central", "site_owned")}
