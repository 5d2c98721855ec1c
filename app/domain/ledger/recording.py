"""Writing events, and bringing the rows of their assets up to date in the same transaction."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, Self

from sqlalchemy import bindparam, delete, update
from sqlalchemy.orm.attributes import set_committed_value

from app.db import db, insert_all, rewritten, table_of
from app.domain import lifecycle
from app.domain.codes import look_up_key
from app.domain.ledger.act import Act
from app.domain.ledger.locking import lock
from app.domain.ledger.portable import (
    REFERENCES,
    VERSIONED,
    Reference,
    Uuids,
    portable,
    references_in,
    uuids_for,
)
from app.domain.ledger.writing import Place, Told, event_row
from app.models import Asset, Event, Identifier

Codes = Sequence[tuple[str, str]]
ASSETS = table_of(Asset)
ALWAYS = ("version", "event_number", "event_hash")


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
    """Let many things happen, in order: all of them, or none and the refusal of the first that may not."""
    lock(entry.asset for entry in entries)
    uuids_for(reference for entry in entries for reference in _references(entry, entry.changes))
    with Page() as page:
        for entry in entries:
            page.write(entry)


class Page:
    """A page of the ledger: what is written on it holds for its assets in memory at once.

    Turning it, which leaving its `with` does, writes it all to the database, one executemany for the events and one
    for each shape of change. An exception tears the page out: nothing is written, its assets are read again.
    """

    def __init__(self) -> None:
        self._events: list[dict[str, Any]] = []
        self._touched: dict[int, tuple[Asset, set[str]]] = {}
        self._codes: dict[int, tuple[Asset, Codes]] = {}

    def __enter__(self) -> Self:
        return self

    def __exit__(self, error: type[BaseException] | None, *_: object) -> None:
        if error is not None:
            for asset, _columns in self._touched.values():
                db.session.expire(asset)
        elif self._events:
            self._turn()

    def write(self, entry: Entry) -> None:
        """Let one thing happen. Raises NotFromThisState."""
        asset, changes = entry.asset, dict(entry.changes)
        state = lifecycle.after(asset.state, entry.action, entry.to)
        if state != asset.state:
            changes["state"] = state
        known = uuids_for(_references(entry, changes))
        if asset.id not in self._touched:
            self._touched[asset.id] = (asset, set())
            rewritten(asset)
        self._touched[asset.id][1].update(changes)
        for column, value in changes.items():
            set_committed_value(asset, column, value)
            if column in REFERENCES:
                asset.__dict__.pop(column.removesuffix("_id"), None)
        row = _event(entry, changes, known)
        set_committed_value(asset, "event_number", row["number"])
        set_committed_value(asset, "event_hash", row["hash"])
        if not VERSIONED.isdisjoint(changes):
            set_committed_value(asset, "version", asset.version + 1)
        self._events.append(row)
        if entry.codes is not None:
            self._codes[asset.id] = (asset, entry.codes)

    def _turn(self) -> None:
        insert_all(Event, self._events)
        shapes: dict[tuple[str, ...], list[Asset]] = {}
        for asset, columns in self._touched.values():
            shapes.setdefault(tuple(sorted(columns)), []).append(asset)
        for shape, assets in shapes.items():
            _bring_up_to_date((*shape, *ALWAYS), assets)
        for asset, codes in self._codes.values():
            _replace_codes(asset, codes)


def _references(entry: Entry, changes: dict[str, Any]) -> list[Reference]:
    found = references_in(changes)
    found.append(("sites", entry.asset.site_id))
    if entry.asset.room_id:
        found.append(("rooms", entry.asset.room_id))
    if entry.room_id:
        found.append(("rooms", entry.room_id))
    if entry.person_id:
        found.append(("people", entry.person_id))
    return found


def _event(entry: Entry, changes: dict[str, Any], known: Uuids) -> dict[str, Any]:
    """The row of an event, made when the asset's columns have their new values already."""
    asset, changed = entry.asset, portable(changes, known)
    if entry.codes is not None:
        changed["codes"] = sorted([kind, code] for kind, code in entry.codes)
    told = Told(
        action=entry.action,
        act=entry.act,
        site_id=asset.site_id,
        room_id=entry.room_id if entry.room_id is not None else asset.room_id,
        person_id=entry.person_id,
        changes=changed,
        details=entry.details,
    )
    row = event_row(Place(asset.uuid, asset.event_number + 1, asset.event_hash), told, known)
    return {"asset_id": asset.id, **row}


def _bring_up_to_date(columns: tuple[str, ...], assets: list[Asset]) -> None:
    statement = (
        update(ASSETS)
        .where(ASSETS.c.id == bindparam("key"))
        .values({column: bindparam(f"to_{column}") for column in columns})
    )
    rows = [
        {"key": asset.id, **{f"to_{column}": getattr(asset, column) for column in columns}}
        for asset in assets
    ]
    db.session.connection().execute(statement, rows)


def _replace_codes(asset: Asset, codes: Codes) -> None:
    db.session.execute(delete(Identifier).where(Identifier.asset_id == asset.id))
    rows = [{"asset_id": asset.id, "kind": k, "code": c, "key": look_up_key(c)} for k, c in codes]
    insert_all(Identifier, rows)
    asset.__dict__.pop("identifiers", None)
