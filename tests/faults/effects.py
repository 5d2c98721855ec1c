"""I4: what was applied took effect once, as it was said, and what was refused left no trace."""

from collections import defaultdict
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, select

from app.db import table_of
from app.models import (
    Absence,
    Asset,
    Audit,
    AuditName,
    CartCheck,
    Event,
    Forerunner,
    Room,
    Sighting,
    SlotCheck,
)
from tests.faults.evidence import Evidence, rows_of
from tests.faults.model_phone import Kept

MOVES = ("moved", "salvage_moved")


def every_fact_took_effect_once(school: Evidence, operations: dict[str, Any], database: Connection) -> None:
    """I4: what was applied is there once, as it was said; what was refused left no trace."""
    applied = {op_id: school.ticks[op_id] for op_id, row in operations.items() if row["outcome"] == "applied"}
    events: dict[str, list[str]] = defaultdict(list)
    for row in rows_of(database, table_of(Event)):
        if row["operation"] is not None:
            events[str(row["operation"])].append(f"{row['action']} {row['asset_id']}")
    rooms = {
        key: str(uuid) for key, uuid in database.execute(select(table_of(Room).c.id, table_of(Room).c.uuid))
    }
    audits = {audit["id"]: rooms[audit["room_id"]] for audit in rows_of(database, table_of(Audit))}
    undone = {tick.payload["sighting"] for tick in applied.values() if tick.kind == "audit.undo"}
    sightings = {str(row["uuid"]): row for row in rows_of(database, table_of(Sighting))}
    absences = {str(row["uuid"]): row for row in rows_of(database, table_of(Absence))}
    for kind, facts in (("audit.sight", sightings), ("audit.absent", absences)):
        assert facts.keys() == {op_id for op_id, tick in applied.items() if tick.kind == kind}, ("I4", kind)
        for op_id, fact in facts.items():
            assert audits[fact["audit_id"]] == applied[op_id].payload["room"], "I4: in another room"
            taken_back = fact["undone_at"] is not None
            assert taken_back <= (op_id in undone), "I4: taken back by nobody"
            assert taken_back == (op_id in undone) or school.rights_changed, "I4: not taken back"
    for op_id, row in operations.items():
        assert_effects(school.ticks[op_id], row, events[op_id], sightings)
    a_device_was_seen_when_it_was_last_seen(database, sightings, audits, rooms)
    every_finish_was_heard(school, applied, database)


def assert_effects(tick: Kept, row: Any, acts: list[str], sightings: dict[str, Any]) -> None:
    """The events of one operation, each with its device: none twice, and all that were told."""
    assert len(acts) == len(set(acts)), ("I4: doubled", tick, acts)
    actions, adds = [act.split()[0] for act in acts], row["result"]["adds"]
    if row["outcome"] != "applied":
        assert actions == [], ("I4: refused, and done all the same", tick, actions)
    elif tick.kind == "audit.sight":
        known = sightings[tick.op_id]["asset_id"] is not None
        assert actions.count("sighted") == int(known and not adds["undone"]), ("I4", tick, actions)
    elif tick.kind == "asset.move":
        assert any(action in MOVES for action in actions) == adds["moved"], ("I4", tick, actions)
    elif "first" in adds and tick.kind != "audit.finish":
        assert bool(actions) == adds["first"], ("I4: doubled, or not done", tick, actions)


def a_device_was_seen_when_it_was_last_seen(
    database: Connection, sightings: dict[str, Any], audits: dict[int, str], rooms: dict[int, str]
) -> None:
    """I4: whatever the order in which phones were heard, the latest look at it that holds says when and where."""
    looks: dict[int, list[tuple[datetime, str | None]]] = defaultdict(list)
    for sighting in sightings.values():
        if sighting["undone_at"] is None:
            looks[sighting["asset_id"]].append((sighting["captured_at"], audits[sighting["audit_id"]]))
    inside = rows_of(database, table_of(SlotCheck))
    for check in rows_of(database, table_of(CartCheck)):
        look = check["captured_at"], rooms.get(check["room_id"])
        for asset_id in {
            check["cart_id"],
            *(row["seen_id"] for row in inside if row["check_id"] == check["id"]),
        }:
            looks[asset_id].append(look)
    for asset in rows_of(database, table_of(Asset)):
        at = max((at for at, _ in looks[asset["id"]]), default=None)
        assert asset["last_seen_at"] == at, ("I4: last seen", asset["tag"])
        where = {where for when, where in looks[asset["id"]] if when == at}
        assert not where or rooms.get(asset["last_seen_room_id"]) in where, ("I4: last seen", asset["tag"])


def every_finish_was_heard(school: Evidence, applied: dict[str, Kept], database: Connection) -> None:
    """I4: a count that was finished is, as soon as it is known; until then the finish waits."""
    names, audits = table_of(AuditName), table_of(Audit)
    query = select(names.c.uuid, audits.c.finished_at).join(audits, audits.c.id == names.c.audit_id)
    finished = {str(uuid): at is not None for uuid, at in database.execute(query)}
    waits = {str(about) for about in database.scalars(select(table_of(Forerunner).c.about))}
    for tick in applied.values():
        if tick.kind == "audit.finish" and not school.rights_changed:
            audit = tick.payload["audit"]
            assert finished.get(audit, audit in waits), ("I4: a finish got lost", tick)
