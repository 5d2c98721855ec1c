"""What a count does: open, sight, undo, explain, finish, in whatever order phones are heard."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import select

from app.db import db
from app.domain import audits
from app.domain.access import OPERATIONS, may
from app.domain.audits import Reading, Sight
from app.domain.ledger import Act
from app.domain.offline.batch import Batch
from app.domain.offline.envelope import Operation, uuid_in
from app.domain.offline.kinds.forerunning import let_it_wait, undone_before
from app.domain.offline.kinds.reading import code_in, kept, optional_uuid, require, uuid_of
from app.domain.offline.kinds.refusals import BadPayload, NoSuchThing
from app.models import Absence, Audit, Room, Sighting
from app.models.audits import ABSENCE_REASONS, METHODS


def open_audit(operation: Operation, batch: Batch, act: Act) -> dict[str, Any]:
    audit = _join(operation, batch, act)
    return {"audit": str(audit.uuid), "room": str(audit.room.uuid)}


def sight_all(run: Sequence[Operation], batch: Batch, acts: Sequence[Act]) -> list[dict[str, Any]]:
    joined = [_join(operation, batch, act) for operation, act in zip(run, acts, strict=True)]
    batch.count_all(joined)
    readings = [_reading(*each, batch) for each in zip(run, joined, acts, strict=True)]
    told = audits.sight_all(readings)
    return [_told(seen, audit) for seen, audit in zip(told, joined, strict=True)]


def _reading(operation: Operation, audit: Audit, act: Act, batch: Batch) -> Reading:
    code, method = code_in(operation.payload), operation.payload.get("method")
    if method not in METHODS:
        raise BadPayload(what="method")
    return Reading(
        count=batch.counts[audit.id],
        op_id=operation.op_id,
        code=kept(code),
        method=method,
        act=act,
        meant=batch.bearing(code) or batch.seen_by_eye(operation, audit),
        chosen=optional_uuid(operation.payload, "asset"),
        undone=undone_before(operation, batch, audit.site_id),
    )


def _told(told: Sight, audit: Audit) -> dict[str, Any]:
    """What the phone may show: of another school's device, nothing but the school."""
    answer: dict[str, Any] = {"verdict": told.verdict, "note": told.note, "undone": told.undone}
    asset = told.asset
    if asset is None:
        return answer
    if asset.site_id != audit.site_id:
        return answer | {"site": asset.site.name}
    return answer | {
        "asset": str(asset.uuid),
        "tag": asset.tag,
        "model": str(asset.model),
        "version": asset.version,
        "belongs": asset.room.name if asset.room else str(asset.cart) if asset.cart else None,
        "held_by": asset.holder.kind if asset.holder else None,
        "state": asset.state,
    }


def undo(operation: Operation, batch: Batch, act: Act) -> dict[str, Any]:
    target, audit = uuid_of(operation.payload, "sighting"), batch.audit(uuid_in(operation.payload, "audit"))
    if audit is not None:
        require(operation, batch, audit.site_id)
    for model in (Sighting, Absence):
        site_id = db.session.scalar(
            select(Audit.site_id).join(model, model.audit_id == Audit.id).where(model.uuid == target)
        )
        if site_id is not None:
            require(operation, batch, site_id)
    if audits.undo(target, act) is None:
        let_it_wait(target, batch)
    return {}


def absent(operation: Operation, batch: Batch, act: Act) -> dict[str, Any]:
    reason = operation.payload.get("reason")
    if reason not in ABSENCE_REASONS:
        raise BadPayload(what="reason")
    audit = _join(operation, batch, act)
    asset = batch.assets.get(uuid_of(operation.payload, "asset"))
    if asset is None or asset.site_id != audit.site_id:
        raise NoSuchThing(what="asset")
    undone = undone_before(operation, batch, audit.site_id)
    audits.explain(audit, operation.op_id, asset, reason, act, undone=undone)
    return {"asset": str(asset.uuid), "tag": asset.tag}


def finish(operation: Operation, batch: Batch, act: Act) -> dict[str, Any]:
    """An audit that was not heard of yet finishes when it opens: batches may come in any order."""
    uuid = uuid_of(operation.payload, "audit")
    audit = batch.audit(uuid)
    if audit is None:
        audits.wait_for("finish", uuid, act)
        let_it_wait(uuid, batch)
        return {"audit": str(uuid), "first": True}
    require(operation, batch, audit.site_id)
    first = audits.finish(audit, act)
    return {"audit": str(audit.uuid), "first": first}


def _join(operation: Operation, batch: Batch, act: Act) -> Audit:
    """The audit an operation names; an unknown one opens itself, in the room that is named with it."""
    uuid = uuid_of(operation.payload, "audit")
    room_uuid = optional_uuid(operation.payload, "room")
    audit = batch.audit(uuid)
    if audit is not None:
        require(operation, batch, audit.site_id)
        if room_uuid is not None and audit.room.uuid != room_uuid:
            raise audits.NotThisRoom(room=audit.room.name)
        return audit
    room: Room | None = batch.rooms.get(room_uuid) if room_uuid else None
    if room is None:
        raise NoSuchThing(what="room")
    require(operation, batch, room.site_id)
    audit = batch.joined[uuid] = audits.join_or_open(uuid, room, act)
    _finish_as_said_before(uuid, audit, batch, act)
    return audit


def _finish_as_said_before(uuid: UUID, audit: Audit, batch: Batch, act: Act) -> None:
    said = batch.forerunners.get(uuid)
    if said is None or said.kind != "finish":
        return
    if may(said.by, OPERATIONS["audit.finish"], audit.site_id):
        audits.finish(audit, Act(said.by, act.via, said.captured_at, act.heard_at, said.operation))
    db.session.delete(said)
