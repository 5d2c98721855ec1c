"""What device management says is matched with the register, and where the two differ somebody is told what to do."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from sqlalchemy import func, select

from app import clock
from app.db import begin_writing, db
from app.domain import custody, ledger, losses, policy, register
from app.domain.devices.life import signs_of_life
from app.jobs.reconciling import reconcile_all
from app.models import DeviceConflict, DeviceExport, DeviceRecord, Event, Person
from tests.conftest import FixedClock
from tests.corpora import corpus
from tests.custody.desk import out, undo
from tests.devices.conftest import LONG_AGO, SEEN, Hear, counts, differing, gam, reasons, record
from tests.district import District
from tests.phones import Phone

NewPhone = Callable[[str], Phone]


def test_the_recorded_corpora_are_heard_and_a_second_time_change_nothing(hear: Hear) -> None:
    """1 Chromebook, 2 devices of Intune, 1 computer of Jamf Pro: 4 records, none of them in the register."""
    files = [
        ("google/chromeosdevices-list.recorded.json", 1),
        ("intune/managedDevices-beta.recorded.json", 2),
        ("jamf/JSSResource-computers-id.recorded.json", 1),
    ]
    for file, number in files:
        path = corpus(f"mdm/{file}")
        assert counts(hear(path, "--dry-run")) == (number, number, 0, 0)
        assert counts(hear(path)) == (number, number, 0, 0)
    before = _everything()
    assert [counts(hear(corpus(f"mdm/{file}"))) for file, _ in files] == [(n, 0, 0, 0) for _, n in files]
    assert _everything() == before
    assert sorted(kind for kind, _ in differing()) == ["unknown"] * 3  # the fourth is retired there
    assert record("computer:2").support_ends_on is None


def test_a_device_is_known_by_serial_then_address_then_the_tag_noted_there(
    district: District, hear: Hear
) -> None:
    begin_writing()
    register.correct(district.asset("A1002"), district.act(), wireless_mac="02:FC:E5:79:96:02", serial=None)
    register.correct(district.asset("A1003"), district.act(), serial=None)
    db.session.commit()
    told = hear(
        gam(
            f"d1,pfa1001,ACTIVE,{SEEN},,02fce5799602,A1003",
            f"d2,XX2,ACTIVE,{SEEN},,02-fc-e5-79-96-02",
            f"d3,XX3,ACTIVE,{SEEN},,,a1003",
            f"d4,1S82W30001USPFA1004,ACTIVE,{SEEN}",
            f"d5,XX5,ACTIVE,{SEEN},,,A1005",
            f"d6,XX6,ACTIVE,{SEEN}",
        )
    )
    assert counts(told) == (6, 6, 1, 0)
    assert reasons(told) == [(6, "tag_of_another_serial")]
    matched = {key: (str(record(key).asset), record(key).matched_by) for key in ("d1", "d2", "d3", "d4")}
    assert matched["d1"] == ("A1001", "serial")
    assert matched["d2"] == ("A1002", "mac")
    assert matched["d3"] == ("A1003", "tag")
    assert matched["d4"] == ("A1004", "serial")
    assert record("d5").asset is None
    assert {key for kind, key in differing() if kind == "unknown"} >= {"d5", "d6"}


def test_each_kind_of_conflict_is_found_and_settled(
    district: District, hear: Hear, sam: Person, fixed_clock: FixedClock
) -> None:
    begin_writing()
    losses.report(district.asset("A1001"), "stolen", district.act())
    for action in ("retired", "handed_to_its", "wiped", "destroyed"):
        ledger.record(district.asset("A1002"), action, district.act())
    db.session.commit()
    export = gam(
        f"d1,PFA1001,ACTIVE,{SEEN}",
        f"d2,PFA1002,ACTIVE,{SEEN}",
        f"d3,PFA1003,ACTIVE,{LONG_AGO}",
        f"d4,PFA1004,ACTIVE,{SEEN}",
        f"d4b,PFA1004,ACTIVE,{SEEN}",
        "d5,PFA1030,ACTIVE,2026-10-14T16:00:00Z,stranger@students.test",
        f"d6,PFA1020,ACTIVE,{SEEN},somebody@students.test",
        f"d7,NEW7,ACTIVE,{SEEN}",
        f"d8,PFA1005,DEPROVISIONED,{LONG_AGO}",
        f"d9,PFA1011,ACTIVE,{SEEN},sam@students.test",
    )
    hear(export)
    assert differing() == {
        ("active_missing", "d1"), ("active_disposed", "d2"), ("silent", "d3"), ("doubled", "d4"), ("doubled", "d4b"),
        ("wrong_user", "d5"), ("nobody", "d6"), ("unknown", "d7"),
    }  # fmt: skip
    first = db.session.scalar(select(func.min(DeviceConflict.id)))
    fixed_clock.pass_time(days=1)
    hear(export.replace("stranger@", "sam@").replace("d4b,PFA1004,ACTIVE", "d4b,PFA1004,DEPROVISIONED"))
    db.session.rollback()
    begin_writing()
    losses.find(district.asset("A1001"), district.room("204"), district.act())
    model = district.asset("A1003").model
    register.register(
        district.site("8217"), room=None, model=model, act=district.act(), tag="N7", serial="NEW7"
    )
    db.session.commit()
    reconcile_all()
    assert differing() == {("active_disposed", "d2"), ("silent", "d3"), ("nobody", "d6")}
    assert record("d7").matched_by == "serial"
    assert db.session.scalar(select(func.min(DeviceConflict.id))) == first, "what was settled is kept"
    settled = select(func.count()).where(DeviceConflict.settled_at.is_not(None))
    assert db.session.scalar(settled) == 5
    fixed_clock.pass_time(days=40)
    reconcile_all()
    assert ("silent", "d9") in differing(), "days pass without an export, too"


def test_who_used_it_before_it_was_checked_out_says_nothing(
    district: District, hear: Hear, sam: Person, fixed_clock: FixedClock
) -> None:
    hear(gam("d1,PFA1030,ACTIVE,2026-10-13T09:00:00Z,stranger@students.test"))
    assert ("wrong_user", "d1") not in differing()
    fixed_clock.pass_time(hours=2)
    db.session.rollback()
    begin_writing()
    custody.check_in(district.asset("A1030"), None, district.act())
    db.session.commit()
    hear(gam("d1,PFA1030,ACTIVE,2026-10-14T17:00:00Z,sam@students.test"))
    assert ("nobody", "d1") not in differing(), "Sam used it before giving it back"


def test_a_checkout_that_was_undone_explains_nothing(
    phone: NewPhone, district: District, hear: Hear, sam: Person
) -> None:
    """Checked out, the device is in the right hands; undone, the management is as right as before, at once."""
    hear(gam("d1,PFA1020,ACTIVE,2026-10-14T15:00:00Z,stranger@students.test"))
    ivy = phone("ivy")
    wrong = "/device-management?kind=nobody"
    assert "A1020" in ivy.visitor.get(wrong).text
    deed = out(ivy, "A1020")
    ivy.sends(deed)
    assert "A1020" not in ivy.visitor.get(wrong).text
    ivy.sends(undo(ivy, deed, "A1020"))
    assert "A1020" in ivy.visitor.get(wrong).text
    reconcile_all()
    assert ("nobody", "d1") in differing()


def test_a_partial_export_deletes_nothing_and_misses_nobody(district: District, hear: Hear) -> None:
    tags = ("A1001", "A1002", "A1003", "A1004", "A1005", "A1006", "A1007", "A1011", "A1012", "A1020")
    intune = "Device ID,Device name,Serial number,Last check-in,Device state\n"
    rows = [f"i{tag},LT,PF{tag},2026-10-14 12:00:00,Managed\n" for tag in tags]
    hear(intune + "".join(rows))
    unmanaged = {key for kind, key in differing() if kind == "unmanaged"}
    assert unmanaged == {"A1030", "B2001", "B2002", "B2003"}, "the laptops that the whole list does not name"
    hear(intune + rows[0], "--part")
    hear(intune + rows[0])
    assert db.session.scalar(select(func.count()).select_from(DeviceRecord)) == len(tags)
    assert {key for kind, key in differing() if kind == "unmanaged"} == unmanaged
    assert [export.whole for export in db.session.scalars(select(DeviceExport).order_by(DeviceExport.id))] == [
        True, False, False,
    ]  # fmt: skip
    hear(intune + "".join(rows[1:]), "--whole")
    assert db.session.scalar(select(func.count()).select_from(DeviceRecord)) == len(tags)
    assert {key for kind, key in differing() if kind == "unmanaged"} == {*unmanaged, "A1001"}


def test_what_an_export_leaves_open_and_what_an_older_one_says_changes_nothing(hear: Hear) -> None:
    full = "deviceId,serialNumber,status,lastSync,recentUsers.0.email,macAddress,osVersion,orgUnitPath\n"
    hear(full + f"d1,PFA1001,ACTIVE,{SEEN},ana@x.test,02fce5799601,120.1,/Marshall Middle/Students\n")
    hear("deviceId,serialNumber,status,annotatedUser\nd1,PFA1001,DISABLED,ana@x.test\n")
    kept = record("d1")
    assert (kept.status, kept.os_version, kept.last_user) == ("disabled", "120.1", "ana@x.test")
    told = hear(full + f"d1,PFA1001,ACTIVE,{LONG_AGO},ben@x.test,,99,/\n")
    assert (counts(told), reasons(told)) == ((1, 0, 1, 0), [(2, "older_than_known")])
    assert record("d1").last_user == "ana@x.test"


def test_rows_that_cannot_be_taken_are_named_and_the_rest_is_kept(hear: Hear) -> None:
    told = hear(
        gam(
            f"d1,PFA1001,ACTIVE,{SEEN}",
            "d2,PFA1002,ACTIVE,2031-01-01T00:00:00Z",
            f"d1,PFA1001,ACTIVE,{SEEN}",
            ",,ACTIVE,,,,",
            f"d5,=cmd|'/C calc'!A0,SOMEHOW,{SEEN},,nonsense",
            f"d6,6.37702E+15,ACTIVE,{SEEN}",
        )
    )
    assert counts(told) == (4, 4, 3, 2)
    assert (4, "device_repeated") in reasons(told) or (2, "device_repeated") in reasons(told)
    assert {reason for _, reason in reasons(told)} == {
        "device_repeated", "nothing_names_a_device", "seen_in_the_future", "unknown_status", "not_a_mac",
        "mangled_by_spreadsheet",
    }  # fmt: skip
    assert (record("d2").last_seen_at, record("d5").status) == (None, "active")


def test_the_register_and_its_ledger_stay_as_they_are(district: District, hear: Hear) -> None:
    before = db.session.scalar(select(func.count()).select_from(Event))
    hear(gam(f"d1,PFA1001,ACTIVE,{SEEN}", f"d2,PFA1030,DISABLED,{LONG_AGO}"))
    assert db.session.scalar(select(func.count()).select_from(Event)) == before
    assert district.faults() == []


def test_a_sign_of_life_is_the_last_of_this_cycle(district: District, hear: Hear) -> None:
    hear(
        gam(
            f"d1,PFA1001,ACTIVE,{LONG_AGO}",
            "d2,PFA1002,ACTIVE,2026-05-01T00:00:00Z",
            f"d3,PFA1003,ACTIVE,{SEEN}",
        )
    )
    tags = ("A1001", "A1002", "A1003", "A1004")
    signs = signs_of_life([district.asset(tag) for tag in tags])
    assert [district.asset(tag).id in signs for tag in tags] == [True, False, True, False]
    assert signs[district.asset("A1003").id].source == "google"
    recent = signs_of_life([district.asset("A1001")], clock.now() - timedelta(days=7))
    assert recent == {}


@pytest.mark.parametrize("days", [30, 100])
def test_how_long_a_device_may_be_silent_is_the_districts_to_say(
    district: District, hear: Hear, days: int
) -> None:
    begin_writing()
    policy.enter("device_silent_days", days, effective_on=clock.day(), by=None)
    db.session.commit()
    hear(gam(f"d1,PFA1001,ACTIVE,{LONG_AGO}"))
    assert (("silent", "d1") in differing()) is (days == 30)


def _everything() -> list[tuple[object, ...]]:
    db.session.rollback()
    columns = [c for c in DeviceRecord.__table__.columns if c.name not in ("last_heard_at", "heard_in_id")]
    return [tuple(row) for row in db.session.execute(select(*columns).order_by(DeviceRecord.id))]
