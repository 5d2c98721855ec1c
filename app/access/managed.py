"""The doors to what device management says. What was matched with no device of a site is the district's alone."""

from uuid import UUID

from sqlalchemy import or_, select

from app.access.doors import scope
from app.access.finding import one
from app.models import Asset, DeviceConflict, DeviceRecord


def device_record(uuid: UUID) -> DeviceRecord:
    """A record of one's sites, by its own and its device's."""
    query = select(DeviceRecord).outerjoin(Asset, Asset.id == DeviceRecord.asset_id)
    query = query.where(DeviceRecord.uuid == uuid, scope().where(DeviceRecord.site_id))
    return one(query.where(or_(Asset.id.is_(None), scope().where(Asset.site_id))))


def device_conflict(uuid: UUID) -> DeviceConflict:
    """A conflict of one's sites."""
    return one(
        select(DeviceConflict).where(DeviceConflict.uuid == uuid, scope().where(DeviceConflict.site_id))
    )
