"""Links by which a holder or guardian, signed out, confirms a checkout; one page, one purpose."""

from uuid import UUID

from flask import abort, current_app, flash, redirect, render_template, request, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from app import access
from app.db import begin_writing, db
from app.domain.access.signing_in import TooManyAttempts
from app.domain.custody import confirming
from app.domain.custody.confirming import LinkOver
from app.domain.ledger import Act
from app.language import LANGUAGES
from app.models import ConfirmationLink
from app.models.custody_papers import SIGNERS
from app.routes.custody.blueprint import bp
from app.routes.custody.links import key

LONGEST_TOKEN = 64


@bp.post("/checkouts/<uuid:uuid>/link")
def make_link(uuid: UUID) -> Response:
    """A new link for the holder; an earlier one no longer holds."""
    found = access.checkout(uuid)
    confirming.make_link(found, Act.now(access.signed_in()))
    db.session.commit()
    flash(gettext("The link is made. Show the code, or send the address."), "here")
    return redirect(url_for("custody.receipt", uuid=uuid, _anchor="signature"), 303)


@bp.post("/checkouts/<uuid:uuid>/link/revoke")
def revoke_link(uuid: UUID) -> Response:
    """Let the link hold no longer."""
    link = confirming.open_link(access.checkout(uuid)) or abort(404)
    confirming.revoke(link, Act.now(access.signed_in()))
    db.session.commit()
    flash(gettext("The link no longer works."), "here")
    return redirect(url_for("custody.receipt", uuid=uuid), 303)


@bp.get("/have/<token>")
def confirmation(token: str) -> tuple[str, int] | str:
    """What a holder or guardian sees: the device, an initial, and one question."""
    try:
        link = _link(token)
    except LinkOver:
        return _over()
    return render_template("custody/confirmation.html", link=link, token=token, **_always())


@bp.post("/have/<token>")
def confirm(token: str) -> tuple[str, int] | str:
    """“I have it”, or “I have not”."""
    answer = request.form.get("answer")
    try:
        link = _link(token)
        site = link.checkout.asset.site
        if answer == "no":
            confirming.deny(link)
        elif answer in SIGNERS:
            confirming.confirm(link, answer)
        else:
            abort(400)
    except LinkOver:
        return _over()
    db.session.commit()
    return render_template("custody/confirmed.html", has_it=answer != "no", site=site, **_always())


def _link(token: str) -> ConfirmationLink:
    """The link that a token means. Raises LinkOver."""
    if len(token) > LONGEST_TOKEN:
        raise LinkOver
    return confirming.link_meant(token, key())


def _over() -> tuple[str, int]:
    """The same page for what never was, what was used and what expired; who tries many is slowed down."""
    address = request.remote_addr or "nowhere"
    db.session.rollback()
    try:
        confirming.slow_down(address)
    except TooManyAttempts:
        return render_template("custody/link_over.html", too_many=True, **_always()), 429
    db.session.rollback()
    begin_writing()
    confirming.count_try(address)
    db.session.commit()
    return render_template("custody/link_over.html", too_many=False, **_always()), 404


def _always() -> dict[str, object]:
    return {"district": current_app.config["ROLLCALL_DISTRICT"], "languages": LANGUAGES}
