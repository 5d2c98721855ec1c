"""How things came to their end, in words: differences of counts, and what phones sent."""

from flask_babel import lazy_gettext as _l
from flask_babel.speaklater import LazyString

SETTLED_HOW: dict[str, LazyString] = {
    "seen_later": _l("seen later"),
    "seen_elsewhere": _l("seen in another room"),
    "seen_at_home": _l("seen where it belongs"),
    "no_longer_so": _l("no longer so"),
    "accepted": _l("arrived at its school"),
    "moved_here": _l("moved here"),
    "reported": _l("reported lost or stolen"),
    "registered": _l("registered"),
    "code_added": _l("its code was added to a device"),
    "acknowledged": _l("noted"),
    "set_aside": _l("set aside"),
    "checked_in": _l("checked in"),
    "checked_out": _l("checked out to whom it was found with"),
    "code_kept": _l("its code was kept with one of them"),
    "merged": _l("two records became one"),
}
