"""The words for what somebody looked at."""

from flask_babel import lazy_gettext as _l
from flask_babel.speaklater import LazyString

KINDS: dict[str, LazyString] = {
    "person": _l("A student’s page"),
    "list": _l("A list of people"),
    "search": _l("A search"),
    "class": _l("A class"),
    "desk": _l("Checking out or in"),
    "device": _l("A device’s page"),
    "report": _l("A report"),
    "paper": _l("A paper to print"),
    "export": _l("A file to take along"),
    "log": _l("The access log"),
    "page": _l("Another page"),
}
