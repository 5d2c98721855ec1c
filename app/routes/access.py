"""Coming in, going out, choosing a language, and where one begins."""

from flask import Blueprint, current_app, redirect, render_template, request, session, url_for
from flask_babel import gettext
from flask_login import login_user, logout_user
from werkzeug.wrappers import Response

from app import access, clock
from app.access.guard import Visitor, this_session
from app.db import begin_writing, db
from app.domain.access import SignInRefused, sign_in, sign_out
from app.domain.access.signing_in import TooManyAttempts
from app.domain.offline import server_state
from app.language import LANGUAGES
from app.routes.onward import onward

bp = Blueprint("access", __name__)


@bp.get("/sign-in", endpoint="sign_in")
def door() -> str | Response:
    """The form; whoever is in already goes on."""
    if access.signed_in_or_none():
        return redirect(url_for("access.home"), 303)
    return render_template(
        "access/sign_in.html", next=request.args.get("next", ""), demonstration=_demonstration()
    )


@bp.post("/sign-in")
def enter() -> tuple[str, int] | Response:
    """Check the password, open a session, and go where one wanted to."""
    form = request.form
    try:
        opened = sign_in(
            form.get("email", ""),
            form.get("password", ""),
            address=request.remote_addr or "nowhere",
            user_agent=request.user_agent.string,
            strength=current_app.config["ROLLCALL_PASSWORDS"],
        )
    except SignInRefused as refusal:
        db.session.commit()
        code, words = _refused(refusal)
        begin_writing()
        page = render_template(
            "access/sign_in.html",
            email=form.get("email", ""),
            error=words,
            next=form.get("next", ""),
            demonstration=_demonstration(),
        )
        return page, code
    db.session.commit()
    language = session.get("language")
    session.clear()
    session.permanent = True
    if language or opened.user.language:
        session["language"] = language or opened.user.language
    session["used"] = clock.now().timestamp()
    login_user(Visitor(opened))
    return redirect(onward(form.get("next", "")), 303)


@bp.post("/sign-out", endpoint="sign_out")
def leave() -> Response:
    """End the session on the server and here."""
    sign_out(this_session())
    db.session.commit()
    logout_user()
    language = session.get("language")
    session.clear()
    if language:
        session["language"] = language
    return redirect(url_for("access.sign_in"), 303)


@bp.post("/language")
def language() -> Response:
    """Read in another language from here on."""
    wanted = request.form.get("language", "")
    if wanted in LANGUAGES:
        session["language"] = wanted
        user = access.signed_in_or_none()
        if user is not None:
            user.language = wanted
            db.session.commit()
    return redirect(onward(request.form.get("next", "")), 303)


@bp.get("/")
def home() -> Response:
    """The rooms, or for somebody who looks after many sites, the sites."""
    if access.home_site() is None:
        return redirect(url_for("directory.sites"), 303)
    return redirect(url_for("directory.rooms"), 303)


@bp.get("/more")
def more() -> str:
    """Everything that is not one of the five places."""
    return render_template("access/more.html", languages=LANGUAGES, site=access.home_site())


def _refused(refusal: SignInRefused) -> tuple[int, str]:
    if isinstance(refusal, TooManyAttempts):
        return 429, gettext("Too many tries. Wait %(minutes)s minutes, then try again.", **refusal.facts)
    return 401, gettext("That address and password do not belong together.")


def _demonstration() -> bool:
    return server_state().demonstration
