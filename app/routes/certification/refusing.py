"""What a refused signature comes back with: which field was wrong and why, the typed name and the drawing, unsent."""

from typing import Any

from flask import request
from flask_babel import gettext, ngettext

from app.domain.access import SignInRefused
from app.domain.access.signing_in import TooManyAttempts
from app.domain.certification import ChangedSinceOpened, NotTheName
from app.domain.refusals import Refusal
from app.files.receipts import EmptyMark
from app.routes.words import exact, explain

# A drawing is some tens of thousands of letters; one beyond this is drawn again.
MOST_STROKES = 400_000


def comes_back(refused: Exception | None, seen: str, statement: str) -> dict[str, Any]:
    """The words beside a field or above the page, and what was typed and drawn, which the server does not keep.

    Where the page says something else by now, nothing comes back: it is read anew before anybody signs.
    """
    if refused is None:
        return {"errors": {}}
    form = request.form
    if form.get("seen") != seen or form.get("statement", statement) != statement:
        refused = ChangedSinceOpened() if _field(refused) else refused
        return {"wrong": _said(refused), "errors": {}}
    field = _field(refused)
    return {
        "wrong": None if field else _said(refused),
        "errors": {field: _said(refused)} if field else {},
        "typed": form.get("name", "")[:200],
        "strokes": _strokes(),
    }


def _field(refused: Exception) -> str | None:
    if isinstance(refused, SignInRefused):
        return "password"
    return "name" if isinstance(refused, NotTheName) else None


def _said(refused: Exception) -> str:
    if isinstance(refused, EmptyMark):
        return gettext("Nothing was drawn. Draw your mark, or say that your typed name stands for it.")
    if isinstance(refused, TooManyAttempts):
        return gettext(
            "The password was wrong too often. From %(when)s on you can try again. Nothing was signed.",
            when=exact(refused.facts["until"]),
        )
    if isinstance(refused, SignInRefused):
        return ngettext(
            "That is not your password. %(num)s try is left. Nothing was signed; name and mark are still here.",
            "That is not your password. %(num)s tries are left. Nothing was signed; name and mark are still here.",
            int(refused.facts["left"]),
        )
    return explain(refused) if isinstance(refused, Refusal) else str(refused)


def _strokes() -> str:
    """The strokes of the drawing, as the page itself wrote them."""
    file = request.files.get("strokes")
    data = file.stream.read(MOST_STROKES + 1) if file else b""
    return data.decode(errors="replace") if len(data) <= MOST_STROKES else ""
