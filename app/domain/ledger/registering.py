"""Bringing new assets into the register, many at a time. Policy: REG-3."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from sqlalchemy import select

from app.db import db, insert_all, table_of, uuid7
from app.domain import lifecycle
from app.domain.codes import look_up_key
from app.domain.ledger.act import Act
from app.domain.ledger.chain import GENESIS
from app.domain.ledger.portable import TRACKED, Uuids, portable, references_in, uuids_for
from app.domain.ledger.writing import Place, Told, event_row
from app.models import Asset, Event, Identifier

DEFAULTS: dict[str, Any] = {"managed_by": "site", "ecf": False, "bought_by_programme": False}


@dataclass(slots=True)
class NewAsset:
    """An asset to be: its columns with their values, the (kind, code) pairs that mean it, and who did this."""

    columns: dict[str, Any]
    codes: Sequence[tuple[str, str]]
    act: Act
    details: dict[str, Any] = field(default_factory=dict)
    uuid: UUID = field(default_factory=uuid7)


def register_all(new: Sequence[NewAsset]) -> list[int]:
    """Register assets with their first event each; gives their keys in the same order.

    Raises IntegrityError where a tag already belongs to another asset: callers look first and say so by name.
    """
    if not new:
        return []
    for one in new:
        lifecycle.after(lifecycle.NEW, "registered", one.columns["state"])
    known = uuids_for(reference for one in new for reference in references_in(one.columns))
    events = [_first_event(one, known) for one in new]
    assets = [_row(one, event["hash"]) for one, event in zip(new, events, strict=True)]
    keys = _insert(assets)
    for key, event in zip(keys, events, strict=True):
        event["asset_id"] = key
    insert_all(Event, events)
    codes = [
        {"asset_id": key, "kind": kind, "code": code, "key": look_up_key(code)}
        for key, one in zip(keys, new, strict=True)
        for kind, code in one.codes
    ]
    insert_all(Identifier, codes)
    return keys


def _first_event(one: NewAsset, known: Uuids) -> dict[str, Any]:
    columns = DEFAULTS | one.columns
    changes = portable({column: value for column, value in columns.items() if value is not None}, known)
    changes["codes"] = sorted([kind, code] for kind, code in one.codes)
    told = Told(
        action="registered",
        act=one.act,
        site_id=columns["site_id"],
        room_id=columns.get("room_id"),
        person_id=columns.get("holder_id"),
        changes=changes,
        details=one.details,
    )
    return event_row(Place(one.uuid, 1, GENESIS), told, known)


def _row(one: NewAsset, digest: bytes) -> dict[str, Any]:
    columns = dict.fromkeys(TRACKED) | DEFAULTS | one.columns
    head = {"version": 1, "event_number": 1, "event_hash": digest}
    return columns | head | {"uuid": one.uuid, "registered_at": one.act.heard_at}


def _insert(assets: list[dict[str, Any]]) -> list[int]:
    """Asking for each key as it is given would be a statement for every asset; by their uuids they are read at once."""
    insert_all(Asset, assets)
    table, keys = table_of(Asset), dict[UUID, int]()
    for start in range(0, len(assets), 500):
        named = [asset["uuid"] for asset in assets[start : start + 500]]
        query = select(table.c.uuid, table.c.id).where(table.c.uuid.in_(named))
        keys |= dict(db.session.connection().execute(query).all())
    return [keys[asset["uuid"]] for asset in assets]
