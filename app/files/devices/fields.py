"""What an export of a device management can say of each device: what the mapper offers. Policy: PLN-4, PLN-5."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from types import MappingProxyType
from typing import Any

from app.files.assets.fields import Field
from app.files.tables import Refusal, Remark

FIELDS = MappingProxyType(
    {
        "device_id": Field("id", "The device's own id in its management", identifies=True),
        "serial": Field("serial", "Maker's serial number", identifies=True),
        "wireless_mac": Field("mac", "MAC address of the wireless network card", identifies=True, many=True),
        "wired_mac": Field("mac", "MAC address of the wired network card", identifies=True, many=True),
        "asset_tag": Field("code", "The district's tag, as somebody noted it in the management"),
        "name": Field("name", "What the device is called there"),
        "maker": Field("name", "Who made it"),
        "model": Field("name", "The maker's name for the model"),
        "operating_system": Field("name", "Operating system"),
        "os_version": Field("name", "Version of the operating system"),
        "status": Field("status", "active, disabled, deprovisioned…", many=True),
        "assigned_user": Field("account", "Whose device it is there", many=True),
        "recent_users": Field("accounts", "Who used it lately, the last one first", many=True),
        "last_seen_at": Field("moment", "When the management heard of it last", many=True),
        "enrolled_at": Field("moment", "When it was enrolled"),
        "support_ends_on": Field("day", "Until when it gets updates", many=True),
        "org_unit": Field("name", "Organisational unit, group or site"),
        "location": Field("name", "Where it is, as somebody noted it there", many=True),
        "encrypted": Field("encrypted", "Whether its storage is encrypted", many=True),
        "compliant": Field("compliant", "Whether it keeps to the rules of its management"),
    }
)


@dataclass(frozen=True, slots=True, kw_only=True)
class DeviceRow:
    """A device as a management describes it; what the file leaves open is None. Named as in `FIELDS`."""

    device_id: str | None = None
    serial: str | None = None
    wireless_mac: str | None = None
    wired_mac: str | None = None
    asset_tag: str | None = None
    name: str | None = None
    maker: str | None = None
    model: str | None = None
    operating_system: str | None = None
    os_version: str | None = None
    status: str | None = None
    assigned_user: str | None = None
    recent_users: tuple[str, ...] = ()
    last_seen_at: datetime | None = None
    enrolled_at: datetime | None = None
    support_ends_on: date | None = None
    org_unit: str | None = None
    location: str | None = None
    encrypted: bool | None = None
    compliant: bool | None = None


@dataclass(slots=True)
class Found:
    """Either the device, or why there is none."""

    line: int
    device: DeviceRow | None = None
    remarks: list[Remark] = field(default_factory=list)
    refusal: Refusal | None = None

    def name(self, values: dict[str, Any], prefix: str) -> None:
        """Let it be the device of these values; refused where nothing of them names one."""
        if not any(values.get(name) for name, field in FIELDS.items() if field.identifies):
            self.refusal = Refusal("nothing_names_a_device")
            return
        if prefix and "device_id" in values:
            values["device_id"] = f"{prefix}:{values['device_id']}"
        self.device = DeviceRow(**values)
