"""The cart of an address."""

from uuid import UUID

from flask import abort

from app import access
from app.models import Asset


def cart_of(uuid: UUID) -> Asset:
    """An asset that has slots; anything else is no cart: 404."""
    found = access.asset(uuid)
    return found if found.slots else abort(404)
