"""The words for device managements and for how a device stands there."""

from flask_babel import lazy_gettext as _l
from flask_babel.speaklater import LazyString

MANAGEMENTS: dict[str, LazyString | str] = {
    "google": "Google",
    "intune": "Intune",
    "jamf_pro": "Jamf Pro",
    "jamf_school": "Jamf School",
    "other": _l("another list"),
}
MANAGED: dict[str, LazyString] = {
    "active": _l("Active"),
    "disabled": _l("Locked there"),
    "deprovisioned": _l("No longer managed"),
}
