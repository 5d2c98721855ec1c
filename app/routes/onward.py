"""Where a form leads when it is done: only ever to a page of our own."""

from urllib.parse import urlsplit

from flask import url_for


def onward(target: str | None) -> str:
    """The address asked for, if it is one of ours; else the start."""
    wanted = target or ""
    parts = urlsplit(wanted)
    own = wanted.startswith("/") and not wanted.startswith("//") and "\\" not in wanted and not parts.netloc
    return wanted if own and parts.path != "/sign-in" else url_for("access.home")
