"""Settling what was refused: left as it is, with a word, or done all the same."""

from uuid import UUID

from flask import flash, redirect, request, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from app import access, clock
from app.db import db
from app.domain.offline import settling
from app.routes.insight.blueprint import bp
from app.routes.naming import uuid_of


@bp.post("/attention/operations/<uuid:op_id>/dismiss")
def dismiss(op_id: UUID) -> Response:
    """Leave it at the refusal, and say why."""
    found = access.operation(op_id)
    settling.dismiss(found, request.form.get("note", ""), access.signed_in(), clock.now())
    db.session.commit()
    flash(gettext("Settled: it stays as the register has it."), "here")
    return redirect(url_for("insight.attention"), 303)


@bp.post("/attention/operations/<uuid:op_id>/anew")
def do_anew(op_id: UUID) -> Response:
    """Do what it says by one's own right."""
    found, form = access.operation(op_id), request.form
    room = access.room(uuid_of(form["room"])) if form.get("room") else None
    settling.do_anew(
        found,
        access.signed_in(),
        clock.now(),
        room=room,
        word=form.get("note", ""),
        after_check_in=bool(form.get("after_check_in")),
    )
    db.session.commit()
    flash(gettext("Settled: it is done, under your name."), "here")
    return redirect(url_for("insight.attention"), 303)
