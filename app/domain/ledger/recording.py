"""Writing events, and bringing the rows of their assets up to date in the same transaction."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import bindparam, delete, insert, select, update
from sqlalchemy.orm.attributes import set_committed_value

from app.db import db, dialect
from app.domain import lifecycle
from app.domain.codes import look_up_key
from app.domain.ledger.act import Act
from app.domain.ledger.portable import REFERENCES, TRACKED, VERSIONED, portable, references_in, uuids_for
from app.domain.ledger.writing import event_row
from app.domain.refusals import Refusal
from app.models import Asset, Event, Identifier, Person, Room, Site

Codes = Sequence[tuple[str, str]]


class ChangedMeanwhile(Refusal):
    """Another transaction wrote this asset after it was read here; trying again reads it anew."""

    reason = "changed_meanwhile"


@dataclass(slots=True)
class Entry:
    """One event to write.

    `changes` are the asset's columns with their new values, without the state, which `to` and the lifecycle decide.
    `codes`, where given, are all the (kind, code) pairs that mean the asset from now on.
    `room_id` and `person_id` say where and to whom, when that is not simply where the asset now is.
    """

    asset: Asset
    action: str
    act: Act
    changes: dict[str, Any] = field(default_factory=dict)
    to: str | None = None
    codes: Codes | None = None
    room_id: int | None = None
    person_id: int | None = None
    details: dict[str, Any] = field(default_factory=dict)


def record(asset: Asset, action: str, act: Act, **more: Any) -> None:
    """Let one thing happen to one asset. Takes what Entry takes; raises NotFromThisState, ChangedMeanwhile."""
    record_all([Entry(asset, action, act, **more)])


def record_all(entries: Sequence[Entry]) -> None:
    """Let many things happen, in order, as one executemany for the events and one for each shape of change."""
    if not entries:
        return
    lock({entry.asset.id: entry.asset for entry in entries}.values())
    before = {entry.asset.id: entry.asset.state for entry in entries}
    for entry in entries:
        state = lifecycle.after(before[entry.asset.id], entry.action, entry.to)
        if state != before[entry.asset.id]:
            entry.changes["state"] = before[entry.asset.id] = state
    known = uuids_for(reference for entry in entries for reference in _references(entry))
    touched: dict[int, set[str]] = {}
    rows = []
    for entry in entries:
        rows.append(_write_down(entry, known))
        touched.setdefault(entry.asset.id, set()).update(entry.changes)
    db.session.execute(insert(Event), rows)
    _bring_up_to_date({entry.asset.id: entry.asset for entry in entries}, touched)
    for entry in entries:
        if entry.codes is not None:
            _replace_codes(entry.asset, entry.codes)


def lock(assets: Iterable[Asset]) -> None:
    """Hold these assets until the transaction ends, in key order. Raises ChangedMeanwhile for one read too early.

    SQLite has one writer at a time, so there is nothing to do there.
    """
    if dialect() == "sqlite":
        return
    held: set[int] = db.session().info.setdefault("locked_assets", set())
    wanted = {asset.id: asset for asset in assets if asset.id not in held}
    query = select(Asset.id, Asset.event_number).where(Asset.id.in_(wanted)).order_by(Asset.id).with_for_update()
    for key, number in db.session.execute(query):
        if wanted[key].event_number != number:
            raise ChangedMeanwhile(asset=str(wanted[key]))
    held.update(wanted)


def _references(entry: Entry) -> list[tuple[Any, int]]:
    found = [*references_in(entry.changes), (Site, entry.asset.site_id)]
    if entry.asset.room_id:
        found.append((Room, entry.asset.room_id))
    if entry.room_id:
        found.append((Room, entry.room_id))
    if entry.person_id:
        found.append((Person, entry.person_id))
    return found


def _write_down(entry: Entry, known: dict[tuple[str, int], str]) -> dict[str, Any]:
    asset, act = entry.asset, entry.act
    for column, value in entry.changes.items():
        set_committed_value(asset, column, value)
        if column in REFERENCES:
            asset.__dict__.pop(column.removesuffix("_id"), None)
    changes = portable(entry.changes, known)
    if entry.codes is not None:
        changes["codes"] = sorted([kind, code] for kind, code in entry.codes)
    room_id = entry.room_id if entry.room_id is not None else asset.room_id
    row = event_row(
        asset.uuid,
        asset.event_number + 1,
        asset.event_hash,
        entry.action,
        act,
        site_id=asset.site_id,
        room_id=room_id,
        person_id=entry.person_id,
        changes=changes,
        details=entry.details,
        known=known,
    )
    set_committed_value(asset, "event_number", row["number"])
    set_committed_value(asset, "event_hash", row["hash"])
    if VERSIONED & entry.changes.keys():
        set_committed_value(asset, "version", asset.version + 1)
    return {"asset_id": asset.id, **row}


def _bring_up_to_date(assets: dict[int, Asset], touched: dict[int, set[str]]) -> None:
    shapes: dict[tuple[str, ...], list[dict[str, Any]]] = {}
    for key, columns in touched.items():
        asset, shape = assets[key], tuple(column for column in TRACKED if column in columns)
        values = {f"to_{column}": getattr(asset, column) for column in (*shape, "version", "event_number", "event_hash")}
        shapes.setdefault(shape, []).append({"key": key, **values})
    table = Asset.__table__
    for shape, rows in shapes.items():
        columns = (*shape, "version", "event_number", "event_hash")
        statement = (
            update(table)
            .where(table.c.id == bindparam("key"))
            .values({column: bindparam(f"to_{column}") for column in columns})
        )
        db.session.connection().execute(statement, rows)


def _replace_codes(asset: Asset, codes: Codes) -> None:
    db.session.execute(delete(Identifier).where(Identifier.asset_id == asset.id))
    rows = [{"asset_id": asset.id, "kind": k, "code": c, "key": look_up_key(c)} for k, c in codes]
    if rows:
        db.session.execute(insert(Identifier), rows)
    asset.__dict__.pop("identifiers", None)
