"""Devices as the interfaces of Google, Microsoft Graph and Jamf describe them in JSON. Policy: PLN-4.

Each shape is a table: the field, and the paths of the JSON that are believed, the first that says anything.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import Any, NamedTuple


class Shape(NamedTuple):
    """`wraps` names the member that holds the device where it is wrapped; `prefix` keeps its id apart."""

    format: str
    paths: Mapping[str, str]
    known_by: tuple[str, ...]
    prefix: str = ""


GOOGLE = Shape(
    "google",
    MappingProxyType(
        {
            "device_id": "deviceId",
            "serial": "serialNumber",
            "wireless_mac": "macAddress",
            "wired_mac": "ethernetMacAddress ethernetMacAddress0 dockMacAddress",
            "asset_tag": "annotatedAssetId",
            "model": "model",
            "os_version": "osVersion",
            "status": "status",
            "assigned_user": "annotatedUser",
            "recent_users": "recentUsers.*.email",
            "last_seen_at": "lastSync activeTimeRanges.*.date",
            "enrolled_at": "lastEnrollmentTime firstEnrollmentTime",
            "support_ends_on": "autoUpdateThrough autoUpdateExpiration supportEndDate",
            "org_unit": "orgUnitPath",
            "location": "annotatedLocation",
            "compliant": "osVersionCompliance",
        }
    ),
    ("deviceId", "serialNumber"),
)
INTUNE = Shape(
    "intune",
    MappingProxyType(
        {
            "device_id": "id",
            "serial": "serialNumber hardwareInformation.serialNumber",
            "wireless_mac": "wiFiMacAddress hardwareInformation.wifiMac",
            "wired_mac": "ethernetMacAddress",
            "name": "deviceName",
            "maker": "manufacturer",
            "model": "model",
            "operating_system": "operatingSystem",
            "os_version": "osVersion",
            "status": "managementState",
            "assigned_user": "userPrincipalName emailAddress",
            "recent_users": "usersLoggedOn.*.userPrincipalName",
            "last_seen_at": "lastSyncDateTime",
            "enrolled_at": "enrolledDateTime",
            "org_unit": "deviceCategoryDisplayName",
            "encrypted": "isEncrypted",
            "compliant": "complianceState",
        }
    ),
    ("id", "serialNumber", "lastSyncDateTime"),
)
JAMF_COMPUTER = Shape(
    "jamf_pro",
    MappingProxyType(
        {
            "device_id": "general.id id",
            "serial": "general.serial_number hardware.serialNumber serial_number serialNumber",
            "wireless_mac": "general.mac_address hardware.macAddress mac_address",
            "wired_mac": "general.alt_mac_address hardware.altMacAddress",
            "asset_tag": "general.asset_tag general.assetTag general.barcode_1 general.barcode1",
            "name": "general.name name",
            "maker": "hardware.make",
            "model": "hardware.model model",
            "operating_system": "hardware.os_name operatingSystem.name",
            "os_version": "hardware.os_version operatingSystem.version",
            "status": "general.remote_management.managed general.remoteManagement.managed managed",
            "assigned_user": "location.email_address userAndLocation.email location.username "
            "userAndLocation.username username",
            "last_seen_at": "general.last_contact_time_utc general.report_date_utc general.lastContactTime "
            "general.reportDate report_date_utc",
            "enrolled_at": "general.last_enrolled_date_utc general.lastEnrolledDate",
            "org_unit": "location.building userAndLocation.buildingId general.site.name building",
            "location": "location.room userAndLocation.room",
            "encrypted": "hardware.storage.*.partitions.*.filevault2_status "
            "diskEncryption.bootPartitionEncryptionDetails.partitionFileVault2State",
        }
    ),
    (),
    "computer",
)
JAMF_MOBILE = Shape(
    "jamf_pro",
    MappingProxyType(
        {
            "device_id": "general.id mobileDeviceId id",
            "serial": "general.serial_number hardware.serialNumber serial_number serialNumber",
            "wireless_mac": "general.wifi_mac_address hardware.wifiMacAddress wifi_mac_address wifiMacAddress",
            "asset_tag": "general.asset_tag general.assetTag",
            "name": "general.display_name general.name general.displayName name",
            "model": "general.model hardware.model model",
            "operating_system": "general.os_type",
            "os_version": "general.os_version general.osVersion",
            "status": "general.managed managed security.lost_mode_enabled",
            "assigned_user": "location.email_address userAndLocation.emailAddress location.username "
            "userAndLocation.username username",
            "last_seen_at": "general.last_inventory_update_utc general.lastInventoryUpdateDate",
            "enrolled_at": "general.last_enrollment_utc general.lastEnrolledDate",
            "org_unit": "location.building general.site.name",
            "location": "location.room userAndLocation.room",
            "encrypted": "security.data_protection",
        }
    ),
    (),
    "mobile",
)
JAMF_SCHOOL = Shape(
    "jamf_school",
    MappingProxyType(
        {
            "device_id": "UDID udid",
            "serial": "serialNumber",
            "wireless_mac": "networkInformation.WiFiMAC WiFiMAC",
            "wired_mac": "networkInformation.EthernetMAC",
            "asset_tag": "assetTag",
            "name": "name",
            "model": "model.name",
            "operating_system": "os.prefix",
            "os_version": "os.version",
            "status": "isManaged",
            "assigned_user": "owner.email owner.username",
            "last_seen_at": "lastCheckin",
            "enrolled_at": "enrollmentDate",
            "org_unit": "location.name",
        }
    ),
    ("serialNumber", "lastCheckin"),
)

LISTS = frozenset({"chromeosdevices", "value", "computers", "mobile_devices", "results", "devices"})
BY_NAME = MappingProxyType(
    {
        "computer": JAMF_COMPUTER,
        "computers": JAMF_COMPUTER,
        "mobile_device": JAMF_MOBILE,
        "mobile_devices": JAMF_MOBILE,
    }
)


def shape_of(name: str | None, device: Mapping[str, Any]) -> Shape | None:
    """What describes a device, by the name of the list it stands in and by its own members."""
    if name is not None and name in BY_NAME:
        return BY_NAME[name]
    for shape in (GOOGLE, INTUNE, JAMF_SCHOOL):
        if all(member in device for member in shape.known_by) or _google_without_serial(shape, device):
            return shape
    hardware = device.get("hardware")
    if "general" in device or isinstance(hardware, dict):
        mobile = isinstance(hardware, dict) and "wifiMacAddress" in hardware
        return JAMF_MOBILE if mobile or "mobileDeviceId" in device else JAMF_COMPUTER
    return None


def values_at(device: Any, path: str) -> Iterator[Any]:
    """Every plain value at a path; `*` stands for each element of a list."""
    here = [device]
    for step in path.split("."):
        if step == "*":
            here = [element for thing in here if isinstance(thing, list) for element in thing]
        else:
            here = [thing[step] for thing in here if isinstance(thing, dict) and step in thing]
    return (value for value in here if isinstance(value, str | int | float) and value != "")


def _google_without_serial(shape: Shape, device: Mapping[str, Any]) -> bool:
    return shape is GOOGLE and device.get("kind") == "admin#directory#chromeosdevice"
