"""What waits on this phone, as its page shows it, and letting a phone forget everything."""

from flask import redirect, render_template, url_for
from werkzeug.wrappers import Response

from app.access.guard import held_session
from app.db import db
from app.domain.access import sign_out
from app.routes.offline.blueprint import bp


@bp.get("/queue", endpoint="own_queue")
def show() -> str:
    """Everything done on this phone, newest first. The phone itself fills it in."""
    return render_template("offline/own_queue.html")


@bp.post("/queue/remove-phone")
def remove_phone() -> Response:
    """Sign out, and have the browser forget whatever it holds of ours. The page offers it when nothing waits."""
    if (held := held_session()) is not None:
        sign_out(held)
        db.session.commit()
    answer = redirect(url_for("access.sign_in"), 303)
    answer.headers["Clear-Site-Data"] = '"cache", "cookies", "storage"'
    return answer
