"""Records brought up to date with what an export says, many at once."""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, delete, insert, or_, select, update

from app.db import db, insert_all, table_of, uuid7
from app.domain.codes import look_up_key
from app.domain.devices.lines import DeviceLine
from app.domain.devices.naming import people_of
from app.models import DeviceRecord, DeviceUser

# What a record says as the row does; what a row leaves open stays as it was heard before.
SAME = (
    "device_id", "serial", "wired_mac", "wireless_mac", "asset_tag", "name", "maker", "model",
    "operating_system", "os_version", "status", "assigned_user", "last_seen_at", "enrolled_at",
    "support_ends_on", "org_unit", "location", "encrypted", "compliant",
)  # fmt: skip
FOUND = ("serial_key", "tag_key", "last_user", "person_id", "asset_id", "matched_by", "site_id")
COLUMNS = ("key", *SAME, *FOUND)


def records_of(lines: Sequence[DeviceLine], source: str) -> dict[int, Any]:
    """The record of each line, by the line's number: the device's own, or where one has no id that of its serial."""
    if not lines:
        return {}
    records = table_of(DeviceRecord).c
    keys = {line.key for line in lines}
    serials = {line.serial_key for line in lines if line.serial_key}
    query = select(table_of(DeviceRecord)).where(
        records.source == source, or_(records.key.in_(keys), records.serial_key.in_(serials))
    )
    by_key, by_serial = {}, {}
    for record in db.session.execute(query.order_by(records.last_heard_at)):
        by_key[record.key] = record
        by_serial[record.serial_key] = record
    found: dict[int, Any] = {}
    taken: set[int] = set()
    for line in lines:
        record = by_key.get(line.key) or _nameless(line, by_serial.get(line.serial_key))
        if record is not None and record.id not in taken:
            taken.add(record.id)
            found[line.number] = record
    return found


def write(lines: Sequence[DeviceLine], source: str, export_id: int, now: datetime) -> None:
    """Insert what is new and update what says something else; the rest was heard once more, and that is all."""
    accounts = {line.user for line in lines if line.user} | {
        u for line in lines for u in line.row.recent_users
    }
    people = people_of(accounts)
    known = [line for line in lines if line.record is not None]
    _insert([line for line in lines if line.record is None], source, export_id, now, people)
    changes = []
    for line in known:
        if said := _changes(line, people):
            line.changed = True
            changes.append(said)
    users = _bring_users_up_to_date(known, people)
    for line in known:
        line.changed |= line.number in users
    heard = [line.record.id for line in known if not _is_older(line)]
    records = table_of(DeviceRecord)
    connection = db.session.connection()
    if changes:
        values: dict[str, Any] = {name: bindparam(f"new_{name}") for name in COLUMNS}
        connection.execute(update(records).where(records.c.id == bindparam("record")).values(values), changes)
    if heard:
        connection.execute(
            update(records).where(records.c.id.in_(heard)).values(last_heard_at=now, heard_in_id=export_id)
        )


def _nameless(line: DeviceLine, record: Any) -> Any:
    """Of one serial number, where either the line or the record does not say which of its devices it is."""
    if record is None or (line.row.device_id and record.device_id):
        return None
    return record


def _is_older(line: DeviceLine) -> bool:
    seen, known = line.row.last_seen_at, line.record.last_seen_at
    return bool(seen and known and seen < known)


def _columns(line: DeviceLine, people: dict[str, int]) -> dict[str, Any]:
    row = line.row
    said = {name: getattr(row, name) for name in SAME}
    said["key"], said["serial_key"] = line.key, line.serial_key
    said["tag_key"] = look_up_key(row.asset_tag) if row.asset_tag else None
    said["last_user"] = row.recent_users[0] if row.recent_users else None
    said["person_id"] = people.get(line.user or "")
    said["asset_id"], said["matched_by"], said["site_id"] = line.asset_id, line.matched_by, line.site_id
    return said


def _changes(line: DeviceLine, people: dict[str, int]) -> dict[str, Any] | None:
    """Every column of the record as it is to be, where any is to change. An older export changes nothing."""
    record = line.record
    if _is_older(line):
        line.warn("older_than_known", field="last_seen_at", value=f"{line.row.last_seen_at:%Y-%m-%d}")
        return None
    said = _columns(line, people)
    kept = {name: getattr(record, name) for name in COLUMNS}
    new = {name: kept[name] if value is None else value for name, value in said.items()}
    if not line.row.device_id and record.device_id:
        new["key"] = record.key
    if line.user:
        new["person_id"] = said["person_id"]
    new["asset_id"], new["matched_by"] = said["asset_id"], said["matched_by"]
    if new == kept:
        return None
    return {f"new_{name}": value for name, value in new.items()} | {"record": record.id}


def _insert(
    lines: Sequence[DeviceLine], source: str, export_id: int, now: datetime, people: dict[str, int]
) -> None:
    if not lines:
        return
    rows = []
    for line in lines:
        line.changed = True
        rows.append(
            _columns(line, people)
            | {"uuid": uuid7(), "source": source, "first_heard_at": now, "last_heard_at": now}
            | {"heard_in_id": export_id, "status": line.row.status or "active"}
        )
    records = table_of(DeviceRecord)
    written = insert(records).returning(records.c.id, sort_by_parameter_order=True)
    keys = [key for (key,) in db.session.connection().execute(written, rows)]
    _insert_users({key: line.row.recent_users for key, line in zip(keys, lines, strict=True)}, people)


def _bring_users_up_to_date(lines: Sequence[DeviceLine], people: dict[str, int]) -> set[int]:
    """The numbers of the lines that name other users than were heard before."""
    telling = [line for line in lines if line.row.recent_users and not _is_older(line)]
    before = _users_of([line.record.id for line in telling])
    changed = [
        line for line in telling if line.record and before.get(line.record.id) != line.row.recent_users
    ]
    users = {line.record.id: line.row.recent_users for line in changed}
    if users:
        db.session.execute(delete(DeviceUser).where(DeviceUser.record_id.in_(users)))
        _insert_users(users, people)
    return {line.number for line in changed}


def _users_of(records: Collection[int]) -> dict[int, tuple[str, ...]]:
    users: dict[int, tuple[str, ...]] = {}
    query = select(DeviceUser.record_id, DeviceUser.account).where(DeviceUser.record_id.in_(records))
    for key, account in db.session.execute(query.order_by(DeviceUser.record_id, DeviceUser.rank)):
        users[key] = (*users.get(key, ()), account)
    return users


def _insert_users(users: dict[int, tuple[str, ...]], people: dict[str, int]) -> None:
    rows = [
        {"record_id": key, "rank": rank, "account": account, "person_id": people.get(account)}
        for key, accounts in users.items()
        for rank, account in enumerate(accounts)
    ]
    insert_all(DeviceUser, rows)
