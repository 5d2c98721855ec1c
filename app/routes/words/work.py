"""What people do on phones, in words: each kind of operation by its name, for the server's pages and the phone's own.

{code}, {old}, {new}, {room} and {reason} stand for what the operation names.
"""

from flask_babel import lazy_gettext as _l
from flask_babel.speaklater import LazyString

from app.routes.words.nouns import ABSENCE_REASONS, REPORTED

SAID: dict[str, LazyString] = {
    "audit.open": _l("Began to count {room}"),
    "audit.sight": _l("Saw {code} in {room}"),
    "audit.undo": _l("Undid: {code} in {room}"),
    "audit.absent": _l("{code} is not in {room}: {reason}"),
    "audit.finish": _l("Finished {room}"),
    "cart.confirm": _l("Checked cart {code}"),
    "custody.check_out": _l("Checked out {code}"),
    "custody.check_in": _l("Checked in {code}"),
    "custody.replace": _l("Gave {new} in place of {old}"),
    "custody.undo": _l("Undid what was done with {code}"),
    "custody.note_condition": _l("Noted the condition of {code}"),
    "asset.move": _l("Moved {code} to {room}"),
    "asset.report": _l("Reported {code}: {reason}"),
}
REASONS = ABSENCE_REASONS | REPORTED
KINDS_OF_WORK: dict[str, LazyString] = {
    "audit.open": _l("Counts begun"),
    "audit.sight": _l("Seen in a count"),
    "audit.undo": _l("Undone"),
    "audit.absent": _l("Reasons why something is not there"),
    "audit.finish": _l("Counts finished"),
    "cart.confirm": _l("Carts checked"),
    "custody.check_out": _l("Checked out"),
    "custody.check_in": _l("Checked in"),
    "custody.replace": _l("Replaced"),
    "custody.undo": _l("Undone at the desk"),
    "custody.note_condition": _l("Conditions noted"),
    "asset.move": _l("Moved"),
    "asset.report": _l("Reported lost or harmed"),
}
ANEW: dict[str, LazyString] = {
    "audit.sight": _l("Count it all the same"),
    "audit.absent": _l("Say it all the same"),
    "asset.move": _l("Move it all the same"),
    "asset.report": _l("Report it all the same"),
    "custody.check_out": _l("Check it out all the same"),
    "custody.check_in": _l("Check it in all the same"),
    "custody.replace": _l("Replace it all the same"),
    "cart.confirm": _l("Confirm it all the same"),
}
