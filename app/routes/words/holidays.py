"""The usual days off of a school year, in the reader's words; what a district calls its own is left as it is."""

from flask_babel import lazy_gettext as _l
from flask_babel.speaklater import LazyString

USUAL: dict[str, LazyString] = {
    "Independence Day": _l("Independence Day"),
    "Labor Day": _l("Labor Day"),
    "Veterans Day": _l("Veterans Day"),
    "Thanksgiving": _l("Thanksgiving"),
    "Winter break": _l("Winter break"),
    "Christmas Day": _l("Christmas Day"),
    "New Year’s Day": _l("New Year’s Day"),
    "Martin Luther King Jr. Day": _l("Martin Luther King Jr. Day"),
    "Presidents’ Day": _l("Presidents’ Day"),
    "Spring break": _l("Spring break"),
    "Memorial Day": _l("Memorial Day"),
    "Juneteenth": _l("Juneteenth"),
}


def day_off(name: str) -> str:
    """What a day off is called."""
    return str(USUAL.get(name, name))


def named_day_off(said: str) -> str:
    """A usual day off by the name it is kept under, when it is called as `day_off` says it; else what was said."""
    return next((name for name, word in USUAL.items() if str(word) == said), said)
