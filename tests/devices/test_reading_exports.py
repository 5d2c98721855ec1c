"""Exports of Google, Intune and Jamf are known by their headings or their JSON, whatever stands beside them."""

import io
import json
import zipfile
from contextlib import suppress
from datetime import UTC, date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.files.devices import DeviceRow, Found, mapper, open_export
from app.files.devices.moments import judge_moment
from app.files.tables import Limits, Unreadable
from tests.corpora import corpus

PACIFIC = ZoneInfo("America/Los_Angeles")


def read(path: Path, content: str | bytes, name: str = "export.csv") -> tuple[str | None, list[Found]]:
    path = path / name
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    export = open_export(path)
    if export.layout is None:
        return None, []
    return export.layout.format, list(export.devices(export.layout, zone=PACIFIC))


def device(found: Found) -> DeviceRow:
    assert found.device is not None, found.refusal
    return found.device


@pytest.mark.parametrize(
    ("file", "format", "row"),
    [
        ("google/gam-print-cros-columns.txt", "google", 1),
        ("google/gam-print-cros-columns.txt", "google", 2),
        ("intune/devices-report-columns.txt", "intune", None),
        ("jamf/computer-export-columns.txt", "jamf_pro", None),
        ("jamf/mobile-export-columns.txt", "jamf_pro", None),
        ("jamf/school-export-columns.txt", "jamf_school", None),
    ],
)
def test_the_headings_of_the_corpora_are_known(
    file: str, format: str, row: int | None, tmp_path: Path
) -> None:
    lines = corpus(f"mdm/{file}").read_text().splitlines()
    names = [line for line in lines if not line.startswith("#")]
    header = names[row - 1] if row else ";".join(names)
    assert read(tmp_path, header + "\n")[0] == format


def test_the_recorded_answers_of_the_corpora_are_read_as_they_stand(tmp_path: Path) -> None:
    """One Chromebook, two devices of Intune (their serial numbers in the hardware's part), one computer of Jamf."""
    known = {
        "google/chromeosdevices-list.recorded.json": [("8FHE4JBEQ00121G", "active", "user1@example.org")],
        "intune/managedDevices-beta.recorded.json": [
            ("A65AQD0AB8JG", "active", "user3@example.org"),
            ("R56LB440FB1Q", "deprovisioned", None),
        ],
        "jamf/JSSResource-computers-id.recorded.json": [("D87JG54BLJL0", "active", "user2@example.org")],
    }
    for file, expected in known.items():
        _, found = read(tmp_path, corpus(f"mdm/{file}").read_bytes(), "recorded.json")
        rows = [device(one) for one in found]
        assert [(row.serial, row.status, row.assigned_user) for row in rows] == expected
        assert not any(one.remarks for one in found)
    chromebook = device(
        read(tmp_path, corpus("mdm/google/chromeosdevices-list.recorded.json").read_bytes())[1][0]
    )
    assert chromebook.wireless_mac == "02:FC:E5:79:96:CE"
    assert chromebook.support_ends_on == date(2028, 6, 1)
    assert chromebook.last_seen_at == datetime(2022, 5, 19, 16, 14, 15, 759000, tzinfo=UTC)


def test_rows_that_repeat_a_device_for_each_user_and_day_are_one_device(tmp_path: Path) -> None:
    export = (
        "deviceId,serialNumber,status,lastSync,recentUsers.email,recentUsers.type,activeTimeRanges.date\n"
        "d1,S1,ACTIVE,2026-10-14T15:00:00Z,Ana@x.test,USER_TYPE_MANAGED,2026-10-12\n"
        "d1,S1,ACTIVE,2026-10-14T15:00:00Z,ben@x.test,USER_TYPE_MANAGED,2026-10-13\n"
        "d1,S1,ACTIVE,2026-10-14T15:00:00Z,,USER_TYPE_UNMANAGED,2026-10-14\n"
        "d2,S2,DISABLED,Never,,,\n"
    )
    source, found = read(tmp_path, export)
    first, second = map(device, found)
    assert source == "google"
    assert (first.recent_users, first.last_seen_at) == (
        ("ana@x.test", "ben@x.test"), datetime(2026, 10, 14, 15, tzinfo=UTC),
    )  # fmt: skip
    assert (second.status, second.last_seen_at, found[1].line) == ("disabled", None, 5)


