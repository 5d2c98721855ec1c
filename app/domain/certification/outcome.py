"""What the administrator goes over before signing: what was off, how it ended, who counted what. Policy: CERT-3."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Select, distinct, func, select
from sqlalchemy.orm import joinedload

from app.db import db
from app.models import Asset, Audit, CartCheck, Certification, Discrepancy, Room, Sighting, User


@dataclass(frozen=True, slots=True)
class Counter:
    """Somebody who counted: in how many rooms or carts, how many sightings, and when last."""

    name: str
    rooms: int
    carts: int
    sightings: int
    last: datetime


@dataclass(frozen=True, slots=True)
class Outcome:
    """A site's counts of one cycle. `settled` tells each kind by how it ended; `waiting` each kind that is open."""

    rooms: int
    rooms_counted: int
    counters: Sequence[Counter]
    settled: dict[str, dict[str, int]]
    waiting: dict[str, int]

    @property
    def settled_count(self) -> int:
        return sum(sum(ways.values()) for ways in self.settled.values())


def outcome_of(certification: Certification) -> Outcome:
    """The whole of it, in a handful of queries, however many were counted."""
    site, since = certification.site_id, certification.cycle.seen_since
    open_rooms = select(Room.id).where(Room.site_id == site, Room.closed_at.is_(None))
    counted = select(Audit.room_id).where(Audit.finished_at >= since, Audit.room_id.in_(open_rooms))
    rooms = db.session.scalar(select(func.count()).select_from(open_rooms.subquery()))
    rooms_counted = db.session.scalar(select(func.count()).select_from(counted.distinct().subquery()))
    ends: dict[str, dict[str, int]] = {}
    for kind, how, number in db.session.execute(_ends(certification)):
        ends.setdefault(kind, {})[how or ""] = number
    return Outcome(
        rooms=rooms or 0,
        rooms_counted=rooms_counted or 0,
        counters=_counters(site, since),
        settled={kind: told for kind, ways in ends.items() if (told := {h: n for h, n in ways.items() if h})},
        waiting={kind: ways[""] for kind, ways in ends.items() if "" in ways},
    )


def settled_in(certification: Certification, most: int) -> Sequence[Discrepancy]:
    """What was off in this cycle and how it was settled, the last one first."""
    query = select(Discrepancy).where(
        Discrepancy.site_id == certification.site_id,
        Discrepancy.settled_at >= certification.cycle.seen_since,
    )
    return db.session.scalars(
        query.order_by(Discrepancy.settled_at.desc(), Discrepancy.id.desc())
        .limit(most)
        .options(
            joinedload(Discrepancy.asset).joinedload(Asset.model),
            joinedload(Discrepancy.settled_by),
            joinedload(Discrepancy.audit).joinedload(Audit.room),
        )
    ).all()


def counted_in(certification: Certification, most: int) -> Sequence[Audit]:
    """The counts of this cycle, the last one first."""
    query = select(Audit).where(
        Audit.site_id == certification.site_id, Audit.opened_at >= certification.cycle.seen_since
    )
    whole = query.options(
        *(joinedload(one) for one in (Audit.room, Audit.opened_by, Audit.finished_by, Audit.names))
    )
    return db.session.scalars(whole.order_by(Audit.opened_at.desc()).limit(most)).unique().all()


def _ends(certification: Certification) -> Select[str, str | None, int]:
    settled = Discrepancy.settled_at >= certification.cycle.seen_since
    query = select(Discrepancy.kind, Discrepancy.settled_how, func.count()).where(
        Discrepancy.site_id == certification.site_id, settled | Discrepancy.settled_at.is_(None)
    )
    return query.group_by(Discrepancy.kind, Discrepancy.settled_how).order_by(func.count().desc())


def _counters(site_id: int, since: datetime) -> list[Counter]:
    seen = (
        select(
            User.id,
            User.name,
            func.count(distinct(Audit.room_id)),
            func.count(),
            func.max(Sighting.captured_at),
        )
        .join(Sighting, Sighting.by_id == User.id)
        .join(Audit, Audit.id == Sighting.audit_id)
        .where(Audit.site_id == site_id, Sighting.captured_at >= since, Sighting.undone_at.is_(None))
        .group_by(User.id, User.name)
    )
    checked = (
        select(User.id, User.name, func.count(distinct(CartCheck.cart_id)), func.max(CartCheck.captured_at))
        .join(CartCheck, CartCheck.by_id == User.id)
        .where(CartCheck.site_id == site_id, CartCheck.captured_at >= since)
        .group_by(User.id, User.name)
    )
    found = {
        key: Counter(name, rooms, 0, many, last) for key, name, rooms, many, last in db.session.execute(seen)
    }
    for key, name, carts, last in db.session.execute(checked):
        one = found.get(key, Counter(name, 0, 0, 0, last))
        found[key] = Counter(name, one.rooms, carts, one.sightings, max(last, one.last))
    return sorted(found.values(), key=lambda one: (-one.rooms - one.carts, one.name))
