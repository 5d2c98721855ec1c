"""Which assets of a site were seen since a day, where, and by whom beside those who answer for them. Policy: LAW-4."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, CompoundSelect, func, literal, or_, select, union
from sqlalchemy.orm import InstrumentedAttribute, aliased

from app.clock import written
from app.db import db
from app.models import Asset, Audit, CartCheck, Merge, Responsibility, Room, Sighting, SlotCheck, User


@dataclass(slots=True)
class Sight:
    """The latest time an asset was seen. `by_another`: somebody saw it who does not answer for it."""

    at: str
    where: str
    how: str
    by_another: bool


@dataclass(frozen=True, slots=True)
class _Seen:
    asset_id: int
    at: datetime
    room: str
    how: str
    by_another: bool


def sights_since(site_id: int, since: datetime) -> dict[int, Sight]:
    """What was seen at its own site since then, by key. Three queries, and one for who answers for which room."""
    sights: dict[int, Sight] = {}
    answering = _who_answers(site_id, since)
    for seen in sorted(
        [*_in_rooms(site_id, since, answering), *_in_carts(site_id, since)], key=lambda s: s.at
    ):
        before = sights.get(seen.asset_id)
        by_another = seen.by_another or (before is not None and before.by_another)
        sights[seen.asset_id] = Sight(written(seen.at), seen.room, seen.how, by_another)
    return sights


def seen_pairs(sites: Collection[int], since: datetime, *, moments: bool = False) -> CompoundSelect[Any]:
    """Each asset that was seen at one of these sites, beside the site: the pairs of `sights_since` and nothing else.

    What was seen of a record that was merged was seen of the one that stands for it.
    `moments` asks for the moment of each sighting as well, in which case a pair comes once for each.
    """
    moment = [Sighting.captured_at] if moments else []
    in_rooms = (
        select(_standing(Sighting.asset_id).label("asset_id"), Audit.site_id, *moment)
        .select_from(Sighting)
        .join(Audit, Audit.id == Sighting.audit_id)
        .outerjoin(Merge, Merge.twin_id == Sighting.asset_id)
        .where(
            Audit.site_id.in_(sites), Sighting.undone_at.is_(None), Sighting.captured_at >= since,
            Sighting.asset_id.is_not(None),
        )
    )  # fmt: skip
    moment = [CartCheck.captured_at] if moments else []
    checks = (CartCheck.site_id.in_(sites), CartCheck.captured_at >= since)
    carts = select(_standing(CartCheck.cart_id), CartCheck.site_id, *moment).select_from(CartCheck)
    carts = carts.outerjoin(Merge, Merge.twin_id == CartCheck.cart_id)
    inside = select(_standing(SlotCheck.seen_id), CartCheck.site_id, *moment).select_from(CartCheck)
    inside = inside.join(SlotCheck, SlotCheck.check_id == CartCheck.id)
    inside = inside.outerjoin(Merge, Merge.twin_id == SlotCheck.seen_id)
    return union(in_rooms, carts.where(*checks), inside.where(*checks, SlotCheck.seen_id.is_not(None)))


def counters_since(site_id: int, since: datetime) -> dict[int, str]:
    """Who saw anything at a site since then: names by the keys of their accounts."""
    counted = (
        select(User.id, User.name)
        .join(Sighting, Sighting.by_id == User.id)
        .join(Audit, Audit.id == Sighting.audit_id)
        .where(Audit.site_id == site_id, Sighting.captured_at >= since, Sighting.undone_at.is_(None))
    )
    confirmed = (
        select(User.id, User.name)
        .join(CartCheck, CartCheck.by_id == User.id)
        .where(CartCheck.site_id == site_id, CartCheck.captured_at >= since)
    )
    return dict(db.session.execute(counted.union(confirmed)).all())


def seers_of(asset_id: int, since: datetime) -> set[int]:
    """Who saw an asset since then, or what was merged into it, by the keys of their accounts."""
    records = select(Merge.twin_id).where(Merge.kept_id == asset_id).union(select(literal(asset_id)))
    counted = select(Sighting.by_id).where(
        Sighting.asset_id.in_(records), Sighting.captured_at >= since, Sighting.undone_at.is_(None)
    )
    confirmed = select(CartCheck.by_id).where(
        CartCheck.captured_at >= since,
        or_(CartCheck.cart_id.in_(records), CartCheck.slots.any(SlotCheck.seen_id.in_(records))),
    )
    return set(db.session.scalars(counted.union(confirmed)))


def _in_rooms(site_id: int, since: datetime, answering: Mapping[int, set[int]]) -> Iterator[_Seen]:
    query = (
        select(
            Asset.id, Sighting.captured_at, Room.id, Room.name, Sighting.method, User.person_id,
            Asset.responsible_id, Asset.holder_id,
        )
        .join(Audit, Audit.id == Sighting.audit_id)
        .join(Room, Room.id == Audit.room_id)
        .outerjoin(Merge, Merge.twin_id == Sighting.asset_id)
        .join(Asset, Asset.id == _standing(Sighting.asset_id))
        .join(User, User.id == Sighting.by_id)
        .where(
            Audit.site_id == site_id, Asset.site_id == site_id, Sighting.undone_at.is_(None),
            Sighting.captured_at >= since,
        )
    )  # fmt: skip
    for asset_id, at, room_id, room, method, person_id, *owners in db.session.execute(query).all():
        own = person_id is not None and (person_id in owners or person_id in answering.get(room_id, ()))
        yield _Seen(asset_id, at, room, method, by_another=not own)


def _in_carts(site_id: int, since: datetime) -> Iterator[_Seen]:
    """The carts themselves and what lay in them."""
    seen, cart = aliased(Asset), aliased(Asset)
    checks = select(seen.id, CartCheck.captured_at, cart.tag, CartCheck.answers).select_from(CartCheck)
    checks = checks.join(cart, cart.id == CartCheck.cart_id)
    carts = checks.outerjoin(Merge, Merge.twin_id == CartCheck.cart_id)
    carts = carts.join(seen, seen.id == _standing(CartCheck.cart_id))
    in_slots = checks.join(SlotCheck, SlotCheck.check_id == CartCheck.id)
    in_slots = in_slots.outerjoin(Merge, Merge.twin_id == SlotCheck.seen_id)
    in_slots = in_slots.join(seen, seen.id == _standing(SlotCheck.seen_id))
    for query in (carts, in_slots):
        ours = query.where(
            CartCheck.site_id == site_id, CartCheck.captured_at >= since, seen.site_id == site_id
        )
        for asset_id, at, tag, answers in db.session.execute(ours).all():
            yield _Seen(asset_id, at, tag or "", "cart", by_another=not answers)


def _who_answers(site_id: int, since: datetime) -> dict[int, set[int]]:
    query = select(Responsibility.room_id, Responsibility.person_id).join(
        Room, Room.id == Responsibility.room_id
    )
    lately = or_(Responsibility.ended_at.is_(None), Responsibility.ended_at >= since)
    answering: dict[int, set[int]] = {}
    for room_id, person_id in db.session.execute(query.where(Room.site_id == site_id, lately)):
        answering.setdefault(room_id, set()).add(person_id)
    return answering


def _standing(asset_id: InstrumentedAttribute[Any]) -> ColumnElement[int]:
    """The key of the record that stands for an asset, in a query with its merge beside it."""
    return func.coalesce(Merge.kept_id, asset_id)