def test_one_row_for_each_device_holds_its_users_in_numbered_columns(tmp_path: Path) -> None:
    export = (
        "deviceId,serialNumber,status,recentUsers,recentUsers.0.email,recentUsers.0.type,recentUsers.1.email,"
        "autoUpdateExpiration,activeTimeRanges.0.date\nd1,S1,ACTIVE,2,b@x.test,U,c@x.test,2028-06-01,2026-10-13\n"
    )
    row = device(read(tmp_path, export)[1][0])
    assert row.recent_users == ("b@x.test", "c@x.test")
    assert row.support_ends_on == date(2028, 6, 1)
    assert row.last_seen_at == datetime(2026, 10, 13, tzinfo=UTC)


def test_intunes_export_is_read_out_of_its_zip(tmp_path: Path) -> None:
    header = (
        "Device ID,Device name,Enrollment date,Last check-in,Azure AD Device ID,OS version,Serial number,"
    )
    header += "Manufacturer,Model,Wi-Fi MAC,Primary user UPN,Compliance,Device state,Encrypted,OS\n"
    row = "i1,LT-1,2024-01-15 10:15:00.0000000,1/15/2026 10:15:00 PM,z,10.0,PF1,LENOVO,20X,AABB.CCDD.EEFF,T@x.test,"
    row += "Noncompliant,Managed,True,Windows\n"
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("DevicesWithInventory_1.csv", header + row)
    source, found = read(tmp_path, packed.getvalue(), "export.zip")
    read_out = device(found[0])
    assert (source, read_out.serial, read_out.wireless_mac) == ("intune", "PF1", "AA:BB:CC:DD:EE:FF")
    assert (read_out.encrypted, read_out.compliant, read_out.assigned_user) == (True, False, "t@x.test")
    assert read_out.last_seen_at == datetime(2026, 1, 15, 22, 15, tzinfo=UTC)


def test_jamfs_numbers_of_computers_and_of_mobile_devices_are_told_apart(tmp_path: Path) -> None:
    computers = "JSS Computer ID,Serial Number,Last Check-in,Managed\n7,C02X,2026-10-13 08:00:00,Managed\n"
    mobile = "JSS Mobile Device ID,Serial Number,Last Inventory Update,Managed,Lost Mode Enabled\n"
    mobile += "7,DMPX,,Managed,Enabled\n"
    one, other = (device(read(tmp_path, text)[1][0]) for text in (computers, mobile))
    assert (one.device_id, other.device_id) == ("computer:7", "mobile:7")
    assert one.last_seen_at == datetime(2026, 10, 13, 15, tzinfo=UTC)
    assert (one.status, other.status) == ("active", "disabled")


def test_pages_of_the_interfaces_may_stand_in_one_array(tmp_path: Path) -> None:
    page = {"chromeosdevices": [{"deviceId": "d1", "serialNumber": "S1", "status": "ACTIVE"}, 7]}
    jamf = {
        "results": [
            {"id": "3", "general": {"name": "Lab"}, "hardware": {"serialNumber": "C1", "macAddress": "x"}}
        ]
    }
    found = read(tmp_path, json.dumps([page, page]), "pages.json")[1]
    assert [bool(one.device) for one in found] == [True, False, True, False]
    source, found = read(tmp_path, json.dumps(jamf), "jamf.json")
    assert (source, device(found[0]).device_id) == ("jamf_pro", "computer:3")
    assert [remark.reason for remark in found[0].remarks] == ["not_a_mac"]


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("2026-10-14T16:04:05.123Z", "2026-10-14T16:04:05.123000+00:00"),
        ("2026-10-14T09:04:05-07:00", "2026-10-14T16:04:05+00:00"),
        ("2020-08-09T13:24:00.636+0000", "2020-08-09T13:24:00.636000+00:00"),
        ("2026-10-14 09:04:05.0000000", "2026-10-14T16:04:05+00:00"),
        ("10/14/2026 9:04:05 AM", "2026-10-14T16:04:05+00:00"),
        ("10/14/2026, 9:04 PM", "2026-10-15T04:04:00+00:00"),
        ("10/14/2026 at 12:30 AM", "2026-10-14T07:30:00+00:00"),
        ("Wed, Oct 14, 2026 9:04 AM", "2026-10-14T16:04:00+00:00"),
        ("14 Oct 2026 16:04 UTC", "2026-10-14T16:04:00+00:00"),
        ("14.10.2026 09:04", "2026-10-14T16:04:00+00:00"),
        ("2026-10-14 16:04:05 PDT", "2026-10-14T23:04:05+00:00"),
        ("1596979440636", "2020-08-09T13:24:00.636000+00:00"),
        ("1596979440", "2020-08-09T13:24:00+00:00"),
        ("2026-10-14", "2026-10-14T07:00:00+00:00"),
        ("0001-01-01T00:00:00Z", None),
        ("1970-01-01T00:00:00Z", None),
        ("Never", None),
    ],
)
def test_a_moment_in_any_form_is_the_same_in_utc(text: str, moment: str | None) -> None:
    found, reason = judge_moment(text, zone=PACIFIC)
    assert (found.isoformat() if found else None, reason) == (moment, None)


