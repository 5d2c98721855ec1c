"""Papers and pictures of an asset."""

from uuid import UUID

from flask import Response, flash, redirect, request, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response as AnyResponse

from app import access
from app.db import db
from app.domain.ledger import Act
from app.domain.register.attachments import keep_attachment, remove_attachment
from app.routes.register.blueprint import bp
from app.routes.uploads import paper_sent


@bp.post("/assets/<uuid:uuid>/attachments")
def add_attachment(uuid: UUID) -> AnyResponse:
    """Keep a paper or a picture with an asset. Policy: RCV-2."""
    asset, sent = access.asset(uuid), paper_sent("file")
    title = request.form.get("title", "") or sent.filename
    keep_attachment(asset.site_id, asset, title, sent, Act.now(access.signed_in()))
    db.session.commit()
    flash(gettext("The file is kept with the device."), "here")
    return redirect(url_for("register.asset", uuid=uuid), 303)


@bp.get("/attachments/<uuid:uuid>")
def attachment(uuid: UUID) -> Response:
    """The file itself; never run by the browser, whatever it holds."""
    found = access.attachment(uuid)
    extension = {"application/pdf": ".pdf", "image/jpeg": ".jpg", "image/png": ".png"}.get(
        found.media_type, ""
    )
    shown = "inline" if found.media_type.startswith("image/") else "attachment"
    headers = {
        "Content-Disposition": f'{shown}; filename="{found.uuid}{extension}"',
        "Content-Security-Policy": "default-src 'none'; sandbox",
    }
    return Response(found.data, mimetype=found.media_type, headers=headers)


@bp.post("/attachments/<uuid:uuid>/remove", endpoint="remove_attachment")
def remove(uuid: UUID) -> AnyResponse:
    """Take a file out of sight."""
    found = access.attachment(uuid)
    remove_attachment(found, Act.now(access.signed_in()))
    db.session.commit()
    flash(gettext("“%(title)s” is removed.", title=found.title), "here")
    asset = found.asset
    return redirect(url_for("register.asset", uuid=asset.uuid) if asset else url_for("register.assets"), 303)
