"""What each kind of operation does: the same verbs as the pages use."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from sqlalchemy import select

from app.db import db
from app.domain import audits, register
from app.domain.access import OPERATIONS, may
from app.domain.ledger import Act
from app.domain.offline.desk import Desk
from app.domain.offline.envelope import Operation
from app.domain.refusals import Refusal
from app.models import Absence, Asset, Audit, Room, Sighting
from app.models.audits import ABSENCE_REASONS, METHODS

MOST_CODE = 512


class NotPermitted(Refusal):
    """The person has no such right at this site, or no longer."""

    reason = "not_permitted"


class NoSuchThing(Refusal):
    """What the operation names is not there, or not this person's to see."""

    reason = "no_such_thing"


class BadPayload(Refusal):
    """The payload lacks something or has it in the wrong shape."""

    reason = "bad_payload"


class Conflict(Refusal):
    """Somebody else changed the asset meanwhile: nothing was applied, both sides are shown."""

    reason = "changed_by_another"


def apply(operation: Operation, desk: Desk, act: Act) -> dict[str, Any]:
    """Let an operation take effect; gives what its answer adds. Raises a Refusal; Conflict where both sides stand."""
    return KINDS[operation.kind](operation, desk, act)


def _open(operation: Operation, desk: Desk, act: Act) -> dict[str, Any]:
    audit = _join(operation, desk, act)
    return {"audit": str(audit.uuid), "room": str(audit.room.uuid)}


def _sight(operation: Operation, desk: Desk, act: Act) -> dict[str, Any]:
    code, method = operation.payload.get("code"), operation.payload.get("method")
    if not isinstance(code, str) or not code.strip() or len(code) > MOST_CODE or method not in METHODS:
        raise BadPayload(what="code")
    audit = _join(operation, desk, act)
    told = audits.sight(
        desk.count(audit, audit.room),
        operation.op_id,
        code,
        meant=desk.assets(code),
        method=method,
        act=act,
        chosen=_optional_uuid(operation.payload, "asset"),
        early_undo=desk.early_undos.pop(operation.op_id, None),
    )
    return _told(told, audit)


def _told(told: audits.Sight, audit: Audit) -> dict[str, Any]:
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


def _undo(operation: Operation, desk: Desk, act: Act) -> dict[str, Any]:
    target = _uuid(operation.payload, "sighting")
    for model in (Sighting, Absence):
        site_id = db.session.scalar(select(Audit.site_id).join(model).where(model.uuid == target))
        if site_id is not None:
            _require(operation, act, site_id)
    audits.undo(target, act)
    desk.forget()
    return {}


def _absent(operation: Operation, desk: Desk, act: Act) -> dict[str, Any]:
    reason = operation.payload.get("reason")
    if reason not in ABSENCE_REASONS:
        raise BadPayload(what="reason")
    audit = _join(operation, desk, act)
    uuid = _uuid(operation.payload, "asset")
    asset = db.session.scalar(select(Asset).where(Asset.uuid == uuid, Asset.site_id == audit.site_id))
    if asset is None:
        raise NoSuchThing(what="asset")
    audits.explain(desk.count(audit, audit.room), operation.op_id, asset, reason, act)
    return {"asset": str(asset.uuid), "tag": asset.tag}


def _finish(operation: Operation, desk: Desk, act: Act) -> dict[str, Any]:
    audit = desk.audits.get(_uuid(operation.payload, "audit"))
    if audit is None:
        raise NoSuchThing(what="audit")
    _require(operation, act, audit.site_id)
    first = audits.finish(audit, act)
    desk.forget()
    return {"audit": str(audit.uuid), "first": first}


def _move(operation: Operation, desk: Desk, act: Act) -> dict[str, Any]:
    code, room = operation.payload.get("code"), desk.rooms.get(_uuid(operation.payload, "room"))
    if not isinstance(code, str):
        raise BadPayload(what="code")
    if room is None:
        raise NoSuchThing(what="room")
    _require(operation, act, room.site_id)
    ours = [asset for asset in desk.assets(code) if asset.site_id == room.site_id]
    if len(ours) != 1:
        raise NoSuchThing(what="asset") if not ours else BadPayload(what="several")
    asset = ours[0]
    if operation.base_version is not None and operation.base_version != asset.version:
        raise Conflict(asset=str(asset), place=asset.room.name if asset.room else None, version=asset.version)
    moved = register.move(asset, room, act)
    desk.forget()
    return {"asset": str(asset.uuid), "tag": asset.tag, "moved": moved, "version": asset.version}


KINDS: dict[str, Callable[[Operation, Desk, Act], dict[str, Any]]] = {
    "audit.open": _open,
    "audit.sight": _sight,
    "audit.undo": _undo,
    "audit.absent": _absent,
    "audit.finish": _finish,
    "asset.move": _move,
}
COMING = frozenset({"cart.confirm", "custody.check_out", "custody.check_in", "custody.replace", "asset.report"})


def _join(operation: Operation, desk: Desk, act: Act) -> Audit:
    """The audit an operation names; an unknown one opens itself, in the room that is named with it."""
    uuid = _uuid(operation.payload, "audit")
    audit = desk.audits.get(uuid)
    if audit is None:
        room: Room | None = desk.rooms.get(_uuid(operation.payload, "room"))
        if room is None:
            raise NoSuchThing(what="room")
        _require(operation, act, room.site_id)
        audit = desk.audits[uuid] = audits.join_or_open(uuid, room, act)
        return audit
    _require(operation, act, audit.site_id)
    room_id = _optional_uuid(operation.payload, "room")
    if room_id is not None and audit.room.uuid != room_id:
        raise audits.NotThisRoom(room=audit.room.name)
    return audit


def _require(operation: Operation, act: Act, site_id: int) -> None:
    if act.actor is None or not may(act.actor, OPERATIONS[operation.kind], site_id):
        raise NotPermitted(kind=operation.kind)


def _uuid(payload: dict[str, Any], name: str) -> UUID:
    try:
        return UUID(payload[name])
    except (KeyError, TypeError, ValueError, AttributeError) as fault:
        raise BadPayload(what=name) from fault


def _optional_uuid(payload: dict[str, Any], name: str) -> UUID | None:
    return None if payload.get(name) is None else _uuid(payload, name)



