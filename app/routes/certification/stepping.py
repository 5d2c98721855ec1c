"""A certification's way between the IDM, the administrator and ITS, step by step."""

from uuid import UUID

from flask import flash, request
from flask_babel import gettext
from werkzeug.wrappers import Response

from app import access
from app.db import db
from app.domain import certification as certifying
from app.domain.ledger import Act
from app.routes.certification.blueprint import bp
from app.routes.certification.showing import shown


@bp.post("/certifications/<uuid:uuid>/counted")
def finish_counting(uuid: UUID) -> Response:
    """Counting is over; what is off is settled from here on."""
    found = access.certification(uuid)
    certifying.finish_counting(found, _act())
    db.session.commit()
    return shown(found)


@bp.post("/certifications/<uuid:uuid>/review")
def send_for_review(uuid: UUID) -> Response:
    """Lay it before the administrator."""
    found = access.certification(uuid)
    certifying.send_for_review(found, _act(), request.form.get("comment"))
    db.session.commit()
    flash(gettext("It waits for the principal now."), "here")
    return shown(found)


@bp.post("/certifications/<uuid:uuid>/take-back")
def take_back(uuid: UUID) -> Response:
    """Take back what was sent for review, with a word to the administrator."""
    found = access.certification(uuid)
    certifying.take_back(found, request.form.get("comment", ""), _act())
    db.session.commit()
    flash(gettext("It is yours again. The administrator reads your word."), "here")
    return shown(found)


@bp.post("/certifications/<uuid:uuid>/return", endpoint="return_")
def return_to_work(uuid: UUID) -> Response:
    """Send it back with a word."""
    found = access.certification(uuid)
    certifying.return_(found, request.form.get("comment", ""), _act())
    db.session.commit()
    flash(gettext("It is back with the inventory device manager, with your word."), "here")
    return shown(found)


@bp.post("/certifications/<uuid:uuid>/accept")
def accept(uuid: UUID) -> Response:
    """ITS takes it."""
    found = access.certification(uuid)
    certifying.accept(found, _act())
    db.session.commit()
    flash(gettext("Accepted."), "here")
    return shown(found)


@bp.post("/certifications/<uuid:uuid>/reopen")
def reopen(uuid: UUID) -> Response:
    """ITS lets the site certify again; what was sealed stays as it is."""
    again = certifying.reopen(access.certification(uuid), request.form.get("comment", ""), _act())
    db.session.commit()
    flash(
        gettext("Reopened as revision %(number)s. What was sealed stays as it is.", number=again.revision),
        "here",
    )
    return shown(again)


def _act() -> Act:
    return Act.now(access.signed_in())
