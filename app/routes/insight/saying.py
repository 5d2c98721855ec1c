"""What a phone said, in a sentence: the operation's kind, its code, its room."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from uuid import UUID

from flask_babel import gettext, lazy_gettext
from flask_babel.speaklater import LazyString
from sqlalchemy import select

from app import access
from app.db import db
from app.domain.access import Scope
from app.domain.offline.envelope import uuid_in
from app.models import Asset, Operation, Room
from app.routes.words import sentence

_l = lazy_gettext

SAID: dict[str, LazyString] = {
    "audit.open": _l("Began to count %(room)s"),
    "audit.sight": _l("Saw %(code)s in %(room)s"),
    "audit.undo": _l("Undid what was said of %(code)s"),
    "audit.absent": _l("Said why %(code)s is not in %(room)s"),
    "audit.finish": _l("Finished a count"),
    "cart.confirm": _l("Checked cart %(code)s"),
    "custody.check_out": _l("Checked out %(code)s"),
    "custody.check_in": _l("Checked in %(code)s"),
    "custody.replace": _l("Gave %(new)s in place of %(old)s"),
    "custody.undo": _l("Undid what was done with %(code)s"),
    "custody.note_condition": _l("Noted the condition of %(code)s"),
    "asset.move": _l("Moved %(code)s to %(room)s"),
    "asset.report": _l("Reported %(code)s"),
}
KINDS_OF_WORK: dict[str, LazyString] = {
    "audit.open": _l("Counts begun"),
    "audit.sight": _l("Seen in a count"),
    "audit.undo": _l("Undone"),
    "audit.absent": _l("Reasons why something is not there"),
    "audit.finish": _l("Counts finished"),
    "cart.confirm": _l("Carts checked"),
    "custody.check_out": _l("Checked out"),
    "custody.check_in": _l("Checked in"),
    "custody.replace": _l("Replaced"),
    "custody.undo": _l("Undone at the desk"),
    "custody.note_condition": _l("Conditions noted"),
    "asset.move": _l("Moved"),
    "asset.report": _l("Reported lost or harmed"),
}
ANEW: dict[str, LazyString] = {
    "audit.sight": _l("Count it all the same"),
    "audit.absent": _l("Say it all the same"),
    "asset.move": _l("Move it all the same"),
    "asset.report": _l("Report it all the same"),
    "custody.check_out": _l("Check it out all the same"),
    "custody.check_in": _l("Check it in all the same"),
    "custody.replace": _l("Replace it all the same"),
    "cart.confirm": _l("Confirm it all the same"),
}


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
        "room": (rooms.get(room) if room else None) or gettext("a room"),
    }
    words = SAID.get(operation.kind)
    said = str(words) % facts if words else gettext("Something the server does not know")
    return Told(operation, said, _why(operation))


def _why(operation: Operation) -> str:
    """Why it was not taken; to others it is not said as if they had tried."""
    if operation.reason == "not_permitted" and operation.actor_id != access.signed_in().id:
        return gettext(
            "%(name)s had no right to do this at this site, or no longer.", name=operation.actor.name
        )
    return sentence(operation.reason or "", operation.result["facts"])


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
