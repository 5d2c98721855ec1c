"""What a column of a device management's list may mean, in a person's words and in groups, for choosing among."""

from flask_babel import lazy_gettext as _l
from flask_babel.speaklater import LazyString

GROUPS: tuple[tuple[LazyString, dict[str, LazyString]], ...] = (
    (
        _l("Which device"),
        {
            "serial": _l("Serial number"),
            "device_id": _l("Its id in its management"),
            "wireless_mac": _l("Wireless MAC"),
            "wired_mac": _l("Wired MAC"),
            "asset_tag": _l("Tag noted there"),
        },
    ),
    (
        _l("When and by whom it was used"),
        {
            "last_seen_at": _l("Last heard of"),
            "recent_users": _l("Who used it lately"),
            "assigned_user": _l("Whose it is there"),
        },
    ),
    (
        _l("How it stands there"),
        {
            "status": _l("Status"),
            "org_unit": _l("Organizational unit"),
            "location": _l("Location noted there"),
            "encrypted": _l("Encrypted"),
            "compliant": _l("Keeps to the rules"),
            "enrolled_at": _l("Enrolled"),
            "support_ends_on": _l("Supported until"),
        },
    ),
    (
        _l("What it is"),
        {
            "name": _l("Name"),
            "maker": _l("Maker"),
            "model": _l("Model"),
            "operating_system": _l("Operating system"),
            "os_version": _l("Version of the system"),
        },
    ),
)
FIELDS = {name: word for _, fields in GROUPS for name, word in fields.items()}