@pytest.mark.parametrize(
    "text", ["yesterday", "2026-13-14", "10/14/2026 25:00", "9:04 XYZ", "99999999999999"]
)
def test_what_is_no_moment_is_remarked_on(text: str) -> None:
    found, reason = judge_moment(text, zone=PACIFIC)
    assert found is None
    assert reason in ("not_a_date", "impossible_date", "improbable_date")


@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [
        ("a.json", '{"chromeosdevices": [{"deviceId": "d1",', "wrong_json"),
        ("a.json", '{"chromeosdevices": [{"deviceId": "d1"} {"deviceId": "d2"}]}', "wrong_json"),
        ("a.json", "[" * 100_000, "wrong_json"),
        ("a.json", b'{"value": "\xff"}', "wrong_json"),
        ("a.json", '{"value": []}', "not_a_device_list"),
        ("a.json", "[1, 2, 3]", "not_a_device_list"),
        ("a.json", '{"assets": [{"tag": "1"}]}', "not_a_device_list"),
        ("a.csv", "", "empty_file"),
        ("a.zip", b"PK\x03\x04 and no more", "not_a_table"),
        ("a.csv", b"\x89PNG\r\n\x1a\n", "not_a_table"),
    ],
)
def test_a_file_that_is_no_export_is_refused_by_name(
    name: str, content: str | bytes, reason: str, tmp_path: Path
) -> None:
    with pytest.raises(Unreadable) as refused:
        read(tmp_path, content, name)
    assert refused.value.reason == reason


def test_a_huge_file_is_refused_before_it_is_read(tmp_path: Path) -> None:
    small = Limits(file_bytes=1_000)
    (tmp_path / "huge.json").write_text('{"value": [' + " " * 2_000 + "]}")
    packed = tmp_path / "bomb.zip"
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("devices.csv", "deviceId,serialNumber,lastSync\n" + "d,s,\n" * 10_000)
    for path, reason in ((tmp_path / "huge.json", "too_large"), (packed, "expands_too_much")):
        with pytest.raises(Unreadable) as refused:
            open_export(path, limits=small)
        assert refused.value.reason == reason


def test_a_list_nobody_knows_is_read_once_it_is_explained(tmp_path: Path) -> None:
    path = tmp_path / "kiosk.csv"
    path.write_text("Gerät,Seriennummer,Zuletzt\nX1,S9,23/01/2026 10:00\n")
    export = open_export(path)
    assert export.layout is None
    layout = mapper.layout(
        export.header, {"Seriennummer": "serial", "Zuletzt": "last_seen_at"}, day_first=True
    )
    (found,) = export.devices(layout, zone=UTC)
    assert device(found).last_seen_at == datetime(2026, 1, 23, 10, tzinfo=UTC)


@given(st.binary(max_size=400))
def test_no_file_whatsoever_is_more_than_refused(
    tmp_path_factory: pytest.TempPathFactory, content: bytes
) -> None:
    for beginning in (b"", b'{"value": [', b"deviceId,serialNumber,lastSync\n"):
        with suppress(Unreadable):
            read(tmp_path_factory.getbasetemp(), beginning + content, "any.csv")
