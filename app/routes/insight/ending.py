"""How every way of settling ends: kept, said, and back to where one came from."""

from flask import flash, redirect, request, url_for
from werkzeug.wrappers import Response

from app import access
from app.db import db
from app.domain.ledger import Act
from app.routes.onward import onward


def act() -> Act:
    """The hand of whoever asks, now."""
    return Act.now(access.signed_in())


def done(words: str, back: str | None = None) -> Response:
    """Keep what was done and say it; `back` is where to go, unless the page says where it came from."""
    db.session.commit()
    flash(words, "here")
    return redirect(onward(request.form.get("next") or back or url_for("insight.attention")), 303)
