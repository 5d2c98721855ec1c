"""What device management says of a site's devices, as pages."""

from sqlalchemy import select

from app.db import db
from app.models import DeviceConflict, DeviceRecord
from app.models.devices import CONFLICTS
from tests.browser.places import Page


def managed_pages(site: int | None) -> list[Page]:
    """Each kind that the demonstration shows, and a record that says something else than the register."""
    query = select(DeviceRecord).join(DeviceConflict, DeviceConflict.record_id == DeviceRecord.id)
    record = db.session.scalars(
        query.where(DeviceConflict.kind == "wrong_user", DeviceRecord.site_id == site)
    ).one()
    return [
        *(Page(f"device-management-{kind}", f"/device-management?kind={kind}") for kind in CONFLICTS),
        Page("device-management-record", f"/device-management/{record.uuid}"),
    ]
