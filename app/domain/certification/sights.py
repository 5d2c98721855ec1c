"""Which assets of a site were seen since a day, where, and by whom beside those who answer for them. Policy: LAW-4."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import CompoundSelect, or_, select, union
from sqlalchemy.orm import aliased

from app.clock import written
from app.db import db
from app.models import Asset, Audit, CartCheck, Responsibility, Room, Sighting, SlotCheck, User


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

    `moments` asks for the moment of each sighting as well, in which case a pair comes once for each.
    """
    in_rooms = (
        select(Sighting.asset_id, Audit.site_id, *([Sighting.captured_at] if moments else []))
        .join(Audit, Audit.id == Sighting.audit_id)
        .where(
            Audit.site_id.in_(sites), Sighting.undone_at.is_(None), Sighting.captured_at >= since,
            Sighting.asset_id.is_not(None),
        )
    )  # fmt: skip
    moment = [CartCheck.captured_at] if moments else []
    checks = (CartCheck.site_id.in_(sites), CartCheck.captured_at >= since)
    carts = select(CartCheck.cart_id.label("asset_id"), CartCheck.site_id, *moment).where(*checks)
    inside = select(SlotCheck.seen_id, CartCheck.site_id, *moment).join(
        SlotCheck, SlotCheck.check_id == CartCheck.id
    )
    return union(in_rooms, carts, inside.where(*checks, SlotCheck.seen_id.is_not(None)))


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
    """Who saw an asset since then, by the keys of their accounts."""
    counted = select(Sighting.by_id).where(
        Sighting.asset_id == asset_id, Sighting.captured_at >= since, Sighting.undone_at.is_(None)
    )
    confirmed = select(CartCheck.by_id).where(
        CartCheck.captured_at >= since,
        or_(CartCheck.cart_id == asset_id, CartCheck.slots.any(SlotCheck.seen_id == asset_id)),
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
        .join(Asset, Asset.id == Sighting.asset_id)
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
    in_slots = checks.join(SlotCheck, SlotCheck.check_id == CartCheck.id).join(
        seen, seen.id == SlotCheck.seen_id
    )
    for query in (checks.join(seen, seen.id == CartCheck.cart_id), in_slots):
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
