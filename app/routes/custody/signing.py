"""Signing for a device at the desk: a mark drawn with a finger or a pen, or a name typed."""

from uuid import UUID

from flask import Response, abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response as AnyResponse

from app import access
from app.db import db
from app.domain.custody import signing
from app.domain.custody.papers import papers_of
from app.domain.custody.signing import NothingSigned
from app.domain.ledger import Act
from app.files.receipts import EmptyMark
from app.models import Checkout
from app.models.custody_papers import SIGNERS
from app.routes.custody.blueprint import bp
from app.routes.onward import onward
from app.routes.uploads import BadUpload, mark_sent
from app.routes.words import explain


@bp.get("/checkouts/<uuid:uuid>/sign")
def sign(uuid: UUID) -> str:
    """The statement, and the place to sign."""
    return _page(access.checkout(uuid))


@bp.post("/checkouts/<uuid:uuid>/sign")
def take_signature(uuid: UUID) -> tuple[str, int] | AnyResponse:
    """Keep the mark or the name; say what is wrong with it on the same page."""
    found, form = access.checkout(uuid), request.form
    signer = form.get("signer", "holder")
    try:
        act = Act.now(access.signed_in())
        signing.sign(
            found,
            act,
            mark=mark_sent("mark"),
            name=form.get("name", ""),
            signer=signer if signer in SIGNERS else abort(400),
        )
    except EmptyMark:
        return _page(found, error=explain(NothingSigned())), 422
    except (BadUpload, NothingSigned) as refusal:
        return _page(found, error=explain(refusal)), getattr(refusal, "code", 422)
    db.session.commit()
    words = gettext("Signed for %(asset)s.", asset=str(found.asset))
    if not form.get("next"):
        flash(words, "here")
        return redirect(_after(found), 303)
    flash(words, f"here {_after(found)}" if _shown(found) else "here")
    return redirect(onward(form.get("next")), 303)


@bp.post("/checkouts/<uuid:uuid>/sign/undo")
def undo_signature(uuid: UUID) -> AnyResponse:
    """Take back a signature that was taken by mistake."""
    found = access.checkout(uuid)
    signature = signing.signature_of(found) or abort(404)
    signing.take_signature_back(signature, Act.now(access.signed_in()))
    db.session.commit()
    flash(gettext("The signature is taken back."), "here")
    return redirect(_after(found), 303)


@bp.get("/checkouts/<uuid:uuid>/mark.png")
def mark(uuid: UUID) -> Response:
    """The mark that was drawn."""
    signature = signing.signature_of(access.checkout(uuid))
    if signature is None or signature.mark is None:
        abort(404)
    return Response(
        signature.mark, mimetype="image/png", headers={"Content-Security-Policy": "default-src 'none'"}
    )


def _page(found: Checkout, error: str = "") -> str:
    [papers] = papers_of([found])
    return render_template(
        "custody/sign.html",
        checkout=found,
        papers=papers,
        names=access.names(),
        form=request.form,
        error=error,
        next=request.values.get("next", ""),
    )


def _after(found: Checkout) -> str:
    return url_for("custody.receipt", uuid=found.uuid) if _shown(found) else url_for("custody.checkout")


def _shown(found: Checkout) -> bool:
    """Whether one may see its receipt."""
    return access.may("custody.receipt", found.asset.site_id)
