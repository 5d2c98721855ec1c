"""Keeping a look: one row for a page and one for each student on it, and none again within minutes. Policy: ORG-8."""

from collections.abc import Callable, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import select

from app.db import db, insert_all
from app.domain import policy
from app.domain.portions import portions
from app.models import Handset, Look, LookedAt

# A file that leaves is a fact each time; a page that is opened again is the same look.
EACH_TIME = frozenset({"export", "paper"})


@dataclass(frozen=True)
class Asked:
    """Who asked for what, in which session, and from where. `handset` is what the phone's cookie says."""

    viewer_id: int
    sign_in_id: int | None
    kind: str
    address: str | None
    handset: UUID | None


def keep(
    asked: Asked, students: Mapping[int, AbstractSet[int]], now: datetime, *, writing: Callable[[], None]
) -> list[Look]:
    """Keep who was shown, by site; whoever was shown to them in this way a few minutes ago is kept already.

    Most pages show what they showed before: only where something is new does `writing` make this a writer.
    """
    new = {site_id: fresh for site_id, shown in students.items() if (fresh := _fresh(asked, shown, now))}
    if not new:
        return []
    writing()
    handset = select(Handset.id).where(Handset.uuid == asked.handset).scalar_subquery()
    looks = []
    for site_id, shown in new.items():
        look = Look(at=now, viewer_id=asked.viewer_id, site_id=site_id, kind=asked.kind, students=len(shown))
        look.sign_in_id, look.address = asked.sign_in_id, asked.address
        if asked.handset:
            look.handset_id = handset
        db.session.add(look)
        looks.append(look)
    db.session.flush()
    for look in looks:
        rows = [{"look_id": look.id, "person_id": person} for person in sorted(new[look.site_id])]
        insert_all(LookedAt, rows)
    return looks


def _fresh(asked: Asked, shown: AbstractSet[int], now: datetime) -> set[int]:
    if asked.kind in EACH_TIME:
        return set(shown)
    since = now - timedelta(minutes=policy.value("access_log_minutes"))
    query = select(LookedAt.person_id).join(Look, Look.id == LookedAt.look_id)
    query = query.where(Look.viewer_id == asked.viewer_id, Look.at > since, Look.kind == asked.kind)
    known: set[int] = set()
    for some in portions(shown):
        known |= set(db.session.scalars(query.where(LookedAt.person_id.in_(some))))
    return set(shown) - known
