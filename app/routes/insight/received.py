"""What of receiving wants attention: deliveries that should be registered by now, donations that wait for ITS."""

from typing import Any

from app import access
from app.db import db
from app.domain import receiving
from app.domain.access import ROUTES, Scope, scope_of

MOST = 20


def received(scope: Scope) -> dict[str, Any]:
    """Late deliveries, for those who see deliveries; how many donations wait, for those who review them."""
    seen = _where("receiving.deliveries", scope)
    late = list(db.session.scalars(receiving.late_deliveries(seen).options(*receiving.SHOWN).limit(MOST)))
    reviewed = _where("receiving.accept_donation", scope)
    return {
        "late_deliveries": receiving.standing_of(late),
        "donations_waiting": receiving.counted(receiving.donations_waiting(reviewed)) if reviewed else 0,
    }


def _where(endpoint: str, scope: Scope) -> Scope:
    """The sites in scope at which the person asking may use a route."""
    theirs = scope_of(access.signed_in(), ROUTES[endpoint])
    if theirs.everywhere or scope.everywhere:
        return scope if theirs.everywhere else theirs
    return Scope(everywhere=False, sites=theirs.sites & scope.sites)
