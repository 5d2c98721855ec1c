"""What each kind of operation does: the same verbs as the pages use."""

from collections.abc import Callable, Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import select

from app.db import db
from app.domain import audits, register
from app.domain.access import OPERATIONS, may
from app.domain.audits import Reading, Sight
from app.domain.ledger import Act
from app.domain.offline.conflicts import changed_by_another
from app.domain.offline.desk import Desk, uuid_in
from app.domain.offline.envelope import Operation
from app.domain.refusals import Refusal
from app.models import Absence, Audit, Forerunner, Room, Sighting
from app.models.audits import ABSENCE_REASONS, METHODS

MOST_CODE = 512
# Half a character of a torn code, or a zero byte: no database keeps them as text.
UNKEEPABLE = {0: "\ufffd"} | dict.fromkeys(range(0xD800, 0xE000), "\ufffd")


class NotPermitted(Refusal):
    """The person has no such right at this site, or no longer."""

    reason = "not_permitted"


class NoSuchThing(Refusal):
    """What the operation names is not there, or not this person's to see."""

    reason = "no_such_thing"


class BadPayload(Refusal):
    """The payload lacks something or has it in the wrong shape."""

    reason = "bad_payload"


class UnknownKind(Refusal):
    """No version of the server ever knew this kind."""

    reason = "unknown_kind"


class NotYet(Refusal):
    """The kind is promised, but not written yet: the phone keeps the operation."""

    reason = "not_yet"


class Conflict(Refusal):
    """Somebody else changed the asset meanwhile: nothing was applied, both sides are shown."""

    reason = "changed_by_another"


def apply(run: Sequence[Operation], desk: Desk, acts: Sequence[Act]) -> list[dict[str, Any]]:
    """Let a run of operations of one kind take effect; gives what each answer adds. Raises a Refusal."""
    kind = run[0].kind
    if kind == "audit.sight":
        return _sight_all(run, desk, acts)
    if kind in COMING:
        raise NotYet(kind=kind)
    if kind not in KINDS:
        raise UnknownKind(kind=kind)
    told = [KINDS[kind](operation, desk, act) for operation, act in zip(run, acts, strict=True)]
    desk.counts.clear()
    return told


def _open(operation: Operation, desk: Desk, act: Act) -> dict[str, Any]:
    audit = _join(operation, desk, act)
    return {"audit": str(audit.uuid), "room": str(audit.room.uuid)}


def _sight_all(run: Sequence[Operation], desk: Desk, acts: Sequence[Act]) -> list[dict[str, Any]]:
    joined = [_join(operation, desk, act) for operation, act in zip(run, acts, strict=True)]
    desk.count_all(joined)
    readings = [_reading(*each, desk) for each in zip(run, joined, acts, strict=True)]
    told = audits.sight_all(readings)
    return [_told(seen, audit) for seen, audit in zip(told, joined, strict=True)]


