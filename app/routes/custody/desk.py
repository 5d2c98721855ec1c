"""The desk: check out, check in, replace. One page in three ways; whatever it does is an operation of the phone's."""

from flask import render_template, request

from app import access
from app.domain import policy
from app.domain.access import ROUTES, SIGNED_IN, scope_of
from app.domain.codes import LONGEST
from app.domain.looking_up import look_up
from app.domain.roster import devices_held
from app.routes.custody.blueprint import bp


@bp.get("/checkout")
def checkout() -> str:
    """A badge and a device, in either order."""
    return _desk("out")


@bp.get("/checkin")
def checkin() -> str:
    """Device after device."""
    return _desk("in")


@bp.get("/replace")
def replace() -> str:
    """The old device, the new one, and why."""
    return _desk("replace")


@bp.get("/desk/meaning")
def meaning() -> str:
    """Who or what a scanned code is: a person by name for whoever may read names, else by the end of the badge."""
    user = access.signed_in()
    found = look_up(request.args.get("code", "").strip()[:LONGEST])
    names, scope = scope_of(user, ROUTES["roster.person"]), access.scope()
    people = [person for person in found.people if scope.holds(person.site_id) and person.left_at is None]
    assets = [asset for asset in found.assets if scope.holds(asset.site_id)]
    elsewhere = [asset for asset in found.assets if not scope_of(user, SIGNED_IN).holds(asset.site_id)]
    return render_template(
        "custody/_desk_meaning.html",
        assets=assets,
        people=people,
        held=devices_held([person.id for person in people]),
        names=names,
        other_site=elsewhere[0].site.name if elsewhere and not assets else None,
    )


def _desk(way: str) -> str:
    return render_template("custody/desk.html", way=way, tag_pattern="|".join(policy.value("tag_patterns")))
