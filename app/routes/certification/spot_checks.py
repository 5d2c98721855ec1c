"""Ten devices drawn at random, looked at again by somebody who does not answer for them. Policy: LAW-4."""

from uuid import UUID

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from app import access
from app.db import db
from app.domain import certification as certifying
from app.domain.certification import NotDrawn, SameEyes
from app.domain.codes import LONGEST
from app.domain.ledger import Act
from app.models import Certification, SpotCheck
from app.routes.certification.blueprint import bp
from app.routes.fragments import wants
from app.routes.words import explain


@bp.get("/certification/spot-checks")
def site_spot_checks() -> Response:
    """Those of the site one works at: for whoever helps with them and has nothing to do with the rest."""
    cycle = certifying.current()
    found = certifying.standing(cycle, access.working_site()) if cycle else None
    if found is None:
        return redirect(url_for("access.more"), 303)
    return redirect(url_for("certification.spot_checks", uuid=found.uuid), 303)


@bp.get("/certifications/<uuid:uuid>/spot-checks")
def spot_checks(uuid: UUID) -> str:
    """What was drawn, and what of it was seen again; the camera takes the rest."""
    return _drawn(access.certification(uuid))


@bp.post("/certifications/<uuid:uuid>/spot-checks")
def draw(uuid: UUID) -> Response:
    """Draw them, or draw once more: what was drawn before stays."""
    after = request.form.get("after", default=0, type=int)
    certifying.draw(access.certification(uuid), Act.now(access.signed_in()), after=after)
    db.session.commit()
    return redirect(url_for("certification.spot_checks", uuid=uuid), 303)


@bp.post("/certifications/<uuid:uuid>/spot-checks/seen")
def see(uuid: UUID) -> str | Response:
    """One of them was scanned; of what was not drawn it is said that it was not."""
    found, code = access.certification(uuid), request.form.get("code", "").strip()[:LONGEST]
    if wants("contents"):
        return _scanned(found, code)
    check = certifying.see(found, code, Act.now(access.signed_in()))
    db.session.commit()
    flash(gettext("%(asset)s is here.", asset=check.device), "here")
    return redirect(url_for("certification.spot_checks", uuid=uuid), 303)


def _scanned(found: Certification, code: str) -> str:
    known = {check.id for check in certifying.drawn(found) if check.seen_at}
    try:
        check = certifying.see(found, code, Act.now(access.signed_in()))
    except (NotDrawn, SameEyes) as refused:
        return _drawn(found, {"how": refused.reason, "code": code, "why": explain(refused)})
    db.session.commit()
    return _drawn(found, said={"how": "again" if check.id in known else "seen", "check": check})


def _drawn(found: Certification, said: dict[str, str | SpotCheck] | None = None) -> str:
    checks = certifying.drawn(found)
    draws = access.may("certification.draw", found.site_id) and found.state in certifying.OPEN
    ended = certifying.ends_of(found) if draws else []
    return render_template(
        "certification/_drawn.html" if wants("contents") else "certification/spot_checks.html",
        certification=found,
        drawn=checks,
        draws=certifying.by_draw(checks),
        said=said,
        open=found.state in certifying.OPEN,
        drawable=certifying.drawable(ended, checks) if draws else None,
    )