def _reading(operation: Operation, audit: Audit, act: Act, desk: Desk) -> Reading:
    code, method = operation.payload.get("code"), operation.payload.get("method")
    if not isinstance(code, str) or not code.strip() or len(code) > MOST_CODE:
        raise BadPayload(what="code")
    if method not in METHODS:
        raise BadPayload(what="method")
    return Reading(
        count=desk.counts[audit.id],
        op_id=operation.op_id,
        code=code.translate(UNKEEPABLE),
        method=method,
        act=act,
        meant=desk.bearing(code) or desk.seen_by_eye(operation, audit),
        chosen=_optional_uuid(operation.payload, "asset"),
        undone=_undone_before(operation, desk, audit),
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


def _undo(operation: Operation, desk: Desk, act: Act) -> dict[str, Any]:
    target, audit = _uuid(operation.payload, "sighting"), desk.audit(uuid_in(operation.payload, "audit"))
    if audit is not None:
        _require(operation, desk, audit.site_id)
    for model in (Sighting, Absence):
        site_id = db.session.scalar(
            select(Audit.site_id).join(model, model.audit_id == Audit.id).where(model.uuid == target)
        )
        if site_id is not None:
            _require(operation, desk, site_id)
    if audits.undo(target, act) is None:
        _await(target, desk)
    return {}


def _absent(operation: Operation, desk: Desk, act: Act) -> dict[str, Any]:
    reason = operation.payload.get("reason")
    if reason not in ABSENCE_REASONS:
        raise BadPayload(what="reason")
    audit = _join(operation, desk, act)
    asset = desk.assets.get(_uuid(operation.payload, "asset"))
    if asset is None or asset.site_id != audit.site_id:
        raise NoSuchThing(what="asset")
    undone = _undone_before(operation, desk, audit)
    audits.explain(audit, operation.op_id, asset, reason, act, undone=undone)
    return {"asset": str(asset.uuid), "tag": asset.tag}


def _finish(operation: Operation, desk: Desk, act: Act) -> dict[str, Any]:
    """An audit that was not heard of yet finishes when it opens: batches may come in any order."""
    uuid = _uuid(operation.payload, "audit")
    audit = desk.audit(uuid)
    if audit is None:
        audits.wait_for("finish", uuid, act)
        _await(uuid, desk)
        return {"audit": str(uuid), "first": True}
    _require(operation, desk, audit.site_id)
    first = audits.finish(audit, act)
    return {"audit": str(audit.uuid), "first": first}


def _move(operation: Operation, desk: Desk, act: Act) -> dict[str, Any]:
    code, room = operation.payload.get("code"), desk.rooms.get(_uuid(operation.payload, "room"))
    if not isinstance(code, str) or len(code) > MOST_CODE:
        raise BadPayload(what="code")
    if room is None:
        raise NoSuchThing(what="room")
    _require(operation, desk, room.site_id)
    ours = [asset for asset in desk.bearing(code) if asset.site_id == room.site_id]
    if len(ours) != 1:
        raise NoSuchThing(what="asset") if not ours else BadPayload(what="several")
    asset = ours[0]
    if changed_by_another(asset, operation, desk):
        raise Conflict(asset=str(asset), place=asset.room.name if asset.room else None, version=asset.version)
    moved = register.move(asset, room, act)
    return {"asset": str(asset.uuid), "tag": asset.tag, "moved": moved, "version": asset.version}


KINDS: dict[str, Callable[[Operation, Desk, Act], dict[str, Any]]] = {
    "audit.open": _open,
    "audit.undo": _undo,
    "audit.absent": _absent,
    "audit.finish": _finish,
    "asset.move": _move,
}
COMING = frozenset(
    {"cart.confirm", "custody.check_out", "custody.check_in", "custody.replace", "asset.report"}
)


def _join(operation: Operation, desk: Desk, act: Act) -> Audit:
    """The audit an operation names; an unknown one opens itself, in the room that is named with it."""
    uuid = _uuid(operation.payload, "audit")
    room_uuid = _optional_uuid(operation.payload, "room")
    audit = desk.audit(uuid)
    if audit is not None:
        _require(operation, desk, audit.site_id)
        if room_uuid is not None and audit.room.uuid != room_uuid:
            raise audits.NotThisRoom(room=audit.room.name)
        return audit
    room: Room | None = desk.rooms.get(room_uuid) if room_uuid else None
    if room is None:
        raise NoSuchThing(what="room")
    _require(operation, desk, room.site_id)
    audit = desk.joined[uuid] = audits.join_or_open(uuid, room, act)
    _finish_as_said_before(uuid, audit, desk, act)
    return audit


def _finish_as_said_before(uuid: UUID, audit: Audit, desk: Desk, act: Act) -> None:
    said = desk.forerunners.get(uuid)
    if said is None or said.kind != "finish":
        return
    if may(said.by, OPERATIONS["audit.finish"], audit.site_id):
        audits.finish(audit, Act(said.by, act.via, said.captured_at, act.heard_at, said.operation))
    db.session.delete(said)


def _undone_before(operation: Operation, desk: Desk, audit: Audit) -> Forerunner | None:
    """The undo that was heard before what it undoes, if its author may undo here."""
    said = desk.forerunners.get(operation.op_id)
    if said is None or said.kind != "undo":
        return None
    return said if may(said.by, OPERATIONS["audit.undo"], audit.site_id) else None


def _await(about: UUID, desk: Desk) -> None:
    if waiting := db.session.scalar(select(Forerunner).where(Forerunner.about == about)):
        desk.forerunners[about] = waiting


def _require(operation: Operation, desk: Desk, site_id: int) -> None:
    if not desk.may(operation.kind, site_id):
        raise NotPermitted(kind=operation.kind)


def _uuid(payload: dict[str, Any], name: str) -> UUID:
    found = uuid_in(payload, name)
    if found is None:
        raise BadPayload(what=name)
    return found


def _optional_uuid(payload: dict[str, Any], name: str) -> UUID | None:
    return None if payload.get(name) is None else _uuid(payload, name)
