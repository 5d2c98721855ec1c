"""Seeing a code in a room, taking that back, and saying why something is not there."""

from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from sqlalchemy import exists, insert, select

from app.db import db
from app.domain import ledger, losses
from app.domain.audits import settling
from app.domain.audits.expecting import expected_in
from app.domain.codes import look_up_key
from app.domain.ledger import Act, Entry
from app.domain.refusals import Refusal
from app.models import Absence, Asset, Audit, EarlyUndo, Room, Sighting


class NotExpectedHere(Refusal):
    """Only what is expected in a room can be explained there."""

    reason = "not_expected_here"


@dataclass(slots=True)
class Sight:
    """What a sighting said: the verdict, the asset it meant, and a note where there is more to say.

    Notes: `seen_before_report` (lost after it was seen), `several` (two assets bear this code).
    """

    verdict: str
    asset: Asset | None = None
    note: str | None = None
    undone: bool = False


@dataclass(slots=True)
class Count:
    """What is known about an audit while sightings are judged; read once, then kept up to date."""

    audit: Audit
    room: Room
    expected: set[int]
    seen: set[int]
    seen_codes: set[str]
    touched: bool = field(default=False)

    @classmethod
    def of(cls, audit: Audit, room: Room) -> "Count":
        seen, codes = set[int](), set[str]()
        live = select(Sighting.asset_id, Sighting.code).where(Sighting.audit_id == audit.id)
        for asset_id, code in db.session.execute(live.where(Sighting.undone_at.is_(None))):
            if asset_id is None:
                codes.add(look_up_key(code))
            else:
                seen.add(asset_id)
        return cls(audit, room, expected_in(room), seen, codes)


def sight(
    count: Count,
    op_id: UUID,
    code: str,
    *,
    meant: list[Asset],
    method: str,
    act: Act,
    chosen: UUID | None = None,
    early_undo: EarlyUndo | None = None,
) -> Sight:
    """Keep that `code` was seen in the room, say what that means, and let it take effect.

    `meant` are the assets the code may mean, `chosen` is the one a person (or their phone) took it for.
    A fact is never refused: it counts however late it is heard.
    """
    asset, several = _choose(meant, chosen, count)
    told = _judge(count, code, asset, act)
    told.note = told.note or ("several" if several else None)
    sighting_id = _keep(count, op_id, code, told, method, act, early_undo)
    count.touched = True
    if early_undo is not None:
        db.session.delete(early_undo)
        told.undone = True
        return told
    if asset is None:
        count.seen_codes.add(look_up_key(code))
        return told
    count.seen.add(asset.id)
    _take_effect(count, asset, told, act)
    settling.settle_by_sighting(asset, count.audit, sighting_id, act)
    return told


def undo(op_id: UUID, act: Act) -> None:
    """Take back a sighting (or an absence) by the operation that said it; one not heard yet will be undone when it is.

    What the sighting caused is taken back where nothing touched the asset since.
    """
    actor_id = act.actor.id if act.actor else 0
    sighting = db.session.scalar(select(Sighting).where(Sighting.uuid == op_id).with_for_update())
    if sighting is None:
        absence = db.session.scalar(select(Absence).where(Absence.uuid == op_id))
        if absence is not None:
            absence.undone_at = absence.undone_at or act.happened_at
        elif not db.session.scalar(select(exists().where(EarlyUndo.sighting == op_id))):
            db.session.add(EarlyUndo(sighting=op_id, by_id=actor_id, captured_at=act.happened_at))
        db.session.flush()
        return
    if sighting.undone_at is not None:
        return
    sighting.undone_at = act.happened_at
    sighting.undone_by_id = actor_id
    db.session.flush()
    if sighting.asset_id is not None:
        _take_back(sighting, act)
    settling.reopen(sighting)


def explain(count: Count, op_id: UUID, asset: Asset, reason: str, act: Act) -> None:
    """Say why an expected asset is not in the room. Raises NotExpectedHere."""
    if asset.id not in count.expected:
        raise NotExpectedHere(asset=str(asset), room=count.room.name)
    earlier = select(Absence).where(
        Absence.audit_id == count.audit.id, Absence.asset_id == asset.id, Absence.undone_at.is_(None)
    )
    for absence in db.session.scalars(earlier):
        absence.undone_at = act.happened_at
    told = Absence(uuid=op_id, audit_id=count.audit.id, asset_id=asset.id, reason=reason)
    told.captured_at, told.by_id = act.happened_at, act.actor.id if act.actor else 0
    db.session.add(told)
    db.session.flush()
    count.touched = True


