"""What a person sees when something does not go: what happened, what is kept, what to do."""

from urllib.parse import urlsplit

from flask import Flask, Response, current_app, jsonify, make_response, render_template, request
from flask_babel import gettext
from sqlalchemy.exc import IntegrityError, OperationalError
from werkzeug.exceptions import HTTPException

from app.db import db
from app.domain.refusals import Refusal
from app.routes.onward import onward
from app.routes.words import explain


def answer(app: Flask) -> None:
    """Answer refusals and errors, as a page, a fragment or JSON, whichever was asked for."""
    app.register_error_handler(Refusal, _refused)
    app.register_error_handler(HTTPException, _failed)
    app.register_error_handler(OperationalError, _busy)
    app.register_error_handler(IntegrityError, _beaten)
    app.register_error_handler(500, _broken)


def _refused(refusal: Refusal) -> Response:
    db.session.rollback()
    return _told(
        getattr(refusal, "code", 409), refusal.reason, gettext("That was not done"), explain(refusal)
    )


def _failed(error: HTTPException) -> Response:
    db.session.rollback()
    code = error.code or 500
    title, words = _words(code)
    return _told(code, error.name, title, words)


def _busy(trouble: OperationalError) -> Response:
    """The database did not let us: its one writer took too long, its disk is full, it was restarted."""
    current_app.logger.error("the database is in trouble", exc_info=trouble)
    db.session.rollback()
    return _told(503, "busy", *_words(503))


def _beaten(_clash: IntegrityError) -> Response:
    """Somebody, or a second tap, was quicker with the same thing: the database lets one of them through."""
    db.session.rollback()
    words = gettext("The same thing was done at this very moment. Look, and try again if it is needed.")
    return _told(409, "changed_meanwhile", gettext("That was not done"), words)


def _broken(_error: Exception) -> Response:
    db.session.rollback()
    title, words = _words(500)
    return _told(500, "server_error", title, words)


def _words(code: int) -> tuple[str, str]:
    known = {
        400: (
            gettext("That could not be read"),
            gettext("What was sent is not in a form the server knows. Nothing was changed."),
        ),
        401: (
            gettext("Signed out"),
            gettext("Sign in again to go on. What you had is kept in this browser."),
        ),
        403: (
            gettext("Not yours to do"),
            gettext("Your role does not include this. Your site’s inventory device manager can help."),
        ),
        404: (
            gettext("Nothing here"),
            gettext("It may have been moved, or it belongs to a site you do not look after."),
        ),
        405: (gettext("Not this way"), gettext("Go back and use the button on the page.")),
        413: (
            gettext("Too large"),
            gettext("The file is larger than the server takes. Nothing was changed."),
        ),
        415: (
            gettext("Not this kind of file"),
            gettext("The server cannot read this kind of file. Nothing was changed."),
        ),
    }
    otherwise = (
        gettext("Something went wrong on our side"),
        gettext(
            "What was saved before is kept. Try again in a moment; if it stays, tell ITS the time it happened."
        ),
    )
    return known.get(code, otherwise)


def _told(code: int, reason: str, title: str, words: str) -> Response:
    for_a_program = request.endpoint == "offline.sync" or request.headers.get("X-Rollcall")
    if for_a_program or request.accept_mimetypes.best == "application/json":
        return make_response(jsonify(error=reason, message=words), code)
    template = "errors/_trouble.html" if request.headers.get("HX-Request") else "errors/trouble.html"
    return make_response(
        render_template(template, code=code, title=title, words=words, back=_page_asked_from()), code
    )


def _page_asked_from() -> str | None:
    """The page whose form was refused, to which one may go back."""
    try:
        came_from = urlsplit(request.referrer or "")
    except ValueError:
        return None
    if request.method == "GET" or came_from.netloc != request.host:
        return None
    return onward(came_from.path + ("?" + came_from.query if came_from.query else ""))
