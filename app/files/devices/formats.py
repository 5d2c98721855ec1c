"""The exports we know by their headings: GAM's, Intune's, Jamf Pro's and Jamf School's. Policy: PLN-4.

Columns are known by name, wherever they stand and whatever else stands beside them: an administrator chooses.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from types import MappingProxyType

from app.files.assets.layouts import Layout
from app.files.tables.values.headings import key_of_heading


@dataclass(frozen=True, slots=True)
class Format:
    """`needs` says by which headings it is known: all of one of its lists. An earlier heading is believed first."""

    source: str
    needs: tuple[tuple[str, ...], ...]
    headings: MappingProxyType[str, str]
    utc: bool = True


def _format(source: str, *needs: str, utc: bool = True, **headings: str) -> Format:
    lists = tuple(tuple(name.strip() for name in need.split(";")) for need in needs)
    return Format(source, lists, MappingProxyType(headings), utc)


FORMATS: MappingProxyType[str, Format] = MappingProxyType(
    {
        "google": _format(
            "google",
            "deviceid; serialnumber; lastsync",
            "deviceid; serialnumber; annotateduser",
            "deviceid; serialnumber; annotatedassetid",
            "deviceid; serialnumber; orgunitpath",
            "deviceid; serialnumber; status; macaddress",
            "deviceid; serialnumber; recentusers",
            device_id="deviceid",
            serial="serialnumber",
            wireless_mac="macaddress",
            wired_mac="ethernetmacaddress; ethernetmacaddress0; dockmacaddress",
            asset_tag="annotatedassetid",
            model="model",
            os_version="osversion",
            status="status",
            assigned_user="annotateduser",
            recent_users="recentusers; recentusers email",
            last_seen_at="lastsync; activetimeranges date",
            enrolled_at="lastenrollmenttime; firstenrollmenttime",
            support_ends_on="autoupdatethrough; autoupdateexpiration; supportenddate",
            org_unit="orgunitpath",
            location="annotatedlocation",
            compliant="osversioncompliance",
        ),
        "intune": _format(
            "intune",
            "device id; device name; serial number; last check in",
            "deviceid; devicename; serialnumber; lastcontact",
            "id; devicename; serialnumber; lastsyncdatetime",
            device_id="device id; deviceid; id",
            serial="serial number; serialnumber",
            wireless_mac="wi fi mac; wifimacaddress; wifi mac",
            wired_mac="ethernet mac; ethernetmacaddress",
            name="device name; devicename",
            maker="manufacturer",
            model="model",
            operating_system="os; operating system; operatingsystem",
            os_version="os version; osversion",
            status="device state; managementstate; management state; devicestate",
            assigned_user="primary user upn; upn; userprincipalname; primary user email address; useremail",
            recent_users="last logged on user upn; lastloggedonuserupn; last logged in user upn",
            last_seen_at="last check in; lastcontact; lastsyncdatetime",
            enrolled_at="enrollment date; createddate; enrolleddatetime",
            org_unit="category; categoryname; device category; devicecategorydisplayname",
            encrypted="encrypted; encryptionstatusstring; encryptionstatus; isencrypted",
            compliant="compliance; compliantstate; compliancestate",
        ),
        "jamf_pro": _format(
            "jamf_pro",
            "serial number; jss computer id",
            "serial number; jss mobile device id",
            "serial number; last inventory update",
            "serial number; jamf binary version",
            utc=False,
            device_id="jss computer id; jss mobile device id",
            serial="serial number",
            wireless_mac="mac address; wi fi mac address",
            wired_mac="alternate mac address; secondary mac address",
            asset_tag="asset tag; bar code",
            name="computer name; display name",
            maker="make",
            model="model",
            operating_system="operating system name; operating system; platform",
            os_version="operating system version; os version",
            status="managed; lost mode enabled",
            assigned_user="email address; username",
            recent_users="user last logged in computer; user last logged in self service; last logged in user",
            last_seen_at="last check in; last inventory update",
            enrolled_at="last enrollment",
            org_unit="building; site; department",
            location="room",
            encrypted="filevault 2 status; filevault status; data protection; block encryption capability",
        ),
        "jamf_school": _format(
            "jamf_school",
            "serialnumber; deviceudid",
            "serialnumber; istrashed",
            "serialnumber; ismanaged; lastconnected",
            utc=False,
            device_id="deviceudid",
            serial="serialnumber",
            wireless_mac="wifimac",
            wired_mac="ethernetmac",
            asset_tag="assettag",
            name="name",
            model="model",
            os_version="osversion",
            status="ismanaged; istrashed; islostmodeenabled",
            assigned_user="owneremail; ownerusername",
            last_seen_at="lastconnected",
            enrolled_at="enrollmentdate",
            org_unit="locationname; schoolnumber",
            location="memberof",
        ),
    }
)  # fmt: skip

# What several columns say one after the other: recentUsers.0.email, or ….email in rows that repeat.
REPEATED = re.compile(r"(recentusers|activetimeranges)(?: (\d+))?(?: (email|date))?")
# What is one thing in one column and the opposite in another.
OPPOSITE = MappingProxyType(
    {"istrashed": "trashed", "islostmodeenabled": "lost", "lost mode enabled": "lost"}
)


def recognise(header: tuple[str, ...]) -> Layout | None:
    """The export by its headings; None where nobody knows it. Google's is tried first: its names are the plainest."""
    keys = [key_of_heading(name) for name in header]
    known = {*keys, *(match[1] for key in keys if (match := REPEATED.fullmatch(key)))}
    for name, found in FORMATS.items():
        if any(known.issuperset(need) for need in found.needs):
            return Layout.of(name, header, _columns(keys, found))
    return None


def _columns(keys: list[str], found: Format) -> Iterator[tuple[int, str]]:
    places: dict[str, list[int]] = {}
    for at, key in enumerate(keys):
        places.setdefault(_plain(key), []).append(at)
    for field, names in found.headings.items():
        for name in map(str.strip, names.split(";")):
            if f"{name} email" in places:
                continue  # beside the addresses this is but their number
            if name == "activetimeranges date" and "lastsync" in places:
                continue  # days, where there are moments
            for at in places.get(name, ()):
                yield at, field


def _plain(key: str) -> str:
    """A repeated column under the name that all of its kind share, unless it says something else."""
    repeated = REPEATED.fullmatch(key)
    if repeated is None or (repeated[2] and not repeated[3]):
        return key
    return f"{repeated[1]} {repeated[3]}" if repeated[3] else repeated[1]
