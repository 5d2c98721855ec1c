"""A word for a device that nobody saw, and taking it back."""

from uuid import UUID

from flask import abort, flash, redirect, request, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from app import access
from app.db import db
from app.domain import certification as certifying
from app.domain.ledger import Act
from app.routes.certification.blueprint import bp
from app.routes.naming import uuid_of

WAYS = {"holder": certifying.attest_holder, "absence": certifying.attest_absence}


@bp.post("/certifications/<uuid:uuid>/attestations")
def attest(uuid: UUID) -> Response:
    """The holder confirmed it, or it is away for a reason and shows life."""
    found, form = access.certification(uuid), request.form
    asset = access.asset(uuid_of(form.get("asset", "")))
    if asset.site_id != found.site_id or form.get("kind") not in WAYS:
        abort(404)
    WAYS[form["kind"]](found, asset, form.get("word", ""), Act.now(access.signed_in()))
    db.session.commit()
    flash(gettext("%(asset)s is attested. It is printed apart from what was seen.", asset=asset), "here")
    return redirect(url_for("certification.left", uuid=uuid), 303)


@bp.post("/attestations/<uuid:uuid>/withdraw")
def withdraw(uuid: UUID) -> Response:
    """Undo an attestation."""
    attested = access.attestation(uuid)
    certifying.withdraw(attested, Act.now(access.signed_in()))
    db.session.commit()
    return redirect(url_for("certification.left", uuid=attested.certification.uuid), 303)
