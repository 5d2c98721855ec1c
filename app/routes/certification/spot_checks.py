"""Ten devices drawn at random, looked at again by somebody who does not answer for them. Policy: LAW-4."""

from uuid import UUID

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from app import access
from app.db import db
from app.domain import certification as certifying
from app.domain.codes import LONGEST
from app.domain.ledger import Act
from app.routes.certification.blueprint import bp


@bp.get("/certifications/<uuid:uuid>/spot-checks")
def spot_checks(uuid: UUID) -> str:
    """What was drawn, and what of it was seen again; the camera takes the rest."""
    found = access.certification(uuid)
    return render_template(
        "certification/spot_checks.html",
        certification=found,
        drawn=certifying.drawn(found),
    )


@bp.post("/certifications/<uuid:uuid>/spot-checks")
def draw(uuid: UUID) -> Response:
    """Draw them, once."""
    certifying.draw(access.certification(uuid), Act.now(access.signed_in()))
    db.session.commit()
    return redirect(url_for("certification.spot_checks", uuid=uuid), 303)


@bp.post("/certifications/<uuid:uuid>/spot-checks/seen")
def see(uuid: UUID) -> Response:
    """One of them was scanned."""
    code = request.form.get("code", "").strip()[:LONGEST]
    check = certifying.see(access.certification(uuid), code, Act.now(access.signed_in()))
    db.session.commit()
    flash(gettext("%(asset)s is here.", asset=check.asset), "here")
    return redirect(url_for("certification.spot_checks", uuid=uuid), 303)
