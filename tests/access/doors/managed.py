"""What device management says of a device of a site."""

from uuid import UUID

from app.clock import now
from app.db import db
from app.models import Asset, DeviceExport, DeviceRecord

EXPORT = b"deviceId,serialNumber,status,lastSync\nd1,X1,ACTIVE,2026-10-14T15:00:00Z\n"


def managed(asset: Asset) -> dict[str, UUID]:
    """A record that was matched with the asset."""
    export = DeviceExport(
        source="google", filename="devices.csv", began_at=now(), records=1, added=1, changed=0
    )
    db.session.add(export)
    db.session.flush()
    record = DeviceRecord(
        source="google", key=f"d-{asset.id}", status="active", asset_id=asset.id, matched_by="serial"
    )
    record.site_id, record.heard_in_id = asset.site_id, export.id
    record.first_heard_at = record.last_heard_at = now()
    db.session.add(record)
    db.session.flush()
    return {"device_record": record.uuid}
