"""A word for a device that nobody saw, and taking it back."""

from uuid import UUID

from flask import abort, flash, redirect, request, url_for
from flask_babel import gettext, ngettext
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
    if not certifying.is_certified(found, asset) or form.get("kind") not in WAYS:
        abort(404)
    WAYS[form["kind"]](found, asset, form.get("word", ""), Act.now(access.signed_in()))
    db.session.commit()
    flash(gettext("%(asset)s is attested. It is printed apart from what was seen.", asset=asset), "here")
    return redirect(url_for("certification.left", uuid=uuid), 303)


@bp.post("/certifications/<uuid:uuid>/confirmations")
def confirm(uuid: UUID) -> Response:
    """Say again what was said in the revision before: of one device, or of all that are proposed."""
    found = access.certification(uuid)
    proposed = certifying.proposed_in(found, certifying.progress_of(found).unaccounted)
    if only := request.form.get("attestation"):
        proposed = [one for one in proposed if one.uuid == uuid_of(only)] or abort(404)
    lifeless = certifying.confirm(found, proposed, Act.now(access.signed_in()))
    db.session.commit()
    done = len(proposed) - len(lifeless)
    flash(ngettext("%(num)s word is confirmed.", "%(num)s words are confirmed.", done), "here")
    if lifeless:
        tags = ", ".join(map(str, lifeless))
        flash(gettext("Device management heard nothing of %(tags)s in this cycle.", tags=tags), "warn")
    return redirect(url_for("certification.left", uuid=uuid), 303)


@bp.post("/attestations/<uuid:uuid>/withdraw")
def withdraw(uuid: UUID) -> Response:
    """Undo an attestation."""
    attested = access.attestation(uuid)
    certifying.withdraw(attested, Act.now(access.signed_in()))
    db.session.commit()
    return redirect(url_for("certification.left", uuid=attested.certification.uuid), 303)
