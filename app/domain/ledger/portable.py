"""An asset's columns as they stand in events: integer keys become uuids, dates become text."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import select

from app.clock import written
from app.db import db
from app.models import Asset, AssetModel, FundingSource, Person, Room, Site

REFERENCES: dict[str, Any] = {
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
TRACKED = tuple(column.key for column in Asset.__table__.columns if column.key not in BOOKKEEPING)
VERSIONED = {"state", "site_id", "room_id", "cart_id", "slot", "holder_id"}

Uuids = dict[tuple[str, int], str]


def uuids_for(wanted: Iterable[tuple[Any, int]]) -> Uuids:
    """The uuids of things by (model, key), remembered for the length of the session: a uuid never changes."""
    known: Uuids = db.session().info.setdefault("uuids", {})
    missing: dict[Any, set[int]] = {}
    for model, key in wanted:
        if (model.__tablename__, key) not in known:
            missing.setdefault(model, set()).add(key)
    for model, keys in missing.items():
        ordered = sorted(keys)
        for start in range(0, len(ordered), 500):
            rows = db.session.execute(select(model.id, model.uuid).where(model.id.in_(ordered[start : start + 500])))
            known.update({(model.__tablename__, key): str(uuid) for key, uuid in rows})
    return known


def references_in(changes: dict[str, Any]) -> Iterable[tuple[Any, int]]:
    """Which things a set of changed columns points at."""
    return [(REFERENCES[c], value) for c, value in changes.items() if value is not None and c in REFERENCES]


def portable(changes: dict[str, Any], known: Uuids) -> dict[str, Any]:
    """Changed columns with their new values, as an event keeps them."""
    told: dict[str, Any] = {}
    for column, value in changes.items():
        if column in REFERENCES:
            name = column.removesuffix("_id")
            told[name] = None if value is None else known[REFERENCES[column].__tablename__, value]
        else:
            told[column] = plain(value)
    return told


def plain(value: Any) -> Any:
    """A value that JSON knows."""
    if isinstance(value, datetime):
        return written(value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, UUID):
        return str(value)
    return value
