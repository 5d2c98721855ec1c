"""A suspected breach of policy, told to ITS by anyone and followed until it is closed. Policy: ORG-9."""

from uuid import UUID

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from app import access
from app.db import db
from app.domain import duties
from app.domain.ledger import Act
from app.routes.duties.blueprint import bp


@bp.get("/breaches", endpoint="breaches")
def listed() -> str:
    """What one told of; for ITS, what is open."""
    user = access.signed_in()
    follows = access.may("duties.close_breach")
    return render_template(
        "duties/breaches.html",
        own=duties.told_by(user),
        open=duties.open_breaches() if follows else [],
        follows=follows,
        site=access.home_site(),
    )


@bp.post("/breaches")
def tell() -> Response:
    """Tell ITS of a suspected breach."""
    duties.tell(request.form.get("what", ""), access.home_site(), Act.now(access.signed_in()))
    db.session.commit()
    flash(gettext("ITS has it. You see here what becomes of it."), "here")
    return redirect(url_for("duties.breaches"), 303)


@bp.get("/breaches/<uuid:uuid>")
def breach(uuid: UUID) -> str:
    """One of them, and what was done about it."""
    return render_template("duties/breach.html", breach=access.breach(uuid))


@bp.post("/breaches/<uuid:uuid>/notes")
def note(uuid: UUID) -> Response:
    """Say what was done."""
    duties.note(access.breach(uuid), request.form.get("note", ""), Act.now(access.signed_in()))
    db.session.commit()
    return redirect(url_for("duties.breach", uuid=uuid), 303)


@bp.post("/breaches/<uuid:uuid>/close")
def close_breach(uuid: UUID) -> Response:
    """Close it with a last word."""
    duties.close(access.breach(uuid), request.form.get("note", ""), Act.now(access.signed_in()))
    db.session.commit()
    flash(gettext("Closed."), "here")
    return redirect(url_for("duties.breach", uuid=uuid), 303)
