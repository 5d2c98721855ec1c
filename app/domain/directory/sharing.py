"""One switch: a site's students share devices instead of having one each, and ITS is told. Policy: CUS-4."""

from collections.abc import Collection, Sequence

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from app.db import db
from app.domain.ledger import Act
from app.domain.refusals import Refusal
from app.models import SharedDevices, Site

MOST_WORDS = 500


class NoReasonToShare(Refusal):
    """ITS hears why a site shares its devices."""

    reason = "no_word"


def share_devices(site: Site, why: str, act: Act) -> SharedDevices:
    """From now on no student of the site is expected to have a device; a second time changes nothing.

    Raises NoReasonToShare.
    """
    there = sharing_of(site.id)
    if there is not None:
        return there
    if not why.strip():
        raise NoReasonToShare
    shared = SharedDevices(
        site=site, why=why.strip()[:MOST_WORDS], began_at=act.happened_at, began_by=act.actor
    )
    db.session.add(shared)
    db.session.flush()
    return shared


def stop_sharing(site: Site, act: Act) -> None:
    """Every student of the site is expected to have a device again."""
    there = sharing_of(site.id)
    if there is not None:
        there.ended_at, there.ended_by = act.happened_at, act.actor
        db.session.flush()


def note_sharing(shared: SharedDevices, act: Act) -> None:
    """ITS has heard of it."""
    if shared.noted_at is None:
        shared.noted_at, shared.noted_by = act.happened_at, act.actor
        db.session.flush()


def sharing_of(site_id: int) -> SharedDevices | None:
    """Since when and why a site shares its devices, if it does."""
    query = select(SharedDevices).where(SharedDevices.site_id == site_id, SharedDevices.ended_at.is_(None))
    return db.session.scalar(query.options(joinedload(SharedDevices.began_by)))


def sharing_among(sites: Collection[int]) -> set[int]:
    """Which of these sites share their devices."""
    query = select(SharedDevices.site_id).where(SharedDevices.ended_at.is_(None))
    return set(db.session.scalars(query.where(SharedDevices.site_id.in_(sites))))


def unnoted_sharing() -> Sequence[SharedDevices]:
    """What ITS has not taken note of yet, oldest first."""
    query = select(SharedDevices).where(SharedDevices.ended_at.is_(None), SharedDevices.noted_at.is_(None))
    query = query.options(joinedload(SharedDevices.site), joinedload(SharedDevices.began_by))
    return db.session.scalars(query.order_by(SharedDevices.id)).all()
