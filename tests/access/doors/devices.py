"""The doors of device management."""

from io import BytesIO

from tests.access.doors.door import Door
from tests.access.doors.managed import EXPORT

DOORS: dict[str, Door] = {
    "devices.devices": Door("GET", lambda t: f"/device-management?site={t.site}"),
    "devices.record": Door("GET", lambda t: f"/device-management/{t.device_record}"),
    "devices.export": Door(
        "GET", lambda t: f"/device-management.csv?site={t.site}", answers_with_a_page=False
    ),
    "devices.new_export": Door("GET", "/device-management/import", of_a_site=False),
    "devices.upload": Door(
        "POST",
        "/device-management/import",
        more=lambda t: {"data": {"site": t.site, "file": (BytesIO(EXPORT), "devices.csv")}},
    ),
}
