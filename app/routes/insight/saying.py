"""What a phone said, in a sentence: the operation's kind, its code, its room."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from uuid import UUID

from flask_babel import gettext
from sqlalchemy import select

from app import access
from app.db import db
from app.domain.access import Scope
from app.domain.offline.envelope import uuid_in
from app.models import Asset, Operation, Room
from app.routes.words import sentence
from app.routes.words.work import REASONS, SAID


@dataclass(frozen=True, slots=True)
class Told:
    """An operation with what it said, and why it was not taken."""

    operation: Operation
    said: str
    why: str


def told(operations: Sequence[Operation], scope: Scope) -> list[Told]:
    """Operations in words, as far as what they name belongs to the reader's sites."""
    rooms = _rooms((uuid_in(operation.payload, "room") for operation in operations), scope)
    things = (uuid_in(o.payload, name) for o in operations for name in ("asset", "cart"))
    assets = _assets(things, scope)
    return [_told(operation, rooms, assets) for operation in operations]


def _told(operation: Operation, rooms: dict[UUID, str], assets: dict[UUID, str]) -> Told:
    payload = operation.payload
    named = uuid_in(payload, "asset") or uuid_in(payload, "cart")
    device = operation.code or (assets.get(named) if named else None) or gettext("a device")
    room = uuid_in(payload, "room")
    facts = {
        "code": device,
        "old": _short(payload.get("old")) or device,
        "new": _short(payload.get("new")) or device,
        "reason": _reason(payload.get("reason") or payload.get("kind")),
        "room": (rooms.get(room) if room else None) or gettext("a room"),
    }
    words = SAID.get(operation.kind)
    said = str(words).format(**facts) if words else gettext("Something the server does not know")
    return Told(operation, said, _why(operation))


def _why(operation: Operation) -> str:
    """Why it was not taken; to others it is not said as if they had tried."""
    if operation.reason == "not_permitted" and operation.actor_id != access.signed_in().id:
        return gettext(
            "%(name)s had no right to do this at this site, or no longer.", name=operation.actor.name
        )
    return sentence(operation.reason or "", operation.result["facts"])


def _reason(value: object) -> str:
    return str(REASONS.get(value, value) if isinstance(value, str) else "")[:80]


def _short(value: object) -> str | None:
    return value.encode(errors="replace").decode()[:80] if isinstance(value, str) else None


def _rooms(wanted: Iterable[UUID | None], scope: Scope) -> dict[UUID, str]:
    uuids = {uuid for uuid in wanted if uuid}
    query = select(Room.uuid, Room.name).where(Room.uuid.in_(uuids), scope.where(Room.site_id))
    return dict(db.session.execute(query).all()) if uuids else {}


def _assets(wanted: Iterable[UUID | None], scope: Scope) -> dict[UUID, str]:
    uuids = {uuid for uuid in wanted if uuid}
    query = select(Asset).where(Asset.uuid.in_(uuids), scope.where(Asset.site_id))
    return {asset.uuid: str(asset) for asset in db.session.scalars(query)} if uuids else {}
