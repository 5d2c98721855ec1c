"""The yearly training: kept by the district, gone through by each. Policy: ORG-3."""

from uuid import UUID

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from app import access
from app.db import db
from app.domain import duties
from app.domain.ledger import Act
from app.routes.duties.blueprint import bp


@bp.get("/training")
def training() -> str:
    """What is to be read this year, and whether one has."""
    user, found = access.signed_in(), duties.training_of()
    return render_template(
        "duties/training.html", training=found, done=duties.completed_by([user.id]).get(user.id)
    )


@bp.post("/training/<uuid:uuid>/completed")
def complete(uuid: UUID) -> Response:
    """I have gone through it."""
    duties.complete(access.training(uuid), access.signed_in(), Act.now(access.signed_in()))
    db.session.commit()
    flash(gettext("Noted: you have gone through this year’s training."), "here")
    return redirect(url_for("duties.training"), 303)


@bp.post("/training")
def publish() -> Response:
    """The district's material for this fiscal year."""
    form = request.form
    duties.publish(
        form.get("title", ""), form.get("text", ""), form.get("address"), Act.now(access.signed_in())
    )
    db.session.commit()
    flash(gettext("Published. Every inventory device manager is asked to go through it."), "here")
    return redirect(url_for("duties.training"), 303)
