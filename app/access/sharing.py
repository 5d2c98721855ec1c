"""The door to what a site said of sharing its devices."""

from uuid import UUID

from sqlalchemy import select

from app.access.doors import scope
from app.access.finding import one
from app.models import SharedDevices


def shared_devices(uuid: UUID) -> SharedDevices:
    """That a site shares its devices, by its uuid."""
    return one(select(SharedDevices).where(SharedDevices.uuid == uuid, scope().where(SharedDevices.site_id)))
