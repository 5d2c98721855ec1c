"""How a discrepancy comes to its end: by itself when the asset turns up, or by what somebody does."""

from collections.abc import Collection
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import contains_eager

from app import clock
from app.db import db
from app.domain import policy
from app.domain.ledger import Act, hold, touches
from app.domain.refusals import AlreadySettled
from app.models import Asset, Audit, Discrepancy, Event, Room, Sighting
from app.models.discrepancies import Settled


class Seen(NamedTuple):
    """Where and when an asset was seen last."""

    sighting_id: int
    room_id: int
    captured_at: datetime


def settle(discrepancy: Discrepancy, how: Settled, act: Act, *, by: int | None = None) -> None:
    """Bring one discrepancy to its end. `by` is the key of the sighting that did it."""
    discrepancy.settled_at = act.heard_at
    discrepancy.settled_how = how
    discrepancy.settled_by_id = act.by_id
    discrepancy.settling_sighting_id = by


def held_open(discrepancy: Discrepancy) -> Discrepancy:
    """The discrepancy as it is now, held after its asset until the transaction ends. Raises AlreadySettled."""
    hold([discrepancy.asset_id] if discrepancy.asset_id else [])
    query = select(Discrepancy).where(Discrepancy.id == discrepancy.id).with_for_update(of=Discrepancy)
    held = db.session.scalars(query.execution_options(populate_existing=True)).one()
    if held.settled_at is not None:
        raise AlreadySettled
    return held


def settle_seen(assets: Collection[int], act: Act) -> None:
    """What a count missed is not missing once it turned up: seen in another room since it was placed, or seen later.

    What a count found out of its place is settled once it is seen where it belongs.
    The latest sighting decides, in whatever order phones are heard.
    """
    left_open = _open(assets, ("missing", "elsewhere"))
    if not left_open:
        return
    latest = _latest({d.asset_id for d in left_open if d.asset_id})
    placed = _placed(set(latest))
    for discrepancy in left_open:
        seen = latest.get(discrepancy.asset_id or 0)
        if seen is not None and (how := _ended_by(seen, discrepancy, placed[discrepancy.asset_id or 0])):
            settle(discrepancy, how, act, by=seen.sighting_id)
    db.session.flush()


def _ended_by(seen: Seen, discrepancy: Discrepancy, placed_at: datetime) -> Settled | None:
    """How the latest sighting of its asset ends a discrepancy, if it does."""
    moved_on = seen.room_id != discrepancy.audit.room_id
    if discrepancy.kind == "elsewhere":
        asset = discrepancy.asset
        return (
            Settled.SEEN_AT_HOME if moved_on and asset is not None and asset.room_id == seen.room_id else None
        )
    if not _turned_up(seen, discrepancy.audit, placed_at):
        return None
    return Settled.SEEN_ELSEWHERE if moved_on else Settled.SEEN_LATER


def settle_missing_seen(assets: Collection[int], act: Act) -> None:
    """What a count missed and somebody saw after it, in a cart, is not missing."""
    for discrepancy in _open(assets, ("missing",)):
        finished = discrepancy.audit.finished_at
        if finished is not None and act.happened_at > finished:
            settle(discrepancy, Settled.SEEN_LATER, act)
    db.session.flush()


def settle_by_move(asset: Asset, room: Room, act: Act) -> None:
    """An asset that was found out of its place is settled once the register places it where it was seen."""
    out_of_place = select(Discrepancy).where(
        Discrepancy.asset_id == asset.id,
        Discrepancy.kind.in_(("elsewhere", "no_place", "conflicting_state")),
        Discrepancy.settled_at.is_(None),
    )
    query = out_of_place.join(Audit, Audit.id == Discrepancy.audit_id).where(Audit.room_id == room.id)
    for discrepancy in db.session.scalars(query):
        settle(discrepancy, Settled.MOVED_HERE, act)
    db.session.flush()


def settle_reported(asset: Asset, act: Act) -> None:
    """What a count missed is explained once it is reported gone. Policy: LOSS-1."""
    for discrepancy in _open([asset.id], ("missing",)):
        settle(discrepancy, Settled.REPORTED, act)
    db.session.flush()


def settle_changed_hands(assets: Collection[int], act: Act) -> None:
    """What the register said another had is settled once it came back from there."""
    for discrepancy in _open(assets, ("wrong_holder",)):
        settle(discrepancy, Settled.CHECKED_IN, act)
    db.session.flush()


def settle_by_transfer(assets: Collection[int], act: Act) -> None:
    """What counts of either school had open about a device is settled once it has arrived at its new one."""
    kinds = ("missing", "elsewhere", "no_place", "conflicting_state", "other_site")
    for discrepancy in _open(assets, kinds):
        settle(discrepancy, Settled.ACCEPTED, act)
    db.session.flush()


def reopen(sighting: Sighting) -> set[Audit]:
    """What a sighting settled is open again once the sighting is undone; gives the audits it is of."""
    settled = select(Discrepancy).where(Discrepancy.settling_sighting_id == sighting.id)
    reopened = list(db.session.scalars(settled))
    for discrepancy in reopened:
        discrepancy.settled_at = discrepancy.settled_how = None
        discrepancy.settled_by_id = discrepancy.settling_sighting_id = None
    db.session.flush()
    return {discrepancy.audit for discrepancy in reopened}


def _open(assets: Collection[int], kinds: Collection[str]) -> list[Discrepancy]:
    query = (
        select(Discrepancy)
        .join(Discrepancy.audit)
        .where(
            Discrepancy.asset_id.in_(assets), Discrepancy.kind.in_(kinds), Discrepancy.settled_at.is_(None)
        )
        .options(contains_eager(Discrepancy.audit))
    )
    return list(db.session.scalars(query)) if assets else []


def _latest(assets: set[int]) -> dict[int, Seen]:
    """The last sighting of each asset that holds, with its room."""
    latest: dict[int, Seen] = {}
    rows = db.session.execute(
        select(Sighting.asset_id, Sighting.id, Audit.room_id, Sighting.captured_at)
        .join(Audit, Audit.id == Sighting.audit_id)
        .where(Sighting.asset_id.in_(assets), Sighting.undone_at.is_(None))
        .order_by(Sighting.captured_at, Sighting.uuid)
    )
    for asset_id, sighting_id, room_id, captured_at in rows:
        if asset_id is not None:
            latest[asset_id] = Seen(sighting_id, room_id, captured_at)
    return latest


def _placed(assets: set[int]) -> dict[int, datetime]:
    """When custody, place or state of each asset last changed."""
    if not assets:
        return {}
    events = select(Event.asset_id, Event.happened_at, Event.changes).where(Event.asset_id.in_(assets))
    rows = db.session.execute(events.order_by(Event.asset_id, Event.number))
    return {asset_id: happened_at for asset_id, happened_at, changes in rows if touches(changes)}


def _turned_up(seen: Seen, audit: Audit, placed_at: datetime) -> bool:
    finished = audit.finished_at
    if finished is None or seen.captured_at > finished:
        return True
    year = policy.fiscal_year_start(clock.day(finished))
    return (
        seen.room_id != audit.room_id
        and seen.captured_at >= placed_at
        and clock.day(seen.captured_at) >= year
    )
