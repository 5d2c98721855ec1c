"""Seeing codes in a room: each is kept as a fact, judged, and takes effect."""

from collections.abc import Sequence
from typing import Any

from app.db import db, insert_all
from app.domain import ledger, losses
from app.domain.audits import settling
from app.domain.audits.finishing import keep_in_line
from app.domain.audits.judging import Reading, Sight, judge
from app.domain.codes import look_up_key
from app.domain.ledger import Entry, Page
from app.models import Asset, Sighting


def sight(reading: Reading) -> Sight:
    """Keep that a code was seen in a room, say what that means, and let it take effect."""
    return sight_all([reading])[0]


def sight_all(readings: Sequence[Reading]) -> list[Sight]:
    """Keep many sightings at once, in their order. A fact is never refused: it counts however late it is heard."""
    assets = {asset.id: asset for reading in readings for asset in reading.meant}
    ledger.lock(assets.values())
    reports = losses.reported_at(asset for asset in assets.values() if asset.missing_from_sight)
    told = []
    with Page() as page:
        for reading in readings:
            seen = judge(reading, reports)
            seen.undone = reading.undone is not None
            if not seen.undone:
                take_effect(reading, seen, page)
            told.append(seen)
    losses.close_found(
        (seen.asset.id, reading.act, reading.count.room.id)
        for reading, seen in zip(readings, told, strict=True)
        if seen.asset is not None and seen.comes_back and not seen.undone
    )
    insert_all(Sighting, [_row(*pair) for pair in zip(readings, told, strict=True)])
    for reading in readings:
        if reading.undone is not None:
            db.session.delete(reading.undone)
    keep_in_line({reading.count.audit for reading in readings}, readings[-1].act)
    settling.settle_seen({seen.asset.id for seen in told if seen.asset and not seen.undone}, readings[-1].act)
    return told


def take_effect(reading: Reading, seen: Sight, page: Page) -> None:
    """The events of a sighting: when it was last seen (unless it was seen later already), and that it was found."""
    count, act, asset = reading.count, reading.act, seen.asset
    if asset is None:
        count.codes.add(look_up_key(reading.code))
        return
    count.seen.add(asset.id)
    room_id, changes = count.audit.room_id, {}
    if asset.last_seen_at is None or asset.last_seen_at <= act.happened_at:
        changes = {"last_seen_at": act.happened_at, "last_seen_room_id": room_id}
    details = {"verdict": seen.verdict}
    page.write(Entry(asset, "sighted", act, changes=changes, room_id=room_id, details=details))
    if seen.comes_back:
        page.write(_finding(reading, asset))


def _finding(reading: Reading, asset: Asset) -> Entry:
    """What was lost stands where it was seen; at another school it stays without a place until it is fetched."""
    room, was = reading.count.room, {"was": asset.state, "sighting": str(reading.op_id)}
    if asset.site_id != room.site_id:
        return Entry(asset, "found", reading.act, to="in_stock", room_id=room.id, details=was)
    place: dict[str, Any] = {"room_id": room.id, "cart_id": None, "slot": None}
    state = "in_stock" if room.stores else "deployed"
    return Entry(asset, "found", reading.act, to=state, changes=place, details=was)


def _row(reading: Reading, seen: Sight) -> dict[str, Any]:
    act, audit, undone = reading.act, reading.count.audit, reading.undone
    return {
        "uuid": reading.op_id,
        "audit_id": audit.id,
        "asset_id": seen.asset.id if seen.asset else None,
        "code": reading.code,
        "method": reading.method,
        "verdict": seen.verdict,
        "note": seen.note,
        "captured_at": act.happened_at,
        "heard_at": act.heard_at,
        "late": audit.finished_at is not None,
        "by_id": act.by_id or 0,
        "undone_at": undone.captured_at if undone else None,
        "undone_by_id": undone.by_id if undone else None,
    }
