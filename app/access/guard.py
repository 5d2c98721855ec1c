"""Before any route: who is asking, is the session still good, and does the table let them?"""

from datetime import timedelta
from urllib.parse import unquote
from uuid import UUID

from flask import Flask, Response, abort, redirect, request, session, url_for
from flask_login import LoginManager, UserMixin, current_user
from sqlalchemy import select
from sqlalchemy.orm import joinedload
from werkzeug.wrappers import Response as AnyResponse

from app import clock
from app.config import SYNC_BYTES
from app.db import begin_writing, db
from app.domain import policy
from app.domain.access import ANYONE, ROUTES, roles_of, scope_of
from app.models import SignIn, Site, User

# A photograph is read for seconds and written nowhere; a list begins to write when it has been looked at.
WRITES_LATER = {
    "scanning.photo",
    "importing.upload",
    "importing.map_columns",
    "devices.upload",
    "roster.upload",
}
# What was done while a right still held is kept all the same, and judged one by one: whoever lost their last role
# would else keep it on their phone, where nobody sees it.
JUDGED_LATER = {"offline.sync"}
MOST_FROM_ANYONE = 64 * 1024
# A page that asks on its own does not keep a session awake that nobody uses.
ASKS_BY_ITSELF = {"audits.progress", "importing.show", "roster.roster", "offline.snapshot"}


class Visitor(UserMixin):
    """A signed-in person, as Flask-Login knows them: the session that can be ended, and its user."""

    def __init__(self, sign_in: SignIn) -> None:
        self.sign_in = sign_in
        self.user = sign_in.user

    def get_id(self) -> str:
        return str(self.sign_in.uuid)


def guard(app: Flask) -> None:
    """Stand before every route of the application."""
    manager = LoginManager(app)
    manager.session_protection = ""
    manager.user_loader(_visitor)
    app.before_request(_let_in)


def signed_in() -> User:
    """The person asking; 401 where nobody is signed in."""
    user = signed_in_or_none()
    if user is None:
        abort(401)
    return user


def signed_in_or_none() -> User | None:
    """The person asking, if anybody signed in."""
    visitor = asking()
    return visitor.user if visitor else None


def asking() -> Visitor | None:
    """The visitor, with the session they came in."""
    visitor = current_user._get_current_object()  # noqa: SLF001 - Werkzeug's own way
    return visitor if isinstance(visitor, Visitor) else None


def held_session() -> UUID | None:
    """The session whose cookie this browser holds, whether it is still good or not."""
    token = session.get("_user_id")
    return UUID(token) if token else None


def may(endpoint: str, site_id: int | None = None) -> bool:
    """Whether the person asking may use a route, at a site where one is given: what a page should offer."""
    user, row = signed_in_or_none(), ROUTES[endpoint]
    if row == ANYONE:
        return True
    if user is None:
        return False
    return bool(row & roles_of(user)) if site_id is None else scope_of(user, row).holds(site_id)


def home_site() -> Site | None:
    """The site a person works at: the one they chose last, else the first of theirs."""
    user = signed_in()
    scope = scope_of(user, roles_of(user))
    query = select(Site).where(scope.where(Site.id), Site.closed_on.is_(None)).limit(1)
    if chosen := session.get("site"):
        found = db.session.scalar(query.where(Site.code == chosen))
        if found:
            return found
    if scope.everywhere or len(scope.sites) > 1:
        return None
    return db.session.scalar(query)


def site_to_carry() -> str | None:
    """The code of the site that this person's phone takes along: the one they chose last, or their only one."""
    if chosen := session.get("site"):
        return str(chosen)
    scope = scope_of(signed_in(), roles_of(signed_in()))
    only = db.session.get(Site, next(iter(scope.sites))) if len(scope.sites) == 1 else None
    return only.code if only else None


def looks_after_many() -> bool:
    """Whether the person asking has more than one site to choose from."""
    user = signed_in()
    scope = scope_of(user, roles_of(user))
    return scope.everywhere or len(scope.sites) > 1


def _let_in() -> AnyResponse | None:
    if request.endpoint is None:
        return None
    row = ROUTES.get(request.endpoint)
    if row is None:
        abort(404)
    if "\0" in unquote(request.full_path):
        abort(400)
    if row != ANYONE:
        user = signed_in_or_none()
        if user is None:
            return _ask_to_sign_in()
        if not row & roles_of(user) and request.endpoint not in JUDGED_LATER:
            abort(403)
    if request.method not in ("GET", "HEAD", "OPTIONS"):
        db.session.rollback()  # whoever sends slowly holds no connection meanwhile
        _hear_out(from_anyone=row == ANYONE)
        if request.endpoint not in WRITES_LATER:
            begin_writing()
    return None


def _hear_out(*, from_anyone: bool) -> None:
    """Read the whole body before the lock is taken: whoever sends slowly keeps nobody else from writing."""
    if from_anyone:
        request.max_content_length = MOST_FROM_ANYONE
    elif request.endpoint == "offline.sync":
        request.max_content_length = SYNC_BYTES
    if any("\0" in value for values in request.form.listvalues() for value in values):
        abort(400)
    if not request.form and not request.files:
        request.get_data(cache=True)


def _visitor(token: str) -> Visitor | None:
    query = select(SignIn).where(SignIn.uuid == UUID(token), SignIn.ended_at.is_(None))
    query = query.options(joinedload(SignIn.user).joinedload(User.grants))
    found = db.session.scalars(query).unique().one_or_none()
    if found is None or found.user.disabled_at or _over(found):
        return None
    return Visitor(found)


def _over(found: SignIn) -> bool:
    """A session ends after a time without use, and after one school day at most."""
    now = clock.now()
    if now - found.began_at > timedelta(hours=policy.value("session_hours")):
        return True
    used = session.get("used")
    idle = timedelta(minutes=policy.value("session_idle_minutes")).total_seconds()
    if used is not None and now.timestamp() - used > idle:
        return True
    asked = request.endpoint not in ASKS_BY_ITSELF
    if used is None or (asked and now.timestamp() - used > min(60.0, idle / 10)):
        session["used"] = now.timestamp()
    return False


def _ask_to_sign_in() -> AnyResponse:
    wants_json = request.accept_mimetypes.best == "application/json" or request.is_json
    if request.headers.get("HX-Request"):
        return Response(status=401, headers={"HX-Redirect": url_for("access.sign_in")})
    if request.method != "GET" or wants_json or "X-Rollcall" in request.headers:
        abort(401)
    return redirect(url_for("access.sign_in", next=request.full_path.rstrip("?")), 303)
