"""What is said of one device: that it stands in another room now."""

from typing import Any

from app.domain import register
from app.domain.ledger import Act
from app.domain.offline.conflicts import changed_by_another
from app.domain.offline.desk import Desk
from app.domain.offline.envelope import Operation
from app.domain.offline.kinds.reading import MOST_CODE, require, uuid_of
from app.domain.offline.kinds.refusals import BadPayload, Conflict, NoSuchThing


def move(operation: Operation, desk: Desk, act: Act) -> dict[str, Any]:
    code, room = operation.payload.get("code"), desk.rooms.get(uuid_of(operation.payload, "room"))
    if not isinstance(code, str) or len(code) > MOST_CODE:
        raise BadPayload(what="code")
    if room is None:
        raise NoSuchThing(what="room")
    require(operation, desk, room.site_id)
    ours = [asset for asset in desk.bearing(code) if asset.site_id == room.site_id]
    if len(ours) != 1:
        raise NoSuchThing(what="asset") if not ours else BadPayload(what="several")
    asset = ours[0]
    if changed_by_another(asset, operation, desk):
        raise Conflict(asset=str(asset), place=asset.room.name if asset.room else None, version=asset.version)
    moved = register.move(asset, room, act)
    return {"asset": str(asset.uuid), "tag": asset.tag, "moved": moved, "version": asset.version}
