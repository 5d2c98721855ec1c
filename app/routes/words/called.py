"""The usual kinds of device and of accessory in the reader's words; what a district calls its own is left as it is.

An export carries the name as it is kept.
"""

from flask_babel import lazy_gettext as _l
from flask_babel.speaklater import LazyString

USUAL: dict[str, LazyString] = {
    "Cart": _l("Cart"),
    "Chromebook": _l("Chromebook"),
    "Desktop": _l("Desktop"),
    "Display monitor": _l("Display monitor"),
    "Document camera": _l("Document camera"),
    "Hotspot": _l("Hotspot"),
    "Interactive display": _l("Interactive display"),
    "Laptop": _l("Laptop"),
    "Network equipment": _l("Network equipment"),
    "Other": _l("Other"),
    "Printer": _l("Printer"),
    "Projector": _l("Projector"),
    "Tablet": _l("Tablet"),
    "Charger": _l("Charger"),
    "Sleeve": _l("Sleeve"),
    "Stylus": _l("Stylus"),
    "USB-C cable": _l("USB-C cable"),
}


def called(kind: str) -> str:
    """What a kind is called."""
    return str(USUAL.get(kind, kind))
