"""Where a form leads when it is done: only ever to a page of our own."""

from urllib.parse import urlsplit

from flask import Response, redirect, request, url_for
from werkzeug.wrappers import Response as AnyResponse


def lead_on(address: str) -> AnyResponse:
    """Go to the page that shows what was done; htmx, which asked from inside a dialog, is told to go there."""
    if request.headers.get("HX-Request"):
        return Response(headers={"HX-Redirect": address})
    return redirect(address, 303)


def onward(target: str | None) -> str:
    """The address asked for, if it is one of ours; else the start."""
    wanted = target or ""
    try:
        parts = urlsplit(wanted)
    except ValueError:
        return url_for("access.home")
    own = (
        wanted.isprintable()
        and wanted.startswith("/")
        and not wanted.startswith("//")
        and "\\" not in wanted
        and not parts.netloc
    )
    return wanted if own and parts.path != "/sign-in" else url_for("access.home")
