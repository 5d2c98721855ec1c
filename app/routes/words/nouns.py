"""The words for what the domain calls by name: actions, states, roles, kinds, reasons."""

from flask_babel import lazy_gettext as _l
from flask_babel.speaklater import LazyString

ACTIONS: dict[str, LazyString] = {
    "registered": _l("Registered"),
    "registration_undone": _l("Registered in error, and taken back"),
    "signed_off": _l("Its delivery was signed off"),
    "corrected": _l("Corrected"),
    "retagged": _l("Given a new tag"),
    "identified": _l("One more code"),
    "code_released": _l("A code given up"),
    "merged": _l("Became one with another record"),
    "sighted": _l("Seen"),
    "sighting_undone": _l("Sighting undone"),
    "moved": _l("Moved"),
    "salvage_moved": _l("Moved"),
    "loaded": _l("Put into a cart"),
    "cart_checked_out": _l("Cart checked out"),
    "cart_checked_in": _l("Cart checked in"),
    "checked_out": _l("Checked out"),
    "checked_in": _l("Checked in"),
    "returned_to_its": _l("Returned, awaiting ITS"),
    "checkout_undone": _l("Checkout undone"),
    "checkin_undone": _l("Check-in undone"),
    "condition_noted": _l("Condition noted"),
    "sent_to_repair": _l("Sent to repair"),
    "mended": _l("Fixed"),
    "sent": _l("Sent to another site"),
    "accepted": _l("Arrived"),
    "refused": _l("Refused on arrival"),
    "recalled": _l("Called back"),
    "loss_told": _l("More is known of the report"),
    "reported_lost": _l("Reported lost"),
    "reported_stolen": _l("Reported stolen"),
    "reported_damaged": _l("Reported damaged"),
    "reported_vandalised": _l("Reported vandalized"),
    "found": _l("Found"),
    "finding_undone": _l("Finding undone"),
    "retired": _l("Retired"),
    "handed_to_its": _l("Handed to ITS"),
    "redeployed": _l("Back in stock"),
    "wiped": _l("Wiped"),
    "destroyed": _l("Disposed of"),
}

ABSENCE_REASONS: dict[str, LazyString] = {
    "student_absent": _l("The student is absent"),
    "at_home": _l("It is at home"),
    "with_repair": _l("It is with repair"),
    "other": _l("Another reason"),
}

# What a check of a cart says of a slot, and in what that differs from the register.
SLOTS: dict[str, LazyString] = {
    "present": _l("here"),
    "missing": _l("not there"),
    "damaged": _l("damaged"),
    "swapped": _l("another device"),
    "empty": _l("empty"),
}
SLOT_DIFFERENCES: dict[str, LazyString] = {
    "missing": _l("Missing"),
    "damaged": _l("Damaged"),
    "swapped": _l("Swapped"),
    "extra": _l("Not of this cart"),
    "unregistered": _l("Not in the register"),
    "other_site": _l("Another school’s"),
}

DISCREPANCIES: dict[str, LazyString] = {
    "missing": _l("Missing"),
    "elsewhere": _l("Belongs elsewhere"),
    "unregistered": _l("Not in the register"),
    "wrong_holder": _l("Wrong holder"),
    "found": _l("Found"),
    "other_site": _l("Another school’s"),
    "duplicate_code": _l("Two devices, one code"),
    "conflicting_state": _l("State does not fit"),
    "no_place": _l("No place and no holder"),
}

SETTLED_BY: dict[str, LazyString] = {
    "missing": _l("Whatever is seen again, in any room, settles by itself."),
    "elsewhere": _l("Move it to where it was seen, or bring it back and count that room again."),
    "unregistered": _l("Register it, or add its code to the device that bears it."),
    "other_site": _l("It goes back to its school, which hears where it was seen."),
    "conflicting_state": _l("The count saw what the register has somewhere else. Say which is right."),
    "duplicate_code": _l("Say whose the code is, or that the two are one device."),
    "wrong_holder": _l("It was seen without the one who has it. Check it in, or out to whoever has it."),
    "no_place": _l("Place it in the room where it was seen."),
}

CONDITIONS: dict[str, LazyString] = {
    "new": _l("New"),
    "good": _l("Good"),
    "fair": _l("Worn"),
    "worn": _l("Worn"),
    "damaged": _l("Damaged"),
    "vandalised": _l("Vandalized"),
}

# Of which a device was reported.
REPORTED: dict[str, LazyString] = {
    "lost": _l("lost"),
    "stolen": _l("stolen"),
    "vandalised": _l("vandalized"),
    "damaged": _l("damaged"),
}

REQUESTS: dict[str, LazyString] = {
    "move": _l("Move it"),
    "reassign": _l("Give it to somebody"),
    "repair": _l("Repair it"),
    "salvage": _l("Retire it"),
    "return": _l("Take the device back"),
}

STATES: dict[str, LazyString] = {
    "received": _l("Received"),
    "in_stock": _l("In stock"),
    "checked_out": _l("Checked out"),
    "deployed": _l("Deployed"),
    "in_repair": _l("In repair"),
    "in_transit": _l("In transit"),
    "lost": _l("Lost"),
    "stolen": _l("Stolen"),
    "salvage": _l("Salvage"),
    "with_its": _l("With ITS"),
    "returned_to_its": _l("Returned to ITS"),
    "sanitized": _l("Wiped"),
    "disposed": _l("Disposed"),
    "void": _l("Registered in error"),
}

ROLES: dict[str, LazyString] = {
    "its": _l("District ITS"),
    "region": _l("Region administrator"),
    "principal": _l("Principal"),
    "idm": _l("Inventory device manager"),
    "teacher": _l("Teacher"),
    "finance": _l("Front office"),
    "technician": _l("IT support technician"),
    "auditor": _l("Auditor"),
}

ROOM_KINDS: dict[str, LazyString] = {
    "classroom": _l("Classroom"),
    "lab": _l("Lab"),
    "library": _l("Library"),
    "office": _l("Office"),
    "storage": _l("Storage"),
    "other": _l("Other"),
}

CERTIFICATION_STATES: dict[str, LazyString] = {
    "counting": _l("Counting"),
    "reconciling": _l("Settling what is off"),
    "in_review": _l("In review"),
    "returned": _l("Returned"),
    "signed": _l("Signed"),
    "accepted": _l("Accepted"),
    "reopened": _l("Reopened"),
}

CERTIFICATION_STEPS: dict[str, LazyString] = {
    "opened": _l("Opened"),
    "counted": _l("Counting ended"),
    "sent_for_review": _l("Sent for review"),
    "taken_back": _l("Taken back from review"),
    "returned": _l("Returned"),
    "signed": _l("Signed and sealed"),
    "accepted": _l("Accepted by ITS"),
    "reopened": _l("Reopened by ITS"),
}
