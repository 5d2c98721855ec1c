"""Coming in, going out, choosing a language, and where one begins."""

from flask import (
    Blueprint,
    Response,
    current_app,
    flash,
    redirect,
    render_template,
    request,
    session,
    url_for,
)
from flask_babel import gettext, ngettext
from flask_login import login_user, logout_user
from werkzeug.wrappers import Response as AnyResponse

from app import access, clock
from app.access.guard import Visitor, held_session
from app.db import begin_writing, db
from app.domain.access import SignInRefused, roles_of, sign_in, sign_out
from app.domain.access.signing_in import TooManyAttempts
from app.domain.offline import server_state
from app.domain.roster import answers_for_something
from app.language import LANGUAGES
from app.models import SignIn
from app.routes.naming import uuid_or_none
from app.routes.onward import onward

bp = Blueprint("access", __name__)


@bp.get("/sign-in", endpoint="sign_in")
def door() -> str | AnyResponse:
    """The form; whoever is in already goes on."""
    if access.signed_in_or_none():
        return redirect(url_for("access.home"), 303)
    return render_template(
        "access/sign_in.html", next=request.args.get("next", ""), demonstration=_demonstration()
    )


@bp.post("/sign-in")
def enter() -> tuple[str, int] | AnyResponse:
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
        return _asked_again(refusal)
    if (earlier := held_session()) is not None:
        sign_out(earlier)
    db.session.commit()
    _begin_session(opened)
    return redirect(onward(form.get("next", "")), 303)


@bp.post("/sign-out", endpoint="sign_out")
def leave() -> AnyResponse:
    """End the session on the server and here; whoever is out already is led to the door all the same.

    A phone on which somebody signed out without a network names them in `who`, so that nobody else is signed out.
    """
    by_script = "X-Rollcall" in request.headers
    said = request.form.get("who")
    meant = uuid_or_none(said)
    # Who is named by what is no name is nobody, and not whoever is there.
    if (held := held_session()) is not None and (said is None or meant is not None):
        sign_out(held, meant)
        db.session.commit()
        if access.signed_in_or_none() is None:
            _forget()
            flash(_farewell(wiped=by_script), "here")
    if by_script:
        return Response(status=204)
    return redirect(url_for("access.sign_in"), 303)


@bp.post("/language")
def language() -> AnyResponse:
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
def home() -> AnyResponse:
    """The rooms; for a teacher their own rooms and carts, for somebody who looks after many sites, the sites."""
    user = access.signed_in()
    if access.home_site() is None:
        return redirect(url_for("directory.sites"), 303)
    if roles_of(user) == {"teacher"} and answers_for_something(user.person_id):
        return redirect(url_for("directory.mine"), 303)
    return redirect(url_for("directory.rooms"), 303)


@bp.get("/more")
def more() -> str:
    """Everything that is not one of the five places."""
    return render_template("access/more.html", languages=LANGUAGES, site=access.home_site())


def _farewell(*, wiped: bool) -> str:
    if wiped:
        return gettext("You are signed out. Names and lists were wiped from this browser.")
    return gettext("You are signed out.")


def _forget() -> None:
    """Nothing of the session stays in this browser but the language."""
    logout_user()
    language = session.get("language")
    session.clear()
    if language:
        session["language"] = language


def _asked_again(refusal: SignInRefused) -> tuple[str, int]:
    code, words = _refused(refusal)
    begin_writing()
    page = render_template(
        "access/sign_in.html",
        email=request.form.get("email", ""),
        error=words,
        next=request.form.get("next", ""),
        demonstration=_demonstration(),
    )
    return page, code


def _begin_session(opened: SignIn) -> None:
    """Nothing of who was here before stays, but the language that was chosen at the door."""
    language = session.get("language") or opened.user.language
    session.clear()
    session.permanent = True
    if language:
        session["language"] = language
    session["used"] = clock.now().timestamp()
    login_user(Visitor(opened))


def _refused(refusal: SignInRefused) -> tuple[int, str]:
    if isinstance(refusal, TooManyAttempts):
        return 429, ngettext(
            "Too many tries. Wait %(num)s minute, then try again.",
            "Too many tries. Wait %(num)s minutes, then try again.",
            int(refusal.facts["minutes"]),
        )
    return 401, gettext("That address and password do not belong together.")


def _demonstration() -> bool:
    return server_state().demonstration
