"""ITS changes a rule from a day on, and says why."""

from flask import abort, flash, redirect, request, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from app import access
from app.db import db
from app.domain import policy_changes
from app.domain.ledger import Act
from app.domain.refusals import Refusal
from app.routes import forms
from app.routes.policy.blueprint import bp
from app.routes.policy.showing import page
from app.routes.policy.words import RULES


@bp.post("/rules/<name>")
def change(name: str) -> tuple[str, int] | Response:
    """Let it hold as written from a day on; what held before keeps holding for the days before."""
    if name not in RULES:
        abort(404)
    said = request.form
    try:
        since = forms.needed_day("since")
        policy_changes.change(
            name, said.get("value", ""), since, said.get("why", ""), Act.now(access.signed_in())
        )
        db.session.commit()
    except Refusal as fault:
        db.session.rollback()
        return page(name, said.to_dict(), forms.why(fault, "value")), 422
    flash(gettext("Entered. It holds from %(day)s on.", day=since.isoformat()), "here")
    return redirect(url_for("policy.rule", name=name), 303)
