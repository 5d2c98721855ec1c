"""What of receiving wants attention: deliveries that should be registered by now, donations that wait for ITS."""

from typing import Any

from app import access
from app.db import db
from app.domain import receiving
from app.domain.access import Scope

MOST = 20


def received(scope: Scope) -> dict[str, Any]:
    """Late deliveries, for those who see deliveries; how many donations wait, for those who review them."""
    seen = access.where_may("receiving.deliveries") & scope
    late = list(db.session.scalars(receiving.late_deliveries(seen).options(*receiving.SHOWN).limit(MOST)))
    reviewed = access.where_may("receiving.accept_donation") & scope
    return {
        "late_deliveries": receiving.standing_of(late),
        "donations_waiting": receiving.counted(receiving.donations_waiting(reviewed)) if reviewed else 0,
    }
