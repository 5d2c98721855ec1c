"""An asset's columns as they stand in events: integer keys become uuids, dates become text."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import select

from app.clock import written
from app.db import Base, db, remembered, table_of
from app.models import Asset, AssetModel, FundingSource, Person, Room, Site

REFERENCES: dict[str, type[Base]] = {
    "site_id": Site,
    "room_id": Room,
    "cart_id": Asset,
    "holder_id": Person,
    "responsible_id": Person,
    "last_seen_room_id": Room,
    "model_id": AssetModel,
    "funding_source_id": FundingSource,
}
BOOKKEEPING = {"id", "uuid", "version", "event_number", "event_hash", "registered_at"}
TRACKED = tuple(column.key for column in table_of(Asset).columns if column.key not in BOOKKEEPING)
VERSIONED = frozenset({"state", "site_id", "room_id", "cart_id", "slot", "holder_id"})
TOUCHING = frozenset(column.removesuffix("_id") for column in VERSIONED)

Reference = tuple[str, int]
Uuids = Mapping[Reference, str]
_TABLES = {column: model.__tablename__ for column, model in REFERENCES.items()}
_MODELS = {model.__tablename__: table_of(model) for model in REFERENCES.values()}


def uuids_for(wanted: Iterable[Reference]) -> Uuids:
    """The uuids of things by table and key, remembered while the transaction lasts."""
    known: dict[Reference, str] = remembered("uuids", dict[Reference, str])
    missing: dict[str, set[int]] = {}
    for reference in wanted:
        if reference not in known:
            missing.setdefault(reference[0], set()).add(reference[1])
    for name, keys in missing.items():
        table, ordered = _MODELS[name], sorted(keys)
        for start in range(0, len(ordered), 500):
            query = select(table.c.id, table.c.uuid).where(table.c.id.in_(ordered[start : start + 500]))
            known.update({(name, key): str(uuid) for key, uuid in db.session.execute(query)})
    return known


def references_in(changes: Mapping[str, Any]) -> list[Reference]:
    """Which things a set of changed columns points at."""
    return [(_TABLES[c], value) for c, value in changes.items() if value is not None and c in _TABLES]


def portable(changes: Mapping[str, Any], known: Uuids) -> dict[str, Any]:
    """Changed columns with their new values, as an event keeps them."""
    told: dict[str, Any] = {}
    for column, value in changes.items():
        if column in _TABLES:
            told[column.removesuffix("_id")] = None if value is None else known[_TABLES[column], value]
        else:
            told[column] = plain(value)
    return told


def touches(changes: Iterable[str]) -> bool:
    """Whether an event's changes, by their names in it, are of custody, place or state."""
    return not TOUCHING.isdisjoint(changes)


def plain(value: Any) -> Any:
    """A value that JSON knows."""
    if isinstance(value, datetime):
        return written(value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, UUID):
        return str(value)
    return value
