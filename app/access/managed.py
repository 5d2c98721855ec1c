"""The doors to what device management says. What was matched with no device of a site is the district's alone."""

from uuid import UUID

from sqlalchemy import func, select

from app.access.doors import scope
from app.access.finding import one
from app.models import Asset, DeviceConflict, DeviceRecord


def device_record(uuid: UUID) -> DeviceRecord:
    """A record of one's sites, by where its device is now; of a device that the register does not know, by its own."""
    query = select(DeviceRecord).outerjoin(Asset, Asset.id == DeviceRecord.asset_id)
    site_id = func.coalesce(Asset.site_id, DeviceRecord.site_id)
    return one(query.where(DeviceRecord.uuid == uuid, scope().where(site_id)))


def device_conflict(uuid: UUID) -> DeviceConflict:
    """A conflict of one's sites."""
    return one(
        select(DeviceConflict).where(DeviceConflict.uuid == uuid, scope().where(DeviceConflict.site_id))
    )
