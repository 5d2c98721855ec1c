"""The desk: check out, check in, replace. One page in three ways; whatever it does is an operation of the phone's."""

from flask import abort, redirect, render_template, request, session, url_for
from werkzeug.wrappers import Response

from app import access
from app.domain import accessories
from app.domain.access import SIGNED_IN, Scope, scope_of
from app.domain.central import is_kept_from
from app.domain.codes import LONGEST
from app.domain.custody import remembering, standings
from app.domain.looking_up import Meaning, look_up
from app.domain.roster import people_meant
from app.models import AccessoryKind, Asset, Person
from app.routes.custody.blueprint import bp
from app.routes.naming import uuid_or_none

WAYS = {"checkout": "out", "checkin": "in", "replace": "replace"}
MOST_DEEDS = 50


@bp.get("/checkout")
def checkout() -> str:
    """A badge and a device, in either order."""
    return _desk("checkout")


@bp.get("/checkin")
def checkin() -> str:
    """Device after device."""
    return _desk("checkin")


@bp.get("/replace")
def replace() -> str:
    """The old device, the new one, and why."""
    return _desk("replace")


@bp.get("/desk/meaning")
def meaning() -> str:
    """Who or what a scanned code is, and how they stand; or whom a typed name may mean.

    A person is told by name to whoever may read names, else by the end of the badge. Policy: ORG-8.
    """
    user, scope = access.signed_in(), access.scope()
    code = request.args.get("code", "").strip()[:LONGEST]
    found, names = look_up(code), access.names()
    people = [person for person in found.people if scope.holds(person.site_id) and person.left_at is None]
    assets = [asset for asset in found.assets if scope.holds(asset.site_id)]
    called = [] if people or assets or "typed" not in request.args else _called(code, names)
    told = {*called, *people, *(asset.holder for asset in assets if asset.holder)}
    return render_template(
        "custody/_desk_meaning.html",
        assets=assets,
        people=people,
        called=called,
        standings=standings({person.id for person in told}),
        names=names,
        kept_from=any(is_kept_from(user, asset) and not asset.ecf for asset in assets),
        other_site=None if assets else _other_site(found),
    )


@bp.get("/desk/whose")
def whose() -> str:
    """Whose devices this desk's last deeds were about, for whoever did them: the phone keeps no name. Policy: ORG-8."""
    told = [uuid for text in request.args.getlist("of")[:MOST_DEEDS] if (uuid := uuid_or_none(text))]
    found = remembering.whose(told, access.signed_in())
    return render_template("custody/_whose.html", found=found, names=access.names())


@bp.post("/desk/begin")
def begin_here() -> Response:
    """Let Scan begin with one of the desk's ways until one signs out, or with looking things up as before."""
    way = request.form.get("way")
    if way not in WAYS:
        abort(400)
    if request.form.get("begin"):
        session["scan_begins"] = way
    else:
        session.pop("scan_begins", None)
    return redirect(url_for(f"custody.{way}"), 303)


def _called(text: str, names: Scope) -> list[Person]:
    """The people whom a name means, of the site one works at where that is one."""
    site = access.home_site()
    if names.everywhere and site is None:
        return []
    return people_meant(text, Scope.of(site.id) if site is not None and names.holds(site.id) else names)


def _other_site(found: Meaning) -> str | None:
    """The school whose device it is, where that is none of one's own."""
    own = scope_of(access.signed_in(), SIGNED_IN)
    elsewhere: list[Asset] = [asset for asset in found.assets if not own.holds(asset.site_id)]
    return elsewhere[0].site.name if elsewhere else None


def _desk(page: str) -> str:
    begins = session.get("scan_begins") == page
    return render_template(
        "custody/desk.html",
        page=page,
        way=WAYS[page],
        begins=begins,
        kinds=_kinds(),
    )


def _kinds() -> list[AccessoryKind]:
    """What may go along with a device of the site one works at. Policy: CUS-5."""
    site = access.home_site()
    return accessories.kinds_of(site.id) if site is not None else []
