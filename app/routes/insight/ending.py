"""How every way of settling ends: kept, said with its undo, and back to where one came from."""

from flask import flash, redirect, request, url_for
from werkzeug.wrappers import Response

from app import access
from app.db import db
from app.domain import discrepancies
from app.domain.ledger import Act
from app.models import Discrepancy
from app.routes.onward import onward
from app.routes.words.endings import IF_WRONG


def act() -> Act:
    """The hand of whoever asks, now."""
    return Act.now(access.signed_in())


def done(words: str, back: str | None = None) -> Response:
    """Keep what was done and say it; `back` is where to go, unless the page says where it came from."""
    db.session.commit()
    flash(words, "here")
    return redirect(onward(request.form.get("next") or back or url_for("insight.attention")), 303)


def settled(words: str, found: Discrepancy) -> Response:
    """As `done`, with the way back as long as there is one, else with what to do if it was wrong."""
    db.session.commit()
    undo = way_back(found)
    if undo is None and found.settled_how in IF_WRONG:
        words = f"{words} {IF_WRONG[found.settled_how]}"
    flash(words, f"here undo:{undo}" if undo else "here")
    return redirect(onward(request.form.get("next") or url_for("insight.attention")), 303)


def way_back(found: Discrepancy) -> str | None:
    """Where to undo what settled it, for who may."""
    if access.may("insight.undo", found.site_id) and discrepancies.may_undo(found):
        return url_for("insight.undo", uuid=found.uuid)
    if access.may("insight.unsay", found.site_id) and discrepancies.may_unsay(found):
        return url_for("insight.unsay", uuid=found.uuid)
    return None
