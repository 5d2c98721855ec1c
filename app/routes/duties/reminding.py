"""What one is reminded of; and for ITS, the messages that no mail server takes while there is none."""

from email import message_from_bytes, policy
from uuid import UUID

from flask import redirect, render_template, url_for
from werkzeug.wrappers import Response

from app import access, clock, mail
from app.db import db
from app.domain import reminders
from app.routes.duties.blueprint import bp

MOST = 50


@bp.get("/reminders", endpoint="reminders")
def listed() -> str:
    """What was not put away yet."""
    return render_template("duties/reminders.html", reminders=reminders.unread_of(access.signed_in()))


@bp.post("/reminders/<uuid:uuid>/read")
def put_away(uuid: UUID) -> Response:
    """Put one away."""
    reminders.put_away(access.reminder(uuid), clock.now())
    db.session.commit()
    return redirect(url_for("duties.reminders"), 303)


@bp.get("/inbox")
def inbox() -> str:
    """The messages in the folder that stands in for a mail server, newest first."""
    files = sorted(mail.inbox().glob("*.eml"), reverse=True)[:MOST]
    found = [message_from_bytes(file.read_bytes(), policy=policy.default) for file in files]
    shown = [
        {"to": one["To"], "subject": one["Subject"], "date": one["Date"], "text": one.get_content()}
        for one in found
    ]
    return render_template("duties/inbox.html", messages=shown)