def _choose(meant: list[Asset], chosen: UUID | None, count: Count) -> tuple[Asset | None, bool]:
    """The asset a code means, and whether the code was in doubt."""
    if len(meant) <= 1:
        return (meant[0] if meant else None), False
    for asset in meant:
        if asset.uuid == chosen:
            return asset, True
    here = [asset for asset in meant if asset.id in count.expected]
    ours = [asset for asset in meant if asset.site_id == count.audit.site_id]
    best = next((group for group in (here, ours) if len(group) == 1), [None])
    return best[0], True


def _judge(count: Count, code: str, asset: Asset | None, act: Act) -> Sight:
    if asset is None:
        again = look_up_key(code) in count.seen_codes
        return Sight("already" if again else "unregistered")
    if asset.id in count.seen:
        return Sight("already", asset)
    note = None
    if asset.missing_from_sight and asset.site_id == count.audit.site_id:
        if not _before_its_report(asset, act):
            return Sight("found", asset)
        note = "seen_before_report"
    if asset.site_id != count.audit.site_id:
        return Sight("other_site", asset)
    return Sight(place_verdict(asset, count.expected), asset, note)


def place_verdict(asset: Asset, expected: set[int]) -> str:
    """Here, held by somebody, or belonging elsewhere: for an asset of this site that is where it is."""
    if asset.id in expected:
        return "here"
    return "held" if asset.state == "checked_out" else "elsewhere"


def _before_its_report(asset: Asset, act: Act) -> bool:
    reported = losses.reported_at(asset)
    return reported is not None and act.happened_at < reported


def _keep(
    count: Count, op_id: UUID, code: str, told: Sight, method: str, act: Act, early_undo: EarlyUndo | None
) -> int:
    row = {
        "uuid": op_id,
        "audit_id": count.audit.id,
        "asset_id": told.asset.id if told.asset else None,
        "code": code,
        "method": method,
        "verdict": told.verdict,
        "note": told.note,
        "captured_at": act.happened_at,
        "heard_at": act.heard_at,
        "late": count.audit.finished_at is not None,
        "by_id": act.actor.id if act.actor else 0,
        "undone_at": early_undo.captured_at if early_undo else None,
        "undone_by_id": early_undo.by_id if early_undo else None,
    }
    result = db.session.connection().execute(insert(Sighting.__table__), row)
    return int(result.inserted_primary_key[0])


def _take_effect(count: Count, asset: Asset, told: Sight, act: Act) -> None:
    """The events of a sighting: when it was last seen (unless it was seen later already), and that it was found."""
    own_site = asset.site_id == count.audit.site_id
    changes = {}
    if asset.last_seen_at is None or asset.last_seen_at <= act.happened_at:
        changes = {"last_seen_at": act.happened_at, "last_seen_room_id": count.room.id}
    entries = [Entry(asset, "sighted", act, changes=changes, room_id=count.room.id, details={"verdict": told.verdict})]
    comes_back = told.verdict == "found" or (
        not own_site and asset.missing_from_sight and not _before_its_report(asset, act)
    )
    if comes_back:
        place = {"room_id": count.room.id} if own_site else {}
        to = "in_stock" if count.room.stores or not own_site else "deployed"
        was = {"was": asset.state}
        entries.append(Entry(asset, "found", act, to=to, changes=place, room_id=count.room.id, details=was))
        count.expected |= {asset.id} if own_site else set()
    ledger.record_all(entries)


def _take_back(sighting: Sighting, act: Act) -> None:
    asset = db.session.get_one(Asset, sighting.asset_id)
    before = _last_sighting(asset)
    changes = {}
    if asset.last_seen_at == sighting.captured_at:
        changes = {"last_seen_at": before[0] if before else None, "last_seen_room_id": before[1] if before else None}
    entries = [Entry(asset, "sighting_undone", act, changes=changes, details={"sighting": str(sighting.uuid)})]
    was = settling.state_before_finding(asset, sighting)
    if was is not None:
        entries.append(Entry(asset, "finding_undone", act, to=was, changes={"room_id": None}))
    ledger.record_all(entries)


def _last_sighting(asset: Asset) -> tuple[datetime, int] | None:
    row = db.session.execute(
        select(Sighting.captured_at, Audit.room_id)
        .join(Audit, Audit.id == Sighting.audit_id)
        .where(Sighting.asset_id == asset.id, Sighting.undone_at.is_(None))
        .order_by(Sighting.captured_at.desc())
        .limit(1)
    ).first()
    return (row[0], row[1]) if row else None

