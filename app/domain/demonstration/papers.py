"""Who of the demonstration has signed for a device, and which may leave the premises. Policy: CUS-6."""

from dataclasses import replace
from datetime import timedelta

from app.db import db
from app.domain.custody import permissions, sets, signing
from app.domain.demonstration.calendar import Calendar
from app.domain.demonstration.furnishing import Place
from app.models import Checkout, OffsitePermission, User

ALLOWED, WAITING, SIGNED = "201", ("202", "106"), "201"
UNSIGNED = 4


def sign_and_allow(place: Place, calendar: Calendar, users: dict[str, User]) -> None:
    """One homeroom has its papers; two wait for the principal."""
    idm, principal = place.act, replace(place.act, actor=users["principal"])
    allowed = sets.checkouts_in(place.rooms[ALLOWED])
    for checkout in sets.checkouts_in(place.rooms[SIGNED])[UNSIGNED:]:
        _sign(checkout, place)
    end = permissions.usual_end()
    permissions.ask_all(allowed, end, idm.at(calendar.ago(8)))
    answered = principal.at(calendar.ago(7, 15))
    permissions.answer_all(_asked(allowed), "given", answered)
    for code in WAITING:
        permissions.ask_all(sets.checkouts_in(place.rooms[code]), end, idm.at(calendar.ago(2)))


def _sign(checkout: Checkout, place: Place) -> None:
    moment = checkout.began_at + timedelta(seconds=40)
    signing.sign(checkout, place.act.at(moment), name=checkout.person.name)


def _asked(checkouts: list[Checkout]) -> list[OffsitePermission]:
    return list(db.session.scalars(permissions.open_ones(checkout.id for checkout in checkouts)))
