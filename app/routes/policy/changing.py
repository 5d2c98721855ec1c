"""ITS changes a rule from a day on: says what, looks at what that changes, and says why."""

import hashlib
import json
from datetime import date
from typing import Any

from flask import abort, flash, redirect, request, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from app import access
from app.db import db
from app.domain import policy
from app.domain.ledger import Act
from app.domain.policy import changing, shapes
from app.domain.refusals import Refusal
from app.routes import forms
from app.routes.policy import tables
from app.routes.policy.blueprint import bp
from app.routes.policy.saying import changes
from app.routes.policy.showing import page
from app.routes.policy.words import RULES
from app.routes.words import day_in_full


@bp.post("/rules/<name>")
def change(name: str) -> tuple[str, int] | Response | str:
    """Let it hold as written from a day on, once it was shown in words; what held before keeps its days."""
    if name not in RULES:
        abort(404)
    said, rows = request.form.to_dict(), tables.rows_written(name, request.form)
    if "add" in said or "remove" in said:
        return page(name, said, rows=tables.added_or_removed(name, rows, said.get("remove")))
    try:
        since, new = forms.needed_day("since"), _written(name, rows)
        act = Act.now(access.signed_in())
        changing.check(name, new, since, said.get("why", ""), act)
        if said.get("seen") != _fingerprint(new, since):
            told = changes(name, policy.value(name, since), new)
            return page(name, said | {"seen": _fingerprint(new, since)}, rows=rows, told=told)
        changing.change(name, new, since, said["why"], act)
        db.session.commit()
    except Refusal as fault:
        db.session.rollback()
        return page(name, said, forms.why(fault, "value"), rows=rows), 422
    flash(gettext("Entered. It holds from %(day)s on.", day=day_in_full(since)), "here")
    return redirect(url_for("policy.rule", name=name), 303)


def _written(name: str, rows: list[tables.Row]) -> Any:
    kind = shapes.kind_of(name)
    if kind == "table":
        return tables.value_of(name, rows)
    if kind == "ticks":
        return [each for each in shapes.AMONG[name] if each in request.form.getlist("value")]
    return shapes.read(name, request.form.get("value", ""))


def _fingerprint(new: Any, since: date) -> str:
    """Of what was shown: what is entered is that and nothing else."""
    return hashlib.sha256(json.dumps([new, since.isoformat()]).encode()).hexdigest()[:16]
