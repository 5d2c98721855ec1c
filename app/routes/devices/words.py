"""The words for what device management says by name: its sources, states, and what each conflict asks of somebody."""

from typing import NamedTuple

from flask_babel import lazy_gettext as _l
from flask_babel.speaklater import LazyString

from app.routes.words import MANAGED, MANAGEMENTS


class Conflict(NamedTuple):
    """A kind of conflict: what it is called, what it means, what to do next; the symbol and tone of its mark."""

    word: LazyString
    means: LazyString
    next: LazyString
    icon: str
    tone: str


SOURCES, STATUSES = MANAGEMENTS, MANAGED
MATCHES: dict[str, LazyString] = {
    "serial": _l("by its serial number"),
    "mac": _l("by its network address"),
    "tag": _l("by the tag noted there"),
}
CONFLICTS: dict[str, Conflict] = {
    "unknown": Conflict(
        _l("Not in the register"),
        _l("Managed, and the register knows no such device"),
        _l("Register it, or take it out of its management if it is not the district’s."),
        "circle-question-mark",
        "stop",
    ),
    "wrong_user": Conflict(
        _l("Used by somebody else"),
        _l("The last user is not the one who has it checked out"),
        _l("Ask who has it: then check it out to them, or bring it back to its holder."),
        "users-round",
        "held",
    ),
    "nobody": Conflict(
        _l("Used, and checked out to nobody"),
        _l("In use lately, while the register has it in stock"),
        _l("Find who uses it, and check it out to them or move it to its room."),
        "user-round",
        "held",
    ),
    "active_missing": Conflict(
        _l("Lost or stolen, and active"),
        _l("Reported gone, and its management still lets it work"),
        _l("Look for it where it was used last. If it is gone, lock it in its management."),
        "triangle-alert",
        "stop",
    ),
    "active_disposed": Conflict(
        _l("Disposed of, and managed"),
        _l("Wiped or disposed of in the register, and still enrolled"),
        _l(
            "Take it out of its management. If somebody still uses it, the register is wrong: correct its state."
        ),
        "trash",
        "elsewhere",
    ),
    "silent": Conflict(
        _l("Not heard of lately"),
        _l("In use as the register says, and silent for longer than the district allows"),
        _l("Look for it in the next count. If nobody can find it, report it lost."),
        "clock",
        "elsewhere",
    ),
    "doubled": Conflict(
        _l("Two records, one device"),
        _l("Its management knows one device of the register twice"),
        _l(
            "Take the older record out of its management, or correct the serial number or the tag noted there."
        ),
        "copy",
        "already",
    ),
    "unmanaged": Conflict(
        _l("Not managed"),
        _l("A device of a kind that is to be managed, and no management names it"),
        _l(
            "Enroll it, or check in its room that it is still there: without a management nobody can locate or lock it."
        ),
        "eye-off",
        "elsewhere",
    ),
}
