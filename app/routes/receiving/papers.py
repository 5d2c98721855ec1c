"""The papers of a delivery: its proof, its itemised list. Policy: RCV-2."""

from uuid import UUID

from flask import abort, flash, redirect, request, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from app import access
from app.db import db
from app.domain import receiving
from app.domain.ledger import Act
from app.models.receiving.deliveries import PAPER_KINDS
from app.routes.receiving.blueprint import bp
from app.routes.uploads import paper_sent


@bp.post("/deliveries/<uuid:uuid>/papers")
def add_paper(uuid: UUID) -> Response:
    """Keep a paper with a delivery."""
    delivery, kind = access.delivery(uuid), request.form.get("kind", "proof")
    if kind not in PAPER_KINDS:
        abort(400)
    sent = paper_sent("file")
    title = request.form.get("title", "").strip() or sent.filename
    receiving.keep_paper(delivery, kind, title, sent, Act.now(access.signed_in()))
    db.session.commit()
    flash(gettext("The paper is kept with the delivery."), "here")
    return redirect(url_for("receiving.delivery", uuid=uuid), 303)


@bp.post("/delivery-papers/<uuid:uuid>/remove")
def remove_paper(uuid: UUID) -> Response:
    """Take a paper out of sight."""
    paper = access.delivery_paper(uuid)
    receiving.remove_paper(paper, Act.now(access.signed_in()))
    db.session.commit()
    flash(gettext("“%(title)s” is removed.", title=paper.attachment.title), "here")
    return redirect(url_for("receiving.delivery", uuid=paper.delivery.uuid), 303)
