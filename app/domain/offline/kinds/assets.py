"""What is said of one device: that it stands in another room now, or that it is gone or harmed."""

from typing import Any

from app.domain import losses, register
from app.domain.ledger import Act
from app.domain.offline.batch import Batch
from app.domain.offline.conflicts import both_sides, changed_by_another
from app.domain.offline.envelope import Operation
from app.domain.offline.kinds.reading import MOST_CODE, asset_of, day_in, require, uuid_of, words_in
from app.domain.offline.kinds.refusals import BadPayload, Conflict, NoSuchThing, SeenSince


def move(operation: Operation, batch: Batch, act: Act) -> dict[str, Any]:
    code, room = operation.payload.get("code"), batch.rooms.get(uuid_of(operation.payload, "room"))
    if not isinstance(code, str) or len(code) > MOST_CODE:
        raise BadPayload(what="code")
    if room is None:
        raise NoSuchThing(what="room")
    require(operation, batch, room.site_id)
    ours = [asset for asset in batch.bearing(code) if asset.site_id == room.site_id]
    if len(ours) != 1:
        raise NoSuchThing(what="asset") if not ours else BadPayload(what="several")
    asset = ours[0]
    if changed_by_another(asset, operation, batch):
        raise Conflict(**both_sides(asset))
    moved = register.move(asset, room, act)
    return {"asset": str(asset.uuid), "tag": asset.tag, "moved": moved, "version": asset.version}


def report(operation: Operation, batch: Batch, act: Act) -> dict[str, Any]:
    """Gone or harmed; a report that was heard before, or that somebody else made too, changes nothing."""
    kind, note = operation.payload.get("kind"), words_in(operation.payload, "note")
    if not isinstance(kind, str) or kind not in losses.REPORTS:
        raise BadPayload(what="kind")
    noticed_on = day_in(operation.payload, "noticed_on")
    numbers = {name: words_in(operation.payload, name) for name in losses.NUMBERS}
    asset = asset_of(operation, batch)
    first = asset.state != kind
    if first:
        if changed_by_another(asset, operation, batch):
            raise Conflict(**both_sides(asset))
        if kind in losses.LOSSES and asset.last_seen_at and asset.last_seen_at > act.happened_at:
            raise SeenSince(**both_sides(asset))
        losses.report(asset, kind, act, note=note, numbers=numbers, noticed_on=noticed_on)
    return {
        "asset": str(asset.uuid),
        "tag": asset.tag,
        "reported": kind,
        "first": first,
        "state": asset.state,
        "version": asset.version,
    }
