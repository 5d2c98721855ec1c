"""The count screen: what is to find, what was seen, what belongs elsewhere, and how it would end."""

from uuid import UUID

from flask import abort, redirect, render_template, request, url_for
from flask_babel import gettext
from sqlalchemy import select
from werkzeug.wrappers import Response

from app import access
from app.db import db
from app.domain import audits
from app.domain.codes import LONGEST
from app.domain.ledger import Act
from app.domain.looking_up import assets_meant_by
from app.domain.register.attachments import keep_attachment
from app.models import Sighting
from app.models.audits import ABSENCE_REASONS, METHODS
from app.routes.audits.blueprint import bp
from app.routes.audits.drawing import drawn_by_name, drawn_in
from app.routes.naming import uuid_of
from app.routes.uploads import picture_sent


@bp.get("/rooms/<uuid:uuid>/count")
def count(uuid: UUID) -> str:
    """The count screen. An open count is joined; a new one gets its name here and opens with the first operation."""
    return render_template("audits/count.html", count=drawn_in(uuid), reasons=ABSENCE_REASONS)


@bp.get("/rooms/<uuid:uuid>/next")
def next_room(uuid: UUID) -> Response:
    """To the count of the next room that waits for one; to the list of rooms where none does."""
    room = access.room(uuid)
    following = audits.next_room(room)
    if following is None:
        return redirect(url_for("directory.rooms", site=room.site.code), 303)
    return redirect(url_for("audits.count", uuid=following.uuid), 303)


@bp.get("/audits/<uuid:uuid>/progress")
def progress(uuid: UUID) -> str:
    """The lists of a count as the server knows them now."""
    return render_template("audits/_progress.html", count=drawn_by_name(uuid))


@bp.get("/audits/<uuid:uuid>/choice")
def choice(uuid: UUID) -> str:
    """Which of several devices that bear one code was meant."""
    count = drawn_by_name(uuid)
    code, method = request.args.get("code", "")[:LONGEST], request.args.get("method")
    return render_template(
        "audits/_choice.html",
        count=count,
        code=code,
        meant=[asset for asset in assets_meant_by([code])[code] if asset.site_id == count.room.site_id],
        method=method if method in METHODS else "typed",
        instead_of=request.args.get("instead_of", ""),
    )


@bp.get("/audits/<uuid:uuid>/difference")
def difference(uuid: UUID) -> str | Response:
    """What finishing would say, before it is final."""
    count = drawn_by_name(uuid)
    if not count.open:
        return redirect(url_for("audits.audit", uuid=uuid), 303)
    return render_template("audits/difference.html", count=count)


@bp.post("/audits/<uuid:uuid>/photos")
def photograph(uuid: UUID) -> tuple[str, int]:
    """Keep a picture of something that bears a code the register does not know."""
    audit, actor = access.audit(uuid), request.form.get("actor")
    if actor not in (None, str(access.signed_in().uuid)):
        abort(403)  # somebody else's, which waited on a phone they share
    sighting = db.session.scalar(
        select(Sighting).where(
            Sighting.audit_id == audit.id, Sighting.uuid == uuid_of(request.form.get("sighting"))
        )
    )
    if sighting is None:
        abort(404)
    picture = picture_sent("photo")
    act = Act.now(access.signed_in())
    title = gettext("Photo of %(code)s", code=sighting.code)
    sighting.photo = keep_attachment(audit.site_id, None, title, picture, act)
    db.session.commit()
    return render_template("audits/_photo_kept.html", sighting=sighting), 201
