"""The phones of one's sites: what waits on them, what never came, and what somebody said about that."""

from datetime import datetime
from uuid import UUID

from flask import flash, redirect, render_template, request, url_for
from flask_babel import format_time, gettext
from sqlalchemy import select
from werkzeug.wrappers import Response

from app import access, clock
from app.db import db
from app.domain.offline import watching
from app.models import Backup
from app.routes.offline.blueprint import bp
from app.routes.words import exact

PAGE = 50
LAST_PAGE = 10_000


@bp.get("/phones")
def phones() -> str:
    """Every phone of one's sites, or of one of them, those in trouble first."""
    code, page = request.args.get("site", "all"), min(max(0, request.args.get("page", 0, int)), LAST_PAGE)
    site = None if code == "all" else access.site(code)
    scope = access.scope(site)
    found = watching.watched(scope, clock.now(), most=PAGE + 1, after=page * PAGE)
    backup = select(Backup).order_by(Backup.id.desc()).limit(1)
    return render_template(
        "offline/phones.html",
        phones=found[:PAGE],
        site=site,
        page=page,
        moment=moment,
        more=len(found) > PAGE,
        backup=db.session.scalar(backup) if access.scope().everywhere else None,
    )


def moment(instant: datetime) -> str:
    """A moment as people say it: 9:14 AM today, yesterday 9:14 AM, else in full."""
    days = (clock.day() - clock.day(instant)).days
    time = format_time(instant, "short")
    if days == 0:
        return str(time)
    return gettext("yesterday %(time)s", time=time) if days == 1 else exact(instant)


@bp.post("/phones/<uuid:device>/<uuid:person>/note")
def take_note(device: UUID, person: UUID) -> Response:
    """Say what became of work that never came."""
    phone = access.phone(device, person)
    watching.take_note(phone, request.form.get("note", ""), access.signed_in(), clock.now())
    db.session.commit()
    flash(gettext("Noted."), "here")
    return redirect(url_for("offline.phones"), 303)
