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
    "back_from_repair": _l("back from repair"),
    "put_back": _l("put back into its cart"),
}
# What is not undone from here, or no longer, and what to do if it was wrong.
IF_WRONG: dict[str, LazyString] = {
    "moved_here": _l("If that was wrong, move it on its own page."),
    "put_back": _l("If that was wrong, move it on its own page."),
    "back_from_repair": _l("If that was wrong, send it to repair again on its own page."),
    "registered": _l("If that was wrong, correct it or void it on its own page."),
    "code_added": _l("If that was wrong, correct the codes on the device’s page."),
    "code_kept": _l("If that was wrong, correct the codes on the pages of the two."),
    "merged": _l(
        "Two records that became one do not part again. If that was wrong, register the other one anew."
    ),
    "checked_in": _l("If that was wrong, check it out again."),
    "checked_out": _l("If that was wrong, check it in."),
    "reported": _l("If it turns up, any scan finds it again."),
}
